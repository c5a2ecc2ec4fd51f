# run: f(0), f(1), f(-1)
def f(a):
    return "+" if a > 0 else "-" if a < 0 else "0"


# becomes
def f(a):
    return ag__.if_exp(a > 0, lambda : '+', lambda : ag__.if_exp(a < 0, lambda : '-', lambda : '0'))
