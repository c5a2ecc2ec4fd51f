# run: f(0)
def f(x):
    with manage(x):
        return 1
