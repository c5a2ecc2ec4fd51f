# run: f(0)
def f(x):
    log(1)
    return x
