# run: f(0), f(2), f("a")
def f(x):
    try:
        y = 1 / x
    except ZeroDivisionError:
        y = 0
    return y


# becomes
def f(x):
    if ag__.staging():
        attempt = ag__.trial(lambda : (ZeroDivisionError,), (False,))
        raised = False
        kind = 0
        data = None
        held = None
        try:
            ag__.statement(attempt)
            held = 1 / x
        except BaseException:
            ag__.failed(attempt)
        raised, kind, data = ag__.raised(attempt)
        if not raised:
            y = held
        ag__.tried(attempt)
        if raised:
            match = ag__.catches(attempt, 0, kind)
            if match:
                ag__.handling(attempt)
                y = 0
                ag__.handled(attempt)
            else:
                ag__.again(attempt, -1, kind, data)
    else:
        try:
            y = 1 / x
        except ZeroDivisionError:
            y = 0
    return y
