# run: f([1, 2])
def f(xs):
    calls = []
    for x in xs:
        calls.append(lambda: x)
    return [call() for call in calls]


# becomes
def f(xs):
    x = ag__.UNDEFINED
    calls = []
    for item in (loop := ag__.for_stmt(xs, ('x',), seen=lambda : (x,))):
        if loop.staged:
            x, = loop.enter(x)
        x = item
        calls.append(lambda : x)
        if loop.staged:
            x, = loop.leave(x)
    return [call() for call in calls]
