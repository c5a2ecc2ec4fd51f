# run: f(1)
def f(x):
    global log
    log(1)
    def g():
        nonlocal x
        x = 2
    g()
    return x
