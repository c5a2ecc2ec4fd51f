# run: f(5)
def f(n):
    for i in range(n):
        for j in range(n):
            if i * j == 6:
                return i, j
            log(j)
        log(i)
    return None


# becomes
def f(n):
    returned = False
    for i in range(n):
        for j in range(n):
            if i * j == 6:
                result = i, j
                returned = True
            else:
                log(j)
        if not returned:
            log(i)
    if not returned:
        result = None
    return result
