# run: f(0), f(2)
def f(x):
    try:
        y = 1 / x
    finally:
        print(x)
    return y
