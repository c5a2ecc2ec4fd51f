# run: f(0), f(1)
def f(x):
    n = 0
    def add():
        nonlocal n
        n += 1
    if x:
        add()
    return n


# becomes
def f(x):
    n = 0

    def add():
        nonlocal n
        n += 1
    for branch in ag__.if_stmt(x, ('n',)):
        if branch.staged:
            n, = branch.enter(n)
        if branch.then:
            add()
        if branch.staged:
            n, = branch.leave(n)
    return n
