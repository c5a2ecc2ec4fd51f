# run: f(1, 0), f(0, 1), f(0, 0)
def f(p, q):
    total = 0
    for i in range(3):
        if p:
            k = 0
            while True:
                k += 1
                break
        elif q:
            pass
        else:
            continue
        total += 2
    return total


# becomes
def f(p, q):
    total = 0
    for i in (loop_1 := ag__.for_stmt(ag__.converted(range)(3), ('total',))):
        if loop_1.staged:
            total, = loop_1.enter(total)
        skip = False
        for branch in ag__.if_stmt(p, ('skip',)):
            if branch.staged:
                skip, = branch.enter(skip)
            if branch.then:
                k = 0
                stop = False
                for loop in ag__.while_stmt(('k', 'stop'), stop='stop'):
                    if loop.staged:
                        k, stop = loop.enter(k, stop)
                    if not loop.test(True):
                        break
                    k += 1
                    stop = True
                    if loop.staged:
                        k, stop = loop.leave(k, stop)
                    elif stop:
                        break
            else:
                for branch_1 in ag__.if_stmt(q, ('skip',)):
                    if branch_1.staged:
                        skip, = branch_1.enter(skip)
                    if branch_1.then:
                        pass
                    else:
                        skip = True
                    if branch_1.staged:
                        skip, = branch_1.leave(skip)
            if branch.staged:
                skip, = branch.leave(skip)
        for branch in ag__.if_stmt(ag__.not_(skip), ('total',)):
            if branch.staged:
                total, = branch.enter(total)
            if branch.then:
                total += 2
            if branch.staged:
                total, = branch.leave(total)
        if loop_1.staged:
            total, = loop_1.leave(total)
    return total
