# run: f((1, 2))
def f(x):
    match 0, *x:
        case (0, a, b):
            return a


# becomes
def f(x):
    subject = 0, *x
    if (parts := ag__.match_sequence(subject, '[x, x, x]')) is not None and parts[0] == 0:
        a = parts[1]
        b = parts[2]
        return a
