# run: f(0), f(1), f(2), f(None), f('x')
def f(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 as y:
            return y
        case None:
            return "none"
        case z:
            return z


# becomes
def f(x):
    subject = x
    if subject == 0:
        return 'zero'
    elif subject == 1 or subject == 2:
        y = subject
        return y
    elif subject is None:
        return 'none'
    else:
        z = subject
        return z
