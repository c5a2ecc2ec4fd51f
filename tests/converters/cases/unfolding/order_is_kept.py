# run: f(1), f(2)
def f(x):
    return log(1), log(x, y := x), sum([log(2) for _ in [1]]), log(y), x and (y := 5), y


# becomes
def f(x):
    if ag__.unfolds():
        value_1 = log(1)
        value_2 = log(x, (y := x))
        made = []
        for __1 in ag__.items([1]):
            made.append(log(2))
        value_3 = sum(made)
        value_4 = log(y)
        value_5 = x
        if value_5:
            value_5 = (y := 5)
        value = value_1, value_2, value_3, value_4, value_5, y
    else:
        value_6 = log(1)
        value_7 = log(x, (y := x))
        value_8 = sum([log(2) for _ in [1]])
        value_9 = log(y)
        value_10 = x
        if value_10:
            value_10 = (y := 5)
        value = value_6, value_7, value_8, value_9, value_10, y
    return value
