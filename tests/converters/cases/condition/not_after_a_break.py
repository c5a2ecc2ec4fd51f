# run: f([1, 2, 5, 0, 3]), f([4, 1])
def f(items):
    while items.pop() > 0:
        if len(items) == 1:
            break
    else:
        items.append(7)
    return items


# becomes
def f(items):
    stop = False
    go = not ag__.tests_last() or not not items.pop() > 0
    while go and (ag__.tests_last() or items.pop() > 0):
        stop = ag__.truth(len(items) == 1)
        go = not ag__.tests_last() or stop or not not items.pop() > 0
    if not stop:
        items.append(7)
    return items
