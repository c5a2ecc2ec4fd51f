# run: f([1, 2], 3), f([], 0)
def f(xs, n):
    squares = (x * x for x in xs)
    pairs = zip((x for x in xs), squares)
    total = sum(x for x in xs)
    return total, list(pairs), sorted((x - n for x in xs), key=abs)


# becomes
def f(xs, n):
    squares = ag__.suspended(x * x for x in xs)
    pairs = zip(ag__.suspended(x for x in xs), squares)
    total = sum(x for x in xs)
    return total, list(pairs), sorted((x - n for x in xs), key=abs)
