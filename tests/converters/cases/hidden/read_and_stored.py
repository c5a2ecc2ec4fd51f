# run: f(type("Holder", (), {"key": 2})()), f([1])
def f(x):
    x.value = x.key
    x.key = getattr(x, "key") + x.value
    x.key += 1
    return x.key, x.value


# becomes
def f(x):
    ag__.writable(x).value = ag__.owner(x, 'key').key
    ag__.writable(x, 'key').key = getattr(x, 'key') + x.value
    ag__.writable(x, 'key').key += 1
    return ag__.owner(x, 'key').key, x.value
