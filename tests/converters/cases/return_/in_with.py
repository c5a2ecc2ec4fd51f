# run: f(0), f(1)
def f(x):
    with manage(x):
        if x:
            return 1
        return 2


# becomes
def f(x):
    with manage(x):
        if x:
            result = 1
        else:
            result = 2
        return result
