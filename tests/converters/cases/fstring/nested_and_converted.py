# run: f(1.5, 8)
def f(x, n):
    return f"{x!r:>{n}} {n}"


# becomes
def f(x, n):
    return ag__.fstring((x, 'r', ag__.fstring('>', (n, '', ''))), ' ', (n, '', ''))
