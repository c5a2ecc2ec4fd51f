# run: f([1, 2])
def f(xs, *rest, **names):
    xs.append(len(xs))
    return max(*xs, *rest, **names)


# becomes
def f(xs, *rest, **names):
    ag__.converted(xs.append)(ag__.converted(len)(xs))
    return ag__.converted(max)(*xs, *rest, **names)
