# run: f(1.5)
def f(x):
    return f"x = {x:.2f}!"


# becomes
def f(x):
    return ag__.fstring('x = ', (x, '', '.2f'), '!')
