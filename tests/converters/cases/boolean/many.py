# run: f(0, 1, 2), f(1, 2, 3)
def f(a, b, c):
    return a and b and c


# becomes
def f(a, b, c):
    return ag__.and_(a, lambda : b, lambda : c)
