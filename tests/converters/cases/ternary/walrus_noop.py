# run: f(0), f(1)
def f(a):
    return (b := 1) if a else 2
