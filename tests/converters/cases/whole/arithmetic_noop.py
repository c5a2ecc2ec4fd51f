# run: f(1, 2)
def f(a, b):
    c = (a + b) * 2
    c -= a
    d, e = c, -c
    return d, e, c < d
