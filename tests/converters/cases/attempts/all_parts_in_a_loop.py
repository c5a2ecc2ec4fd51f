# run: f([1, 2], [0, 5, 1], 3), f([1], [7], 1), f([1], [], 2)
def f(xs, places, n):
    total = 0
    try:
        for k in range(n):
            total += xs[places[k]]
    except IndexError as error:
        print(error)
    else:
        total *= 2
    finally:
        print(total)
    return total


# becomes
def f(xs, places, n):
    total = 0
    if ag__.staging():
        attempt = ag__.trial(lambda : (), ())
        raised = False
        kind = 0
        data = None
        attempt_1 = ag__.trial(lambda : (IndexError,), (True,))
        raised_1 = False
        kind_1 = 0
        data_1 = None
        held = None
        try:
            ag__.statement(attempt_1)
            held = range(n)
        except BaseException:
            ag__.failed(attempt_1)
        raised_1, kind_1, data_1 = ag__.raised(attempt_1)
        if not raised_1:
            for k in held:
                held_1 = None
                try:
                    ag__.statement(attempt_1)
                    total
                    held_1 = xs[places[k]]
                except BaseException:
                    ag__.failed(attempt_1)
                raised_1, kind_1, data_1 = ag__.raised(attempt_1)
                if not raised_1:
                    saved = total
                    try:
                        ag__.statement(attempt_1)
                        total += held_1
                    except BaseException:
                        ag__.failed(attempt_1)
                    raised_1, kind_1, data_1 = ag__.raised(attempt_1)
                    if raised_1:
                        total = saved
        ag__.tried(attempt_1)
        if raised_1:
            match = ag__.catches(attempt_1, 0, kind_1)
            if match:
                for one in ag__.kinds(attempt_1, 0):
                    it = ag__.is_kind(attempt_1, 0, one, kind_1)
                    if it:
                        ag__.handling(attempt_1)
                        error = ag__.caught(attempt_1, one, kind_1, data_1)
                        try:
                            ag__.statement(attempt)
                            print(error)
                        except BaseException:
                            ag__.failed(attempt)
                        raised, kind, data = ag__.raised(attempt)
                        error = None
                        del error
                        ag__.handled(attempt_1)
            else:
                try:
                    ag__.statement(attempt)
                    ag__.again(attempt_1, -1, kind_1, data_1)
                except BaseException:
                    ag__.failed(attempt)
                raised, kind, data = ag__.raised(attempt)
        else:
            saved_1 = total
            try:
                ag__.statement(attempt)
                total *= 2
            except BaseException:
                ag__.failed(attempt)
            raised, kind, data = ag__.raised(attempt)
            if raised:
                total = saved_1
        ag__.tried(attempt)
        ag__.finishing(attempt)
        print(total)
        ag__.finished(attempt)
        if raised:
            ag__.again(attempt, -1, kind, data)
    else:
        try:
            for k in range(n):
                total += xs[places[k]]
        except IndexError as error:
            print(error)
        else:
            total *= 2
        finally:
            print(total)
    return total
