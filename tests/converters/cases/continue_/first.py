# run: f([1, -1, 2])
def f(xs):
    total = 0
    for x in xs:
        if x < 0:
            continue
        total += x
    return total


# becomes
def f(xs):
    total = 0
    for x in xs:
        if not x < 0:
            total += x
    return total
