# run: f(1, 5), f(-1, 5)
def f(x, y):
    if x > 0:
        y += 1
    return y


# becomes
def f(x, y):
    for branch in ag__.if_stmt(x > 0, ('y',)):
        if branch.staged:
            y, = branch.enter(y)
        if branch.then:
            y += 1
        if branch.staged:
            y, = branch.leave(y)
    return y
