# run: f([1])
def f(x):
    x = x[0]
    return x.real
