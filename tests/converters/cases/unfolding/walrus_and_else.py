# run: f(1, 2), f(5, 0), f(4, 1)
def f(x, y):
    while (x := x - 1) > 0:
        if x == y:
            break
        log(x)
    else:
        y = (x := 7)
    while (x := x - 1) > 0:
        y = y + x
    else:
        log(y)
    return x, y


# becomes
def f(x, y):
    ended = False
    while True:
        if (x := x - 1) > 0:
            if x == y:
                break
            log(x)
        else:
            ended = True
            break
    if ended:
        y = (x := 7)
    while True:
        if (x := x - 1) > 0:
            y = y + x
        else:
            break
    log(y)
    return x, y
