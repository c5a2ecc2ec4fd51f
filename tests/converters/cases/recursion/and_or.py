# run: f(5), f([])
def f(n):
    found = n == [] or n > 2 and f(n - 1)
    return found


# becomes
def f(n):
    value = n == []
    if not value:
        value_1 = n > 2
        if value_1:
            found = f(n - 1)
        else:
            found = value_1
    else:
        found = value
    return found
