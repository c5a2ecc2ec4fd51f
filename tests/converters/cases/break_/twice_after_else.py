# run: f([1, 2], True, 0), f([1, 2], False, 1), f([], True, 2), f([], False, 1), f([3], True, 1)
def f(xs, x, n):
    while n < 3:
        n += 1
        for y in xs:
            if y == n:
                break
        else:
            if x:
                n += 10
                break
            log(n)
        break
    return n


# becomes
def f(xs, x, n):
    stop_1 = False
    while n < 3:
        n += 1
        stop = False
        for y in xs:
            stop = ag__.truth(y == n)
        if not stop:
            if x:
                n += 10
                stop_1 = True
            else:
                log(n)
        stop_1 = True
    return n
