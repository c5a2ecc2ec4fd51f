# run: f(5)
def f(n):
    for i in range(n):
        try:
            break
        finally:
            log(1)
