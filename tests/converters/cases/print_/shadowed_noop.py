# run: f(1)
def f(x):
    print = log
    print(x)
