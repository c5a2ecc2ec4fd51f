# run: f(range(4)), f([])
def f(xs):
    total = 0
    for x in xs:
        total += x
    return total


# becomes
def f(xs):
    total = 0
    for x in (loop := ag__.for_stmt(xs, ('total',))):
        if loop.staged:
            total, = loop.enter(total)
        total += x
        if loop.staged:
            total, = loop.leave(total)
    return total
