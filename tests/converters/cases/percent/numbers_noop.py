# run: f(7, 3), f("%s", 3)
def f(x, y):
    return x % y
