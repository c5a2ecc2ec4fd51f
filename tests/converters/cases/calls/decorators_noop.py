# run: f(1)
def f(x):
    @staticmethod
    def g():
        return x
    return g.__name__
