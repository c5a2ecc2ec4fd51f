# run: f(3)
def f(n):
    total = 0
    while n:
        square = n * n
        total += square
        n -= 1
    return total


# becomes
def f(n):
    total = 0
    for loop in ag__.while_stmt(('total', 'n')):
        if loop.staged:
            total, n = loop.enter(total, n)
        if not loop.test(n):
            break
        square = n * n
        total += square
        n -= 1
        if loop.staged:
            total, n = loop.leave(total, n)
    return total
