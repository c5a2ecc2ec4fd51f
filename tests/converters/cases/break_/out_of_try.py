# run: f(5)
def f(n):
    for i in range(n):
        try:
            break
        finally:
            log(1)


# becomes
def f(n):
    stop = False
    for i in range(n):
        try:
            stop = True
        finally:
            log(1)
