# run: f(0), f(2)
def f(x):
    try:
        print(10 // x)
    except ZeroDivisionError:
        print("zero")
        raise


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
            held = 10 // x
        except BaseException:
            ag__.failed(attempt)
        raised, kind, data = ag__.raised(attempt)
        if not raised:
            try:
                ag__.statement(attempt)
                print(held)
            except BaseException:
                ag__.failed(attempt)
            raised, kind, data = ag__.raised(attempt)
        ag__.tried(attempt)
        if raised:
            match = ag__.catches(attempt, 0, kind)
            if match:
                ag__.handling(attempt)
                print('zero')
                ag__.again(attempt, 0, kind, data)
                ag__.handled(attempt)
            else:
                ag__.again(attempt, -1, kind, data)
    else:
        try:
            print(10 // x)
        except ZeroDivisionError:
            print('zero')
            raise
