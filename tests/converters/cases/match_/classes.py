# run: f(3), f('a'), f((1, 2))
def f(x):
    match x:
        case int():
            return 1
        case (a, b):
            return a


# becomes
def f(x):
    subject = x
    if (parts := ag__.match_class(subject, int, 0, ())) is not None:
        return 1
    elif (parts_1 := ag__.match_sequence(subject, '[x, x]')) is not None:
        a = parts_1[0]
        b = parts_1[1]
        return a
