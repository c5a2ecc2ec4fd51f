# run: f(5)
def f(n):
    for i in range(n):
        with manage(1):
            with manage(2):
                break
