# run: f(0), f(1)
def f(a):
    return log(1, 2) if a else log(3, 4)


# becomes
def f(a):
    return ag__.if_exp(a, lambda : log(1, 2), lambda : log(3, 4))
