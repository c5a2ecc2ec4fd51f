# run: f([]), f([1, 2, 0, 3])
def f(items):
    n = 0
    while items and items.pop() > 0:
        n += 1
    return n, items


# becomes
def f(items):
    n = 0
    go = not ag__.tests_last() or not not (items and items.pop() > 0)
    while go and (ag__.tests_last() or items and items.pop() > 0):
        n += 1
        go = not ag__.tests_last() or not not (items and items.pop() > 0)
    return n, items
