# run: f("abc", 1, (4, 5)), f((1, 2, 3), 0, [6, 7]), f([1, 2], 1, ())
def f(x, k, pair):
    found: list[int] = [x[k], x[k:], x[-k]]
    return found, x[0], x[-1], x[:1], x[0:2:1], pair[:k], list[int], {"a": k}["a"]


# becomes
def f(x, k, pair):
    found: list[int] = [ag__.subscripted(x)[k], ag__.subscripted(x)[k:], ag__.subscripted(x)[-k]]
    return found, x[0], x[-1], x[:1], x[0:2:1], ag__.subscripted(pair)[:k], list[int], {'a': k}['a']
