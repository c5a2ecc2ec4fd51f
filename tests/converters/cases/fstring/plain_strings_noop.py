# run: f(1)
def f(x):
    return "%s" % x + "{}".format(x)
