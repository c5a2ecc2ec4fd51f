# run: f(1), f(0)
def f(x):
    try:
        return 1 / x
    except ZeroDivisionError as e:
        log(1, e)
    return e
