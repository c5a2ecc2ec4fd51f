# run: f([1, 2], 3, {}), f([5], 0, {}), f([], 1, {})
def f(x, n, d):
    d[len([v for v in x])] = n
    return {n: 0 < sum(v for v in x) < n, **d, 7: n}


# becomes
def f(x, n, d):
    if ag__.unfolds():
        value = n
        value_1 = d
        made = []
        for v_1 in ag__.items(x):
            made.append(v_1)
        value_1[len(made)] = value
    else:
        d[len([v for v in x])] = n
    if ag__.unfolds():
        value_3 = n
        sum_1 = 0
        lost = 0.0
        for v_2 in ag__.items(x):
            sum_1, lost = ag__.added(sum_1, lost, v_2)
        sum_1 = ag__.summed(sum_1, lost)
        value_5 = sum_1
        value_4 = 0 < value_5
        if value_4:
            value_4 = value_5 < n
        value_2 = {value_3: value_4, **d, (7): n}
    else:
        value_2 = {n: 0 < sum(v for v in x) < n, **d, (7): n}
    return value_2
