# run: f(5)
def f(n):
    for i in range(n):
        if i > 1:
            if i == 3:
                continue
            log(1, i)
        log(2, i)


# becomes
def f(n):
    for i in range(n):
        skip = False
        if i > 1:
            if i == 3:
                skip = True
            else:
                log(1, i)
        if not skip:
            log(2, i)
