# run: f(1)
def f(x):
    return x in [1, 2] and x not in {3}


# becomes
def f(x):
    return ag__.in_(x, [1, 2]) and ag__.not_in(x, {3})
