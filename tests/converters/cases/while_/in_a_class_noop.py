# run: f(3)
def f(n):
    class A:
        i = n
        while i > 0:
            i -= 1
    return A.i
