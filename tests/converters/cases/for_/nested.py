# run: f(3)
def f(n):
    total = 0
    for i in range(n):
        for j in range(i):
            total += i * j
    return total


# becomes
def f(n):
    total = 0
    for i in (loop := ag__.for_stmt(range(n), ('total',))):
        if loop.staged:
            total, = loop.enter(total)
        for j in (loop_1 := ag__.for_stmt(range(i), ('total',))):
            if loop_1.staged:
                total, = loop_1.enter(total)
            total += i * j
            if loop_1.staged:
                total, = loop_1.leave(total)
        if loop.staged:
            total, = loop.leave(total)
    return total
