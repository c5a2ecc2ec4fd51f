# run: f(0), f(1), f(2), f(3)
def f(x):
    for i in range(3):
        with manage(0):
            with manage(3 if x == 1 else x):
                if x == i:
                    return i
                if x == 2 and i == 1:
                    raise ValueError(i)
            try:
                if x > i:
                    break
            finally:
                log('left')
                if x == 3:
                    raise ValueError(x)
        log('after', i)
    return 'end'


# becomes
def f(x):
    returned = False
    for i in range(3):
        with manage(0):
            returned_1 = False
            with manage(3 if x == 1 else x):
                if x == i:
                    result = i
                    returned_1 = True
                elif x == 2 and i == 1:
                    raise ValueError(i)
            if returned_1:
                returned = True
                break
            try:
                if x > i:
                    break
            finally:
                log('left')
                if x == 3:
                    raise ValueError(x)
        log('after', i)
    if not returned:
        result = 'end'
    return result
