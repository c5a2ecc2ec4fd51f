# run: f([1, 2, 0, 3])
def f(xs):
    for x in xs:
        log(x)
        if not x:
            break
    return x


# becomes
def f(xs):
    stop = False
    for x in xs:
        log(x)
        stop = not x
    return x
