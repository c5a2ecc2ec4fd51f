# run: f([1])
def f(xs):
    return f"{xs} {xs.pop()} {xs}"


# becomes
def f(xs):
    return ag__.fstring(ag__.formatted(xs, '', ''), ' ', ag__.formatted(xs.pop(), '', ''), ' ', ag__.formatted(xs, '', ''))
