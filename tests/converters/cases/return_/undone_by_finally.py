# run: f(0), f(1), f(2)
def f(x):
    for i in range(3):
        try:
            try:
                if x == i:
                    return i
                log(i)
            finally:
                if i == 1:
                    raise ValueError(i)
        except ValueError:
            log('undone')
            x = 2
        else:
            log('else')
    return 'end'


# becomes
def f(x):
    returned = False
    for i in range(3):
        try:
            try:
                if x == i:
                    result = i
                    returned = True
                else:
                    log(i)
            finally:
                if i == 1:
                    raise ValueError(i)
        except ValueError:
            returned = False
            log('undone')
            x = 2
        else:
            if not returned:
                log('else')
    if not returned:
        result = 'end'
    return result
