# run: f(1), f(0)
def f(x):
    while True:
        if x:
            break
        y = 3.0
        x += 1
    return y


# becomes
def f(x):
    y = ag__.UNDEFINED
    stop = False
    for loop in ag__.while_stmt(('stop', 'y', 'x'), stop='stop'):
        if loop.staged:
            stop, y, x = loop.enter(stop, y, x)
        if not loop.test(True):
            break
        for branch in ag__.if_stmt(x, ('stop', 'y', 'x')):
            if branch.staged:
                stop, y, x = branch.enter(stop, y, x)
            if branch.then:
                stop = True
            else:
                y = 3.0
                x += 1
            if branch.staged:
                stop, y, x = branch.leave(stop, y, x)
        if loop.staged:
            stop, y, x = loop.leave(stop, y, x)
        elif stop:
            break
    return ag__.read(y, 'y')
