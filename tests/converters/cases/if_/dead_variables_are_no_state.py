# run: f(1), f(0)
def f(x):
    if x:
        t = x + 1
        log(1, t)
    else:
        t = 3
    t = 4
    return t


# becomes
def f(x):
    for branch in ag__.if_stmt(x, ()):
        if branch.staged:
            branch.enter()
        if branch.then:
            t = x + 1
            log(1, t)
        else:
            t = 3
        if branch.staged:
            branch.leave()
    t = 4
    return t
