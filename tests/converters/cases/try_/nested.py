# run: f([1, 0, 'a', 3]), f([0, 0]), f([]), f([None, 1, 2])
def f(xs):
    total = 0
    for x in xs:
        try:
            try:
                if x is None:
                    continue
                total += 6 / x
                if total > 7:
                    break
            except ZeroDivisionError:
                log('zero')
                continue
            finally:
                log('left', x)
            total += 1
        except TypeError as error:
            log(str(error))
            total += 100
    else:
        log('no break')
    return total


# becomes
def f(xs):
    total = 0
    stop = False
    for x in xs:
        skip = False
        attempt_1 = ag__.attempt()
        try:
            attempt = ag__.attempt()
            try:
                if x is None:
                    skip = True
                else:
                    total += 6 / x
                    stop = ag__.truth(total > 7)
            except ag__.escaped(attempt):
                ag__.refuse(attempt)
                raise
            except ZeroDivisionError:
                skip = False
                stop = False
                log('zero')
                skip = True
            else:
                ag__.attempted(attempt)
            finally:
                if ag__.leaving(attempt):
                    log('left', x)
            if not skip:
                if not stop:
                    total += 1
        except ag__.escaped(attempt_1):
            ag__.refuse(attempt_1)
            raise
        except TypeError as error:
            stop = False
            log(str(error))
            total += 100
        else:
            ag__.attempted(attempt_1)
    if not stop:
        log('no break')
    return total
