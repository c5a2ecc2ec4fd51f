# run: f([1, 5]), f([1])
def f(xs):
    for x in xs:
        if x > 3:
            return x


# becomes
def f(xs):
    returned = False
    for x in xs:
        if x > 3:
            result = x
            returned = True
    if not returned:
        result = None
    return result
