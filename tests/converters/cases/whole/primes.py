# run: f(30)
def f(n):
    count = 0
    for i in range(2, n):
        for j in range(2, i):
            if i % j == 0:
                break
        else:
            count += 1
    return count


# becomes
def f(n):
    count = 0
    for i in (loop := ag__.for_stmt(ag__.converted(range)(2, n), ('count',))):
        if loop.staged:
            count, = loop.enter(count)
        stop = False
        for j in (loop_1 := ag__.for_stmt(ag__.converted(range)(2, i), ('stop',), stop='stop')):
            if loop_1.staged:
                stop, = loop_1.enter(stop)
            stop = ag__.truth(i % j == 0)
            if loop_1.staged:
                stop, = loop_1.leave(stop)
            elif stop:
                break
        for branch in ag__.if_stmt(ag__.not_(stop), ('count',)):
            if branch.staged:
                count, = branch.enter(count)
            if branch.then:
                count += 1
            if branch.staged:
                count, = branch.leave(count)
        if loop.staged:
            count, = loop.leave(count)
    return count
