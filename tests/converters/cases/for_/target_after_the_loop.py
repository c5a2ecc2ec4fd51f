# run: f(range(4)), f([])
def f(xs):
    for x in xs:
        pass
    return x


# becomes
def f(xs):
    x = ag__.UNDEFINED
    for item in (loop := ag__.for_stmt(xs, ('x',))):
        if loop.staged:
            x, = loop.enter(x)
        x = item
        pass
        if loop.staged:
            x, = loop.leave(x)
    return ag__.read(x, 'x')
