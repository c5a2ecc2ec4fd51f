# run: f(2)
def f(n):
    for i in range(n):
        try:
            log(1)
        finally:
            continue
