# run: f(0)
def f(x):
    AssertionError = TypeError
    assert x
