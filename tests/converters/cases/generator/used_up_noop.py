# run: f([1, 2]), f([])
def f(xs):
    return sum(x for x in xs), list(x + 1 for x in xs), max((x for x in xs), default=None)
