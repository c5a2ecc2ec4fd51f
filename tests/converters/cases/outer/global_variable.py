# run: f(1), f(2)
count = 0


def f(x):
    global count
    if x > 1:
        count += x
    first, (count, *rest) = 1, (count + x, 3)
    for count in range(2):
        pass
    return count, first, rest


# becomes
def f(x):
    global count
    if x > 1:
        ag__.global_variables()['count'] += x
    first, (ag__.global_variables()['count'], *rest) = 1, (ag__.global_variables()['count'] + x, 3)
    for count in range(2):
        pass
    return ag__.global_variables()['count'], first, rest
