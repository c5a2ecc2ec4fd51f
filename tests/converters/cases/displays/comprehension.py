# run: f([1, 2])
def f(xs):
    return [x + y for x in xs for y in xs]


# becomes
def f(xs):
    return ag__.new_list([(x + y) for x in ag__.iterate(xs) for y in xs])
