# run: f(1), f(5)
def f(a):
    return 0 < log(1, a) <= 3


# becomes
def f(a):
    return ag__.compare(0, ('<', lambda : log(1, a)), ('<=', lambda : 3))
