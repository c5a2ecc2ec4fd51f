# run: f([1, 2])
def f(xs):
    async def g():
        for x in xs:
            await x
    return g.__name__
