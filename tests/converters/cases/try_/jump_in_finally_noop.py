# run: f(0), f(1)
def f(x):
    for i in range(3):
        try:
            x = 6 / x
        finally:
            if i == 1:
                break
    return x
