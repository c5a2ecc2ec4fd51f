# run: f([1, 2])
def f(xs):
    for x in xs:
        x += 1
        log(x)


# becomes
def f(xs):
    for item in (loop := ag__.for_stmt(xs, ())):
        if loop.staged:
            loop.enter()
        x = item
        x += 1
        log(x)
        if loop.staged:
            loop.leave()
