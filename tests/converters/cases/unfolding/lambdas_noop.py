# run: f([1, 2])
def f(xs):
    fs = [lambda: x for x in xs]
    g = ((lambda: x)() for x in xs)
    return fs[0](), list(g), (lambda: [x for x in xs])()
