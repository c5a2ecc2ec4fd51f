# run: f([1, 2, 3], 2), f([], 0)
def f(xs, n):
    ys = [x * n for x in xs if x > 1 if x < n]
    if any(x > n for x in ys):
        return sum(x * y for x in xs for y in ys)
    return n + len([[x for _ in ys] for x in xs])


# becomes
def f(xs, n):
    if ag__.unfolds():
        made = []
        for x_1 in ag__.items(xs):
            if x_1 > 1:
                if x_1 < n:
                    made.append(x_1 * n)
        value = made
    else:
        value = [(x * n) for x in xs if x > 1 if x < n]
    ys = value
    if ag__.unfolds():
        any_1 = False
        for x_3 in ag__.items(ys):
            if x_3 > n:
                any_1 = True
                break
        value_2 = any_1
    else:
        value_2 = any(x > n for x in ys)
    if value_2:
        if ag__.unfolds():
            sum_1 = 0
            lost = 0.0
            for x_2 in ag__.items(xs):
                for y_1 in ag__.items(ys):
                    sum_1, lost = ag__.added(sum_1, lost, x_2 * y_1)
            sum_1 = ag__.summed(sum_1, lost)
            value_1 = sum_1
        else:
            value_1 = sum(x * y for x in xs for y in ys)
        return value_1
    if ag__.unfolds():
        value_4 = n
        made_1 = []
        for x_4 in ag__.items(xs):
            made_2 = []
            for __1 in ag__.items(ys):
                made_2.append(x_4)
            made_1.append(made_2)
        value_3 = value_4 + len(made_1)
    else:
        value_3 = n + len([[x for _ in ys] for x in xs])
    return value_3
