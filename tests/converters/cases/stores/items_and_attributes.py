# run: f([[1, 2], [3, 4]])
def f(x):
    x[0][1] = 5
    x[1][0] += 1
    log.a, x[0][0] = 1, 2
    del x[1]
    return x


# becomes
def f(x):
    ag__.writable(x[0])[1] = 5
    ag__.writable(x[1])[0] += 1
    ag__.writable(log).a, ag__.writable(x[0])[0] = 1, 2
    del ag__.writable(x)[1]
    return x
