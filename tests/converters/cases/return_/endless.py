# run: f(3)
def f(n):
    while True:
        n -= 1
        if n < 0:
            return n


# becomes
def f(n):
    returned = False
    while True:
        n -= 1
        if n < 0:
            result = n
            returned = True
    return result
