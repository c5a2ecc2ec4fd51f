# run: f(27), f(1)
def f(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


# becomes
def f(n):
    steps = 0
    for loop in ag__.while_stmt(('n', 'steps')):
        if loop.staged:
            n, steps = loop.enter(n, steps)
        if not loop.test(n != 1):
            break
        for branch in ag__.if_stmt(n % 2 == 0, ('n',)):
            if branch.staged:
                n, = branch.enter(n)
            if branch.then:
                n //= 2
            else:
                n = 3 * n + 1
            if branch.staged:
                n, = branch.leave(n)
        steps += 1
        if loop.staged:
            n, steps = loop.leave(n, steps)
    return steps
