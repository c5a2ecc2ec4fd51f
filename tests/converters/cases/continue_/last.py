# run: f([1, -1, 2])
def f(xs):
    for x in xs:
        log(x)
        if x < 0:
            continue


# becomes
def f(xs):
    for x in xs:
        log(x)
        if x < 0:
            pass
