# run: f([1, 2])
def f(xs):
    return [x for x in xs], sum(x for x in xs)
