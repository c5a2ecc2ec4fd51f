# run: f([1, 2, 1], 3), f([], 1), f([2, 4], [])
def f(a, b):
    d = {x: x + b for x in a if x > 1}
    return d, {x % 2 for x in d}


# becomes
def f(a, b):
    if ag__.unfolds():
        made = {}
        for x_1 in ag__.items(a):
            if x_1 > 1:
                pair = x_1, x_1 + b
                made[pair[0]] = pair[1]
        value = made
    else:
        value = {x: (x + b) for x in a if x > 1}
    d = value
    if ag__.unfolds():
        value_2 = d
        made_1 = {*()}
        for x_2 in ag__.items(d):
            made_1.add(x_2 % 2)
        value_1 = value_2, made_1
    else:
        value_1 = d, {(x % 2) for x in d}
    return value_1
