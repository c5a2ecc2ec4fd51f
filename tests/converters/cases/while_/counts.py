# run: f(0), f(5)
def f(n):
    i = 0
    while i < n:
        i += 1
    return i


# becomes
def f(n):
    i = 0
    for loop in ag__.while_stmt(('i',)):
        if loop.staged:
            i, = loop.enter(i)
        if not loop.test(i < n):
            break
        i += 1
        if loop.staged:
            i, = loop.leave(i)
    return i
