# run: f([1, 2], 3)
def f(xs, y):
    return [y for y in xs], y
