# run: f((1, 2))
def f(x):
    match 0, *x:
        case (0, a, b):
            return a
