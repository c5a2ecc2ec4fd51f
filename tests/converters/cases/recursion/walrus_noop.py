# run: f(5)
def f(n):
    return n and (m := n - 1) and f(m)
