# run: f(3), f('a'), f((1, 2))
def f(x):
    match x:
        case int():
            return 1
        case (a, b):
            return a
