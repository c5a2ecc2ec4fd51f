# run: f(5)
def f(n):
    for i in range(n):
        for j in range(i):
            if j == 2:
                break
        else:
            continue
        break
    return i


# becomes
def f(n):
    stop_1 = False
    for i in range(n):
        stop = False
        for j in range(i):
            stop = ag__.truth(j == 2)
        if not stop:
            continue
        stop_1 = True
    return i
