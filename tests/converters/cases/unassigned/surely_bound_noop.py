# run: f(1)
def f(x):
    y = x
    for i in range(3):
        y += i
    return y
