# run: f(2)
def f(x):
    total = 0

    def add(y):
        nonlocal total
        total = total + y
        return total

    return add(x) + total
