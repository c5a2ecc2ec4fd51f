# run: f(5), f(0)
def f(n):
    for i in range(n):
        try:
            break
        finally:
            log(1)
    else:
        log(2)


# becomes
def f(n):
    stop = False
    for i in range(n):
        try:
            stop = True
        finally:
            log(1)
    if not stop:
        log(2)
