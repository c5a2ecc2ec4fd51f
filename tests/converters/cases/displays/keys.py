# run: f(1, 2), f(True, 1), f("a", [])
def f(a, b):
    return {a: b, b: a}, {a: 1, **{b: 2}}, {"a": b}, {1, 2}, {a, 1}


# becomes
def f(a, b):
    return ag__.new_dict([(a, b), (b, a)]), ag__.joined_dict([(a, 1), ag__.spread_dict(ag__.new_dict([(b, 2)]))]), ag__.new_dict({'a': b}), ag__.new_set({1, 2}), ag__.new_set([a, 1])
