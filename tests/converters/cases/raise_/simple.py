# run: f(1), f(0)
def f(x):
    if x:
        raise ValueError(x)


# becomes
def f(x):
    if x:
        if ag__.staging():
            ag__.graph_raise(lambda : ValueError(x))
        else:
            raise ValueError(x)
