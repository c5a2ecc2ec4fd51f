# run: f(1), f(0)
def f(x):
    g = lambda: y
    if x:
        y = 1
    return g()


# becomes
def f(x):
    y = ag__.UNDEFINED
    g = lambda : ag__.read_free(y, 'y')
    for branch in ag__.if_stmt(x, ('y',)):
        if branch.staged:
            y, = branch.enter(y)
        if branch.then:
            y = 1
        if branch.staged:
            y, = branch.leave(y)
    return g()
