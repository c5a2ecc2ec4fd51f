# run: f(5)
def f(n):
    for i in range(n):
        with manage(i):
            if i == 2:
                break
            log(1, i)
        log(2, i)


# becomes
def f(n):
    stop = False
    for i in range(n):
        with manage(i):
            if i == 2:
                stop = True
            else:
                log(1, i)
        if not stop:
            log(2, i)
