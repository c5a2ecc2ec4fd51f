# run: f(1, 2.5), f("a", 0)
def f(x, y):
    return "%s %d" % (x, y) + "one " "two %s" % x


# becomes
def f(x, y):
    return ag__.percent('%s %d', (x, y)) + ag__.percent('one two %s', x)
