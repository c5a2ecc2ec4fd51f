# run: f(5)
def f(n):
    return 1 if n < 2 else n * f(n - 1)


# becomes
def f(n):
    if n < 2:
        return 1
    else:
        return n * f(n - 1)
