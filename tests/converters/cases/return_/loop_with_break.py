# run: f(5), f(1)
def f(n):
    for i in range(n):
        if i == 3:
            return "three"
        if i == n - 2:
            break
    return i


# becomes
def f(n):
    returned = False
    for i in range(n):
        if i == 3:
            result = 'three'
            returned = True
            break
        elif i == n - 2:
            break
    if not returned:
        result = i
    return result
