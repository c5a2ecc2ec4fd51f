# run: f(0), f(1)
def f(x):
    try:
        if x:
            return 1
        return 1 / x
    except ZeroDivisionError:
        return 3
    finally:
        log(1)
