# run: f([1, 2, 3]), f((1,))
def f(xs):
    first, *rest = xs
    (a, *b), *c = [[first, 2], 3]
    return first, rest, a, b, c


# becomes
def f(xs):
    first, *rest = xs
    rest = ag__.new_list(rest)
    (a, *b), *c = ag__.new_list([ag__.new_list([first, 2]), 3])
    c = ag__.new_list(c)
    b = ag__.new_list(b)
    return first, rest, a, b, c
