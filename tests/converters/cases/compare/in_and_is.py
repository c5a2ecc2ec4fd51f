# run: f(1, [1]), f(None, [2])
def f(a, b):
    return a in b, a not in b, a is None, a is not None


# becomes
def f(a, b):
    return ag__.in_(a, b), ag__.not_in(a, b), ag__.is_(a, None), ag__.is_not(a, None)
