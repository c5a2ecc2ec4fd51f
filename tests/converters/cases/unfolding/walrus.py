# run: f(1, 2), f(0, 2), f(1, 0), f(7, 7)
def f(x, y):
    if x and (z := y) > 1:
        return z
    z = x if y else (w := 3)
    while (x := x - 1) > 0 and (y := y - 2) > 0:
        log(x, y)
    return x, y, z


# becomes
def f(x, y):
    value = x
    if value:
        value = (z := y) > 1
    if value:
        return z
    if y:
        value_1 = x
    else:
        value_1 = (w := 3)
    z = value_1
    while True:
        value_2 = (x := x - 1) > 0
        if value_2:
            value_2 = (y := y - 2) > 0
        if value_2:
            log(x, y)
        else:
            break
    return x, y, z
