"""Exceptions that data causes and the program catches: handlers, `else`, `finally`, raised again, nested."""

import math

import numpy as np


def div_caught(x):
    out = []
    for i in range(len(x)):
        try:
            y = 1 / int(x[i])
        except ZeroDivisionError:
            y = 0
        out.append(y)
    return out


def div_arr_caught(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        try:
            out[i] = 1 / int(x[i])
        except ZeroDivisionError:
            out[i] = -1
    return out


def index_caught(x, n):
    s = 0
    bad = 0
    for i in range(n):
        try:
            s += x[i + 2]
        except IndexError:
            bad += 1
        else:
            s += 1
        finally:
            s += 2
    return s, bad


def effects_before_caught(x, n):
    y = 0
    log = np.zeros(n)
    for i in range(n):
        try:
            log[i] = 1
            y = 10 // i
            log[i] = 2
        except ZeroDivisionError:
            log[i] += 5
    return y, log


def raise_user_caught(x):
    s = 0.0
    for v in x:
        try:
            if v < 0:
                raise ValueError("neg")
            s += math.sqrt(v)
        except ValueError as e:
            print(e)
            s -= 1
    return s


def which_caught(x, n):
    r = []
    for i in range(n):
        try:
            v = int(x[i])
            r.append(100 // v)
        except IndexError:
            r.append(-1)
        except ZeroDivisionError:
            r.append(-2)
    return r


def nested_caught(x, n):
    r = 0
    for i in range(n):
        try:
            try:
                r += 10 // int(x[i])
            except ZeroDivisionError:
                r += 100
            finally:
                r += 1
        except IndexError:
            r += 1000
    return r


def loop_inside_caught(x, n):
    total = 0
    try:
        for i in range(n):
            total += 12 // int(x[i])
    except ZeroDivisionError:
        total = -total
    except IndexError:
        total += 1000
    return total, i


def while_inside_caught(x):
    i = 0
    s = 0.0
    try:
        while True:
            s += x[i]
            i += 1
    except IndexError:
        pass
    return s, i


def uncaught_caught(x, n):
    s = 0
    for i in range(n):
        try:
            s += 5 // int(x[i])
        except IndexError:
            s += 1
    return s


def return_in_try_caught(x, d):
    try:
        return x[0] / int(d)
    except TypeError:
        return 5
    finally:
        print("done")


def return_in_loop_caught(x):
    for i in range(len(x)):
        try:
            v = 6 // int(x[i])
            if v > 2:
                return i, v
        except ZeroDivisionError:
            continue
        finally:
            print("f", i)
    return -1, 0


def retry_caught(a):
    out = []
    i = 0
    tries = 0
    while i < len(a):
        try:
            out.append(1.0 / int(a[i]))
        except ZeroDivisionError:
            tries += 1
            if tries > 3:
                break
        i += 1
    return out, tries


def reraise_caught(x, n):
    c = 0
    for i in range(n):
        try:
            try:
                c += 7 // int(x[i])
            except ZeroDivisionError:
                c += 10
                raise
        except ArithmeticError:
            c += 100
    return c


def raise_other_caught(x):
    c = 0
    for i in range(len(x)):
        try:
            try:
                c += 7 // int(x[i])
            except ZeroDivisionError:
                raise ValueError("other")
        except ValueError as e:
            print(e, e.args, type(e).__name__)
            c += 100
    return c


def cond_caught(x):
    r = []
    for i in range(len(x)):
        try:
            r.append(1 // int(x[i]) if x[i] < 3 else 2 // int(x[i] - 3))
        except ZeroDivisionError:
            r.append(9)
    return r


class Acc:
    def __init__(self):
        self.total = 0.0

    def add(self, v):
        self.total += 1 / int(v)


def method_caught(x):
    a = Acc()
    bad = 0
    for v in x:
        try:
            a.add(v)
        except ZeroDivisionError:
            bad += 1
    return a.total, bad


def helper(v):
    if v < 0:
        raise ValueError("negative")
    return math.sqrt(v)


def called_caught(x):
    s = 0.0
    for v in x:
        try:
            s += helper(v)
        except ValueError:
            s += 100
    return s


def dict_caught(x):
    d = {1: 10, 2: 20}
    s = 0
    for v in x:
        try:
            s += d[int(v)]
        except KeyError:
            s -= 1
    return s


def intnan_caught(x):
    s = 0
    for v in x:
        try:
            s += int(v)
        except ValueError:
            s += 1000
        except OverflowError:
            s += 1000000
    return s


def tuple_caught(x, n):
    a, b = 0, 0
    for i in range(n):
        try:
            a, b = x[i], x[i + 1]
        except IndexError:
            b = -1
    return a, b


def two_dimensions_caught(m, n):
    s = 0.0
    for i in range(n):
        try:
            s += m[i, i]
        except IndexError:
            s += 1
    return s


class Small(ValueError):
    pass


class Big(Exception):
    def __init__(self, v):
        super().__init__("big", v)
        self.v = v


def unbound_caught(x, n):
    s = 0
    for i in range(n):
        try:
            if x[i] > 0:
                y = 2
            s += y
            del y
        except UnboundLocalError:
            s += 100
    return s


def unbound2_caught(n):
    try:
        s = q  # noqa: F821, F841
        q = 5  # noqa: F841
    except UnboundLocalError as e:
        return str(e), n
    return s


def hier_caught(x):
    c = [0, 0, 0]
    for v in x:
        try:
            if v > 2:
                raise Small("s")
            if v < 0:
                raise Big(3)
            if v == 0:
                raise KeyError("k")
        except Small:
            c[0] += 1
        except ValueError:
            c[1] += 1
        except (Big, LookupError):
            c[2] += 1
    return c


def attr_caught(x):
    c = 0
    for v in x:
        try:
            if v < 0:
                raise Big(3)
        except Big as e:
            c += e.v
            print(e.args)
    return c


def data_message_caught(x):
    c = 0
    for v in x:
        try:
            if v < 0:
                raise Big(v)
            if v == 0:
                raise ValueError(f"zero {v}")
        except Big as e:
            c += e.v
        except ValueError as e:
            print(e)
    return c


def from_caught(x):
    c = 0
    for v in x:
        try:
            try:
                c += 1 // int(v)
            except ZeroDivisionError as e:
                raise KeyError("x") from e
        except KeyError:
            c += 7
    return c


def bare_caught(x):
    c = 0
    for v in x:
        try:
            c += 3 // int(v)
        except:  # noqa: E722
            c += 50
    return c


def uncaught_after_caught(x):
    c = 0
    for v in x:
        try:
            c += 3 // int(v)
        except ZeroDivisionError:
            if c > 2:
                raise
            c += 50
    return c


def handler_raises_caught(x):
    c = 0
    for v in x:
        try:
            c += 3 // int(v)
        except ZeroDivisionError:
            c += 6 // int(v)
    return c


def finally_order_caught(x):
    for i, v in enumerate(x):
        try:
            print("body", i)
            w = 4 // int(v)
            print("ok", w)
        except ZeroDivisionError:
            print("zero")
        else:
            print("else")
        finally:
            print("finally")


def while_test_caught(x):
    i = 0
    try:
        while x[i] > -5:
            i += 1
    except IndexError:
        return i, "end"
    return i, "found"


def list_pop_caught(n):
    xs = [1, 2, 3]
    c = 0
    for i in range(n):
        try:
            c += xs.pop()
        except IndexError:
            c += 10
    return c, xs


def list_index_caught(xs, n):
    c = 0
    for i in range(n):
        try:
            c += xs[i]
        except IndexError as e:
            print(e)
            c += 10
    return c


def list_store_caught(n):
    xs = [0] * 3
    for i in range(n):
        try:
            xs[i] = i * i
        except IndexError:
            xs[0] += 1
    return xs


def store_array_caught(x, n):
    for i in range(n):
        try:
            x[i] += 1 / int(x[i])
        except ZeroDivisionError:
            x[i] = -1
        except IndexError:
            x[0] = 100
    return x


def nested_loops_caught(m):
    total = 0.0
    for i in range(m.shape[0]):
        try:
            for j in range(m.shape[1]):
                if m[i, j] < 0:
                    continue
                if m[i, j] == 5:
                    break
                total += 1.0 / float(m[i, j])
            else:
                total += 1000
        except ZeroDivisionError:
            total += 10000
    return total


def print_in_expr_caught(x):
    for v in x:
        try:
            print("v", 1 / int(v))
        except ZeroDivisionError:
            print("inf")


def floor_mod_caught(x, y):
    out = []
    for i in range(len(x)):
        try:
            out.append((int(x[i]) // int(y[i]), int(x[i]) % int(y[i]), float(x[i]) % float(y[i])))
        except ZeroDivisionError as e:
            print(e)
    return out


def no_raise_caught(x):
    s = 0.0
    for i in range(len(x)):
        try:
            s += x[i] * 2
        except IndexError:
            s = -1.0
    return s


def static_caught(n):
    try:
        a, b = (1, 2, 3)  # noqa: F841
    except ValueError as e:
        return str(e), n
    return a


def type_change_caught(x):
    r = None
    for v in x:
        try:
            r = 1 / int(v)
        except ZeroDivisionError:
            r = None
    return r


def try_in_with_caught(x):
    s = 0
    with np.errstate(all="ignore"):
        for v in x:
            try:
                s += 2 // int(v)
            except ZeroDivisionError:
                s += 5
    return s


def comp_caught(x, n):
    out = []
    for i in range(n):
        try:
            row = [x[i + k] for k in range(3)]
        except IndexError:
            row = [0.0]
        out.append(sum(row))
    return out


def if_in_try_caught(x, n):
    s = 0
    for i in range(n):
        try:
            if x[i] > 0 and x[i + 1] > 0:
                s += 1
            elif x[i - 1] > 0:
                s += 10
        except IndexError:
            s += 100
    return s


def else_raises_caught(x):
    s = 0
    for v in x:
        try:
            try:
                s += 1
            except ZeroDivisionError:
                s += 1000
            else:
                s += 5 // int(v)
            finally:
                s += 10
        except ZeroDivisionError:
            s += 100
    return s


def finally_raises_caught(x):
    s = 0
    for v in x:
        try:
            try:
                s += 1
            finally:
                s += 5 // int(v)
        except ZeroDivisionError:
            s += 100
    return s


class Large(Exception):
    def __init__(self, v, w=2):
        super().__init__("big", v)
        self.v = v
        self.w = w


class Ordinary(ValueError):
    pass


def args_caught(x):
    c = 0
    for v in x:
        try:
            if v < 0:
                raise Large(v)
            if v == 0:
                raise ValueError(f"zero {v:.2f} {int(v)}", 3)
        except Large as e:
            c += e.v * e.w
            print(e.args, type(e).__name__)
        except ValueError as e:
            print(e, e.args, repr(e))
    return c


def msg_caught(x, n):
    out = []
    for i in range(n):
        try:
            out.append(x[i])
        except IndexError as e:
            print(e)
            out.append(len(e.args))
    return out


def msg2_caught(m, n):
    for i in range(-n, n):
        for j in range(0, n):
            try:
                m[i, j] += 1
            except IndexError as e:
                print(i, j, e)
    return m


def key_caught(d, x):
    c = 0
    for v in x:
        try:
            c += d[int(v)]
        except KeyError as e:
            print("missing", e, e.args[0])
            c += e.args[0]
    return c


def several_caught(x, n):
    out = []
    for i in range(n):
        try:
            v = int(x[i])
            if v > 3:
                raise Ordinary("much", v)
            if v < -2:
                raise Ordinary("little")
            out.append(6 // v + math.sqrt(v))
        except (IndexError, ZeroDivisionError, ValueError) as e:
            out.append(-len(e.args))
            print(type(e).__name__, e)
    return out


def reraised_with_text_caught(x):
    c = 0
    for i in range(len(x)):
        try:
            try:
                if x[i] < 2:
                    raise Ordinary(f"at {i}")
                c += 1
            except Ordinary as e:
                print("looked_up", e)
                raise
        except ValueError as e:
            print("outer", e)
            c += 100
    return c


def bool_np_caught(x):
    for v in x:
        try:
            if v < 0:
                raise Large(bool(v < -1), v)
            if v > 2:
                raise Large(np.float32(v))
        except Large as e:
            print(e.v, e.w, type(e.v).__name__, e)


def uncaught_data_caught(x):
    for v in x:
        try:
            if v < 0:
                raise Large(v)
        except ValueError as e:
            print(e)
    return 1


def store_e_caught(x):
    last = None
    for v in x:
        try:
            if v < 0:
                raise Ordinary("p")
        except Ordinary as e:
            last = str(e)
    return last


def after_caught(x):
    for v in x:
        try:
            if v < 0:
                raise Ordinary("p")
        except Ordinary as e:
            y = str(e)
            z = 1
        else:
            y = "no"
            z = 2
    return y, z


class Sums:
    def __init__(self):
        self.total = 0.0
        self.xs = [0, 0, 0]
        self.n = 0

    def add(self, v):
        self.n += 1
        self.total += 1 / int(v)
        self.n += 10

    def put(self, i, v):
        self.xs[i] = v


def attr_aug_caught(x):
    a = Sums()
    for v in x:
        try:
            a.total += 1 / int(v)
        except ZeroDivisionError:
            a.total += 100
    return a.total


def static_list_aug_caught(x):
    xs = [0.0, 1.0]
    for v in x:
        try:
            xs[0] += 1 / int(v)
            xs[1] = 2 / int(v)
        except ZeroDivisionError:
            xs[1] += 7
    return xs


def dict_aug_caught(x):
    d = {"a": 0.0, "b": 0}
    for v in x:
        try:
            d["b"] += 1
            d["a"] = d["a"] + 1 / int(v)
        except ZeroDivisionError:
            d["b"] += 7
    return d


def multi_caught(x):
    a = b = -1
    out = []
    for v in x:
        try:
            a = b = 6 // int(v)
        except ZeroDivisionError:
            pass
        out.append((a, b))
    return out


def ann_caught(x):
    y = 3
    for v in x:
        try:
            y: int = 6 // int(v)
        except ZeroDivisionError:
            y += 1
    return y


def walrus_caught(x):
    y = 3
    for v in x:
        try:
            if (y := 6 // int(v)) > 2:
                y += 1
        except ZeroDivisionError:
            y += 1
    return y


def swap_caught(x, n):
    for i in range(n):
        try:
            x[i], x[i + 1] = x[i + 1], x[i]
        except IndexError:
            x[0] += 1
    return x


def swap2_caught(x, n):
    j = 0
    for i in range(n):
        try:
            x[j], j, x[i + 3] = 5, i, 7
        except IndexError:
            x[0] += 1
    return x, j


def method2_caught(x):
    a = Sums()
    bad = 0
    for v in x:
        try:
            a.add(v)
        except ZeroDivisionError:
            bad += 1
    return a.total, bad, a.n


def method_idx_caught(n):
    a = Sums()
    bad = 0
    for i in range(n):
        try:
            a.put(i, i * 2)
        except IndexError:
            bad += 1
    return a.xs, bad


def rowaug_caught(m, n):
    for i in range(n):
        try:
            m[i] += 1 / int(m[i, 0])
        except (IndexError, ZeroDivisionError):
            m[0] -= 1
    return m


def sliceaug_caught(x, n):
    for i in range(n):
        try:
            x[i : i + 2] += 1 // int(x[i])
        except IndexError:
            x[0] = 50
        except ZeroDivisionError:
            x[1] = 50
    return x


def nonlocal_caught(x):
    count = 0

    def bump(v):
        nonlocal count
        count += 1
        r = 5 // int(v)
        count += 10
        return r

    s = 0
    for v in x:
        try:
            s += bump(v)
        except ZeroDivisionError:
            s += 1000
    return s, count


def looked_up_deeply(v):
    return looked_up(v) + 1


def looked_up(v):
    if v == 0:
        raise KeyError("zero")
    w = [1, 2, 3][int(v)]
    return w * 2


def deep_caught(x):
    s = 0
    for v in x:
        try:
            s += looked_up_deeply(v)
        except KeyError as e:
            print(e)
            s += 100
        except IndexError:
            s += 1000
    return s


def handled_inside(v):
    try:
        return looked_up(v)
    except KeyError:
        return -5


def handles_inside_caught(x):
    s = 0
    for v in x:
        try:
            s += handled_inside(v)
        except IndexError as e:
            print(e)
            s += 1000
    return s


def looped(x, k):
    t = 0
    for v in x:
        print("at", v)
        t += 6 // (int(v) - k)
    return t


def loops_called_caught(x):
    out = []
    for k in range(4):
        try:
            out.append(looped(x, k))
        except ZeroDivisionError:
            out.append(-1)
    return out


def product(n):
    if n < 0:
        raise ValueError("neg")
    if n == 0:
        return 1
    return n * product(n - 1)


def recursive_caught(x):
    s = 0
    for v in x:
        try:
            s += product(int(v))
        except ValueError:
            s += 100
    return s


def paired(v):
    if v > 3:
        return v, 1
    if v < 0:
        raise ValueError
    return v, 0


def pair_caught(x):
    a = 0.0
    for v in x:
        try:
            p, q = paired(v)
        except ValueError:
            p, q = 0.0, 9
        a += p * q
    return a


def lambda_caught(x):
    g = lambda v: 1 / int(v)
    s = 0.0
    for v in x:
        try:
            s += g(v)
        except ZeroDivisionError:
            s += 1
    return s


def boolop_caught(x, n):
    c = 0
    for i in range(n):
        try:
            if i < 3 or x[i] > 0 and 1 // int(x[i]) == 1:
                c += 1
        except IndexError:
            c += 100
        except ZeroDivisionError:
            c += 1000
    return c


class Quotient:
    def __init__(self, a):
        self.a = a

    def __truediv__(self, o):
        return Quotient(self.a / o.a)

    def __getitem__(self, i):
        if i > 2:
            raise IndexError("no")
        return self.a * i


def dunder_caught(x):
    s = 0.0
    for i, v in enumerate(x):
        w = Quotient(float(v))
        try:
            s += (Quotient(1.0) / w).a
            s += w[i]
        except ZeroDivisionError:
            s += 100
        except IndexError as e:
            print(e)
    return s


X = np.array([1.0, 0.0, 2.0, -3.0, 0.0])
Y = np.array([1.0, 0.0, 2.0, -3.0, 0.0, 5.0])


def asserted_and_caught(a):
    fine = 0
    bad = []
    for v in a:
        try:
            assert v % 2 == 0, v
            fine += 1
        except AssertionError as error:
            bad.append(error.args[0])
    return fine, bad


def asserted_in_and_out(x):
    assert x > 0, "positive"
    try:
        assert x < 10
    except AssertionError:
        return -1
    return x


def out_of_a_short_list(a, i):
    try:
        return a[i]
    except IndexError as error:
        return str(error)


def out_of_a_short_list_by_kind(a, i, d):
    try:
        return a[i] / d
    except (IndexError, ZeroDivisionError) as error:
        return type(error).__name__, len(error.args)


def popped_too_often(a):
    a = list(a)
    try:
        a.pop()
        a.pop()
    except IndexError as error:
        return str(error), a
    return a


def out_of_a_short_list_below(a, i):
    log = []

    def get(k):
        log.append(k)
        return a[k]

    try:
        return get(i), log
    except IndexError as error:
        return str(error), log


CASES = [
    (div_caught, (X,), (np.array([]),), (np.array([0.0]),)),
    (div_arr_caught, (X,), (np.array([]),)),
    (index_caught, (X, 9), (X, 2), (X, 0)),
    (effects_before_caught, (X, 4), (X, 0)),
    (raise_user_caught, (X,), (-X,)),
    (which_caught, (X, 7), (X, 1)),
    (nested_caught, (X, 7), (X, 1)),
    (loop_inside_caught, (X, 7), (X[:1], 3), (X[:1], 1), (X, 0)),
    (while_inside_caught, (X,), (X[:0],)),
    (uncaught_caught, (X, 1), (X, 3), (X[:1], 3)),
    (return_in_try_caught, (X, 1), (X, 0)),
    (return_in_loop_caught, (X,), (X[:1],), (X[1:2],), (np.array([9.0, 0.0, 4.0]),)),
    (retry_caught, (X,), (X * 0,)),
    (reraise_caught, (X, 5), (X, 1)),
    (raise_other_caught, (X,), (X[:1],)),
    (cond_caught, (X,), (np.array([3.0, 0, 4]),)),
    (method_caught, (X,), (X[:1],)),
    (called_caught, (X,), (X[:1],)),
    (dict_caught, (X,), (X[:1],)),
    (intnan_caught, (X,), (np.array([1, np.nan, np.inf, 3]),)),
    (tuple_caught, (X, 5), (X, 3), (X, 8)),
    (two_dimensions_caught, (np.ones((3, 4)), 6), (np.ones((3, 4)), 2)),
    (unbound_caught, (Y, 6), (Y, 1), (-Y, 3)),
    (unbound2_caught, (3,)),
    (hier_caught, (Y,), (Y[:0],)),
    (attr_caught, (Y,), (Y[:1],)),
    (data_message_caught, (Y,), (Y[:1],)),
    (from_caught, (Y,), (Y[:1],)),
    (bare_caught, (Y,), (Y[:1],)),
    (uncaught_after_caught, (Y,), (Y[:1],), (Y[1:3],)),
    (handler_raises_caught, (Y,), (Y[:1],)),
    (finally_order_caught, (Y,), (Y[:0],)),
    (while_test_caught, (Y,), (Y * 3,), (Y[:0],)),
    (list_pop_caught, (5,), (2,), (0,)),
    (list_index_caught, ([1, 2], 4), ([1, 2], 2)),
    (list_store_caught, (5,), (2,)),
    (store_array_caught, (Y, 9), (Y, 2)),
    (nested_loops_caught, (np.array([[1.0, 2, -1], [0, 3, 4], [2, 5, 0], [1, 1, 1]]),), (np.zeros((0, 3)),)),
    (print_in_expr_caught, (Y,)),
    (floor_mod_caught, (Y, Y), (Y, Y[::-1].copy())),
    (no_raise_caught, (Y,), (Y[:0],)),
    (static_caught, (3,)),
    (type_change_caught, (Y,), (Y[:3],), (Y[:2],), (Y[:0],)),
    (try_in_with_caught, (Y,)),
    (comp_caught, (Y, 6), (Y, 2)),
    (if_in_try_caught, (Y, 8), (Y, 5), (-Y, 6)),
    (else_raises_caught, (Y,)),
    (finally_raises_caught, (Y,)),
    (args_caught, (Y,), (Y[:1],), (Y[:0],)),
    (msg_caught, (Y, 8), (Y, 2)),
    (msg2_caught, (np.ones((2, 3)), 4)),
    (key_caught, ({1: 2, 2: 5}, Y), ({}, Y), ({1: 2}, Y[:1])),
    (several_caught, (Y, 8), (Y, 1), (-Y, 7)),
    (reraised_with_text_caught, (Y,)),
    (bool_np_caught, (Y,)),
    (uncaught_data_caught, (Y,), (Y[:1],)),
    (store_e_caught, (Y,), (Y[:1],)),
    (after_caught, (Y,), (Y[:4],)),
    (attr_aug_caught, (Y,)),
    (static_list_aug_caught, (Y,)),
    (dict_aug_caught, (Y,)),
    (multi_caught, (Y,)),
    (ann_caught, (Y,)),
    (walrus_caught, (Y,)),
    (swap_caught, (Y, 8)),
    (swap2_caught, (Y, 6)),
    (method2_caught, (Y,)),
    (method_idx_caught, (5,), (2,)),
    (rowaug_caught, (np.array([[1.0, 2], [0, 1], [2, 2]]), 5)),
    (sliceaug_caught, (Y, 7)),
    (nonlocal_caught, (Y,)),
    (deep_caught, (Y,), (Y[:1],)),
    (handles_inside_caught, (Y,), (Y[:1],)),
    (loops_called_caught, (Y,), (Y[:1],)),
    (recursive_caught, (Y,), (Y[:1],)),
    (pair_caught, (Y,), (Y[:1],)),
    (lambda_caught, (Y,)),
    (boolop_caught, (Y, 8), (Y, 2)),
    (dunder_caught, (Y,), (Y[:1],)),
    (asserted_and_caught, ([2, 3, 4],), ([],), (np.array([1, 3]),), ([2.5],)),
    (asserted_in_and_out, (3,), (-1,), (20.5,)),
    (out_of_a_short_list, ([1], 3), ([1], 0), ([1, 2], -3), ((1, 2), 5)),
    (out_of_a_short_list_by_kind, ([1], 3, 2), ([1], 0, 2), ([1], 0, 0), (np.array([1.0]), 0, 0)),
    (popped_too_often, ([1],), ([],), ([1, 2],), (np.array([1.0, 2.0]),)),
    (out_of_a_short_list_below, ([1], 3), ([1], 0)),
]
