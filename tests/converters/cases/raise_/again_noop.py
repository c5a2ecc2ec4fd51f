# run: f(1), f(0)
def f(x):
    try:
        return 6 / x
    except ZeroDivisionError:
        raise
    except TypeError:
        raise KeyError(x)
