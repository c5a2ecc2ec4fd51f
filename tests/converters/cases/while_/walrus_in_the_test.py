# run: f(3)
def f(n):
    while (n := n - 1) > 0:
        log(n)
    return n


# becomes
def f(n):
    for loop in ag__.while_stmt(('n',)):
        if loop.staged:
            n, = loop.enter(n)
        if not loop.test((n := n - 1) > 0):
            break
        log(n)
        if loop.staged:
            n, = loop.leave(n)
    return n
