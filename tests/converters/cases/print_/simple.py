# run: f(1)
def f(x):
    print(x, "and", end="")


# becomes
def f(x):
    ag__.graph_print(x, 'and', end='')
