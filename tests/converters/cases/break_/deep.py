# run: f(9)
def f(n):
    for i in range(n):
        if i > 1:
            log(1, i)
            if i > 3:
                break
            log(2, i)
        log(3, i)


# becomes
def f(n):
    stop = False
    for i in range(n):
        if i > 1:
            log(1, i)
            if i > 3:
                stop = True
            else:
                log(2, i)
        if not stop:
            log(3, i)
