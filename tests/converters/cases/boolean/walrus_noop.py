# run: f(0), f(1)
def f(a):
    return a and (b := a + 1) and b
