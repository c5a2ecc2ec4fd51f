# run: f(1), f(0), f(2)
def f(x):
    assert x
    assert x < 2, log(1, x)


# becomes
def f(x):
    if not x:
        raise AssertionError
    if not x < 2:
        raise AssertionError(log(1, x))
