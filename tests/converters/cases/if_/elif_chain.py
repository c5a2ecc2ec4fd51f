# run: f(0), f(1), f(2)
def f(x):
    if x == 0:
        y = "zero"
    elif x == 1:
        y = "one"
    else:
        y = "many"
    return y


# becomes
def f(x):
    y = ag__.UNDEFINED
    for branch in ag__.if_stmt(x == 0, ('y',)):
        if branch.staged:
            y, = branch.enter(y)
        if branch.then:
            y = 'zero'
        else:
            for branch_1 in ag__.if_stmt(x == 1, ('y',)):
                if branch_1.staged:
                    y, = branch_1.enter(y)
                if branch_1.then:
                    y = 'one'
                else:
                    y = 'many'
                if branch_1.staged:
                    y, = branch_1.leave(y)
        if branch.staged:
            y, = branch.leave(y)
    return y
