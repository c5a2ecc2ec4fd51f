# run: f(5)
def f(n):
    for i in range(n):
        with manage(1):
            with manage(2):
                break


# becomes
def f(n):
    stop = False
    for i in range(n):
        with manage(1):
            stop_1 = False
            with manage(2):
                stop_1 = True
            stop = stop_1
