# run: f(0), f(2)
def f(x):
    try:
        y = 1 / x
    except ZeroDivisionError as error:
        y = error.__traceback__ is not None
    return y
