# run: f(0), f(1), f(2), f('a')
def f(x):
    try:
        log(1)
        y = 6 / x
    except ZeroDivisionError as e:
        log(2, e)
        return -1
    except TypeError:
        y = 2
    else:
        log(3)
        if y > 4:
            return y
    finally:
        log(4)
    return y + 1


# becomes
def f(x):
    result = ag__.UNDEFINED
    returned = False
    attempt = ag__.attempt()
    try:
        log(1)
        y = 6 / x
    except ag__.escaped(attempt):
        ag__.refuse(attempt)
        raise
    except ZeroDivisionError as e:
        log(2, e)
        result = -1
        returned = True
    except TypeError:
        y = 2
    else:
        ag__.attempted(attempt)
        log(3)
        if y > 4:
            result = y
            returned = True
    finally:
        if ag__.leaving(attempt):
            log(4)
    if not returned:
        result = y + 1
    return result
