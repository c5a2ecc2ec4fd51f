# run: f(3, 1), f(4, 0), f(4, 5), f(5, 2)
def f(x, y):
    match x % 3, y:
        case (0, b) if b:
            return b
        case (1 | 2, 0):
            return "zero"
        case (1, _):
            return "one"


# becomes
def f(x, y):
    subject, subject_1 = x % 3, y
    matched = False
    if subject == 0:
        b = subject_1
        if b:
            matched = True
            return b
    if not matched:
        if (subject == 1 or subject == 2) and subject_1 == 0:
            return 'zero'
        elif subject == 1:
            return 'one'
