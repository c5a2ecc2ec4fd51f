# run: f(1, 5), f(5, 1)
def f(a, b):
    return 0 < (c := a) < b, c


# becomes
def f(a, b):
    return ag__.compare(0, ('<', ag__.evaluated((c := a))), ('<', lambda : b)), c
