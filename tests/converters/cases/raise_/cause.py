# run: f(1)
def f(x):
    raise ValueError(x) from KeyError(x)


# becomes
def f(x):
    if ag__.staging():
        ag__.graph_raise(lambda : ValueError(x), lambda : KeyError(x))
    else:
        raise ValueError(x) from KeyError(x)
