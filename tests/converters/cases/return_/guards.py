# run: f(1), f(0), f(-1)
def f(x):
    if x < 0:
        return "negative"
    if x == 0:
        return "zero"
    log(x)
    return "positive"


# becomes
def f(x):
    if x < 0:
        result = 'negative'
    elif x == 0:
        result = 'zero'
    else:
        log(x)
        result = 'positive'
    return result
