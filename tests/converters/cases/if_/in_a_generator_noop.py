# run: f(1)
def f(x):
    def g():
        if x:
            yield 1
    return list(g())
