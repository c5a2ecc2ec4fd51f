# run: f(0), f(1), f(2)
def f(x):
    if x == 0:
        return 1
    elif x == 1:
        raise ValueError(x)
    return 2


# becomes
def f(x):
    if x == 0:
        result = 1
    else:
        if x == 1:
            raise ValueError(x)
        result = 2
    return result
