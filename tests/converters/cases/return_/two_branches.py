# run: f(1), f(0)
def f(x):
    if x:
        return 1
    return 2


# becomes
def f(x):
    if x:
        result = 1
    else:
        result = 2
    return result
