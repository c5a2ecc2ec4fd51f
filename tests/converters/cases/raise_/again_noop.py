# run: f(1)
def f(x):
    try:
        raise KeyError(x)
    except KeyError:
        raise
