# run: f(5)
def f(n):
    return log(n) if n else log(1)
