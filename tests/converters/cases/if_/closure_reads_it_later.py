# run: f(0), f(1)
def f(x):
    y = 0
    g = lambda: y
    if x:
        y = 1
    return g()


# becomes
def f(x):
    y = 0
    g = lambda : y
    for branch in ag__.if_stmt(x, ('y',)):
        if branch.staged:
            y, = branch.enter(y)
        if branch.then:
            y = 1
        if branch.staged:
            y, = branch.leave(y)
    return g()
