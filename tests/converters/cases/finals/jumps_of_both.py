# run: f([1, 0, 2]), f([0]), f([5, 1]), f([]), f([-1, 2])
def f(xs):
    n = 0
    for x in xs:
        try:
            n += 6 // x
            if n > 6:
                return n
        finally:
            if x < 1:
                continue
        n += 10
    return -n


# becomes
def f(xs):
    returned = False
    n = 0
    for x in xs:
        skip = False
        if ag__.staging():
            left = False
            result = None
            try:
                n += 6 // x
                if n > 6:
                    result = n
                    left = True
            finally:
                pass
            ag__.finishing(attempt)
            if x < 1:
                skip = True
            else:
                ag__.finished(attempt)
                if raised:
                    ag__.again(attempt, 0, kind, data)
                if left:
                    result_1 = result
                    returned = True
        else:
            try:
                n += 6 // x
                if n > 6:
                    return n
            finally:
                if x < 1:
                    continue
        if not skip:
            if not returned:
                n += 10
    if not returned:
        result_1 = -n
        returned = True
    return result_1
