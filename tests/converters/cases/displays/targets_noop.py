# run: f([1, 2])
def f(xs):
    [a, b] = xs
    return a, b, {x for x in xs}, {x: 1 for x in xs}
