# run: f(0), f(1)
def f(x):
    try:
        if x:
            return 1
        return 1 / x
    except ZeroDivisionError:
        return 3
    finally:
        log(1)


# becomes
def f(x):
    returned = False
    try:
        if x:
            result = 1
            returned = True
        else:
            result = 1 / x
            returned = True
    except ZeroDivisionError:
        returned = False
        result = 3
        returned = True
    finally:
        log(1)
    if not returned:
        result = None
    return result
