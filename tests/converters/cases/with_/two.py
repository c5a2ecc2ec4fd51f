# run: f(0), f(1)
def f(x):
    with manage(x) as m, manage(m):
        log(6 / x)
    return m


# becomes
def f(x):
    with ag__.context(manage(x)) as m, ag__.context(manage(m)):
        log(6 / x)
    return m
