# run: f([1, 2], 3), f([], 4)
def f(xs, y):
    return xs and [y for y in xs] or y


# becomes
def f(xs, y):
    return xs and [y_1 for y_1 in xs] or y
