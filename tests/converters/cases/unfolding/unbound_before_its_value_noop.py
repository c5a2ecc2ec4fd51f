# run: f(1)
def f(x):
    y += x and (z := log(1))
    return y, z
