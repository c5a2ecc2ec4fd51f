# run: f(7)
def f(n):
    k = 0
    while abs(n) > 1 and len(str(n)) < 9:
        n, k = n // 2, k + 1
    return k
