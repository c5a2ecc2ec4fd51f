# run: f(3)
def f(n):
    for i in range(n):
        try:
            if i == 1:
                break
        finally:
            log(1, i)
