# run: f([1, 2])
def f(xs):
    total = 0

    def gained():
        return total

    for x in xs:
        total += x + gained()
    return total


# becomes
def f(xs):
    total = 0

    def gained():
        return total
    for x in (loop := ag__.for_stmt(xs, ('total',), seen=lambda : (total,))):
        if loop.staged:
            total, = loop.enter(total)
        total += x + gained()
        if loop.staged:
            total, = loop.leave(total)
    return total
