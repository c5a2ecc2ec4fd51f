# run: f(1), f(0)
def f(x):
    if x:
        y = 1
    return y


# becomes
def f(x):
    y = ag__.UNDEFINED
    for branch in ag__.if_stmt(x, ('y',)):
        if branch.staged:
            y, = branch.enter(y)
        if branch.then:
            y = 1
        if branch.staged:
            y, = branch.leave(y)
    return ag__.read(y, 'y')
