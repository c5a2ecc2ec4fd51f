# run: f(1, 1), f(1, 0), f(0, 0)
def f(a, b):
    if a:
        if b:
            return 1
        log(1)
    log(2)
    return 2


# becomes
def f(a, b):
    returned = False
    if a:
        if b:
            result = 1
            returned = True
        else:
            log(1)
    if not returned:
        log(2)
        result = 2
    return result
