# run: f(1)
def f(x):
    return eval("x + 1", {"x": x}, {})
