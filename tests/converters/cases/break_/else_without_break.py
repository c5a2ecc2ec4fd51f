# run: f([1, 2]), f([0])
def f(xs):
    for x in xs:
        log(x)
    else:
        log(9)


# becomes
def f(xs):
    for x in xs:
        log(x)
    log(9)
