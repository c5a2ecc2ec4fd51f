# run: f(0), f(1)
def f(x):
    try:
        return 6 / x
    finally:
        log(x)


# becomes
def f(x):
    returned = False
    attempt = ag__.attempt()
    try:
        result = 6 / x
        returned = True
    finally:
        if ag__.leaving(attempt):
            log(x)
    if not returned:
        result = None
    return result
