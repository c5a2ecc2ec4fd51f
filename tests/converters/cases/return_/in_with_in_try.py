# run: f(0), f(1), f(2)
def f(x):
    try:
        with manage(x):
            if x:
                return 6 / (x - 1)
            log('with')
    except ZeroDivisionError:
        log('caught')
    else:
        log('else')
    return 'end'


# becomes
def f(x):
    returned = False
    try:
        with manage(x):
            if x:
                result = 6 / (x - 1)
                returned = True
            else:
                log('with')
    except ZeroDivisionError:
        returned = False
        log('caught')
    else:
        if not returned:
            log('else')
    if not returned:
        result = 'end'
    return result
