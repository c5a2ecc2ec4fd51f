# run: f([1]), f(2.5)
def f(x):
    return x.__class__, x.__class__.__name__


# becomes
def f(x):
    return ag__.class_(x), ag__.class_(x).__name__
