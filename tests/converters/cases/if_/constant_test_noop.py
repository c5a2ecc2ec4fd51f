# run: f(1)
def f(x):
    if 1:
        y = x
    return y
