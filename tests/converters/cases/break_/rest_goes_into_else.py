# run: f(2, 5), f(9, 5)
def f(x, n):
    while x < n:
        if x == 3:
            break
        x += 1
    return x


# becomes
def f(x, n):
    stop = False
    while x < n:
        if x == 3:
            stop = True
        else:
            x += 1
    return x
