# run: f([(1, 2), (3, 4)])
def f(pairs):
    total = 0
    for a, *b in pairs:
        total += a + b[0]
    return total


# becomes
def f(pairs):
    total = 0
    for item in (loop := ag__.for_stmt(pairs, ('total',))):
        if loop.staged:
            total, = loop.enter(total)
        a, *b = item
        total += a + b[0]
        if loop.staged:
            total, = loop.leave(total)
    return total
