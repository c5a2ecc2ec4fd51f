# run: f(0, 1, 2), f(1, 0, 3), f(1, 1, 0)
def f(a, b, c):
    if a and (b or not c):
        return a and b
    while not (a or b and c):
        a = 1
    return 1 if a or b else 2


# becomes
def f(a, b, c):
    if ag__.and_test(a, lambda : ag__.or_test(b, lambda : ag__.not_(c))):
        return ag__.and_(a, lambda : b)
    while ag__.not_(ag__.or_test(a, lambda : ag__.and_test(b, lambda : c))):
        a = 1
    return 1 if ag__.or_test(a, lambda : b) else 2
