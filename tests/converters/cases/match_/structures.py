# run: f(3), f('ab'), f((1, 2)), f([1, 2, 3]), f([7]), f({'a': 1, 'b': 2}), f({}), f(2.5), f(None), f(True), f((0, 5)), f((5, 0))
def f(x):
    match x:
        case bool(b):
            return 'bool', b
        case int(n) if n > 5:
            return 'big', n
        case int() | float():
            log(x)
        case (0, y) | (y, 0):
            return y
        case [first, *rest] if rest:
            return first, rest
        case {'a': a, **others}:
            return a, others
        case {}:
            return 'dict'
        case complex(real=re, imag=_):
            return re
        case str(s) as t:
            return s, t
        case _:
            return 'other'


# becomes
def f(x):
    subject = x
    matched = False
    if (parts := ag__.match_class(subject, bool, 1, ())) is not None:
        b = parts[0]
        return 'bool', b
    else:
        if (parts_1 := ag__.match_class(subject, int, 1, ())) is not None:
            n = parts_1[0]
            if n > 5:
                matched = True
                return 'big', n
        if not matched:
            if (parts_2 := ag__.match_class(subject, int, 0, ())) is not None or (parts_3 := ag__.match_class(subject, float, 0, ())) is not None:
                log(x)
            elif (parts_4 := ag__.match_sequence(subject, '[x, x]')) is not None and parts_4[0] == 0 and ag__.bound((y_1 := parts_4[1])) or (parts_5 := ag__.match_sequence(subject, '[x, x]')) is not None and parts_5[1] == 0 and ag__.bound((y_1 := parts_5[0])):
                y = y_1
                return y
            else:
                if (parts_6 := ag__.match_sequence(subject, '[x, *x]')) is not None:
                    first = parts_6[0]
                    rest = parts_6[1]
                    if rest:
                        matched = True
                        return first, rest
                if not matched:
                    if (parts_7 := ag__.match_mapping(subject, ('a',), True)) is not None:
                        a = parts_7[0]
                        others = parts_7[1]
                        return a, others
                    elif (parts_8 := ag__.match_mapping(subject, (), False)) is not None:
                        return 'dict'
                    elif (parts_9 := ag__.match_class(subject, complex, 0, ('real', 'imag'))) is not None:
                        re = parts_9[0]
                        return re
                    elif (parts_10 := ag__.match_class(subject, str, 1, ())) is not None:
                        s = parts_10[0]
                        t = subject
                        return s, t
                    else:
                        return 'other'
