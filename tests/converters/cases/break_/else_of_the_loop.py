# run: f([1, 2]), f([0])
def f(xs):
    for x in xs:
        if x == 0:
            break
    else:
        log(1)
        return "none"
    return "some"


# becomes
def f(xs):
    stop = False
    for x in xs:
        stop = ag__.truth(x == 0)
    if not stop:
        log(1)
        return 'none'
    return 'some'
