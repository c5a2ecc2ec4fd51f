# run: f(3)
def f(n):
    return n + 1
