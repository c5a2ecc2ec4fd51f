# run: f(3), f(-3), f(0)
def f(x):
    match x:
        case y if y > 0:
            log(1, y)
        case 0 if x == 0:
            log(2, y)
        case _:
            log(3)
    return y


# becomes
def f(x):
    subject = x
    matched = False
    y = subject
    if y > 0:
        matched = True
        log(1, y)
    if not matched:
        if subject == 0 and x == 0:
            log(2, y)
        else:
            log(3)
    return y
