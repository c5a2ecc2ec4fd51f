# run: f(1), f(0)
def f(x):
    y = 2
    if x:
        del y
    else:
        y += 1
    log(1)
    return y


# becomes
def f(x):
    y = ag__.UNDEFINED
    y = 2
    for branch in ag__.if_stmt(x, ('y',)):
        if branch.staged:
            y, = branch.enter(y)
        if branch.then:
            y = ag__.UNDEFINED
        else:
            y += 1
        if branch.staged:
            y, = branch.leave(y)
    log(1)
    return ag__.read(y, 'y')
