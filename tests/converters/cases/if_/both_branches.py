# run: f(1), f(-1)
def f(x):
    if x > 0:
        y = 1
    else:
        y = 2
    return y


# becomes
def f(x):
    y = ag__.UNDEFINED
    for branch in ag__.if_stmt(x > 0, ('y',)):
        if branch.staged:
            y, = branch.enter(y)
        if branch.then:
            y = 1
        else:
            y = 2
        if branch.staged:
            y, = branch.leave(y)
    return y
