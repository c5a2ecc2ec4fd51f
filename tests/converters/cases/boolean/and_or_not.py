# run: f(0, 1, 2), f(1, 0, 3), f(1, 1, 0)
def f(a, b, c):
    return a and b or not c


# becomes
def f(a, b, c):
    return ag__.or_(ag__.and_(a, lambda : b), lambda : ag__.not_(c))
