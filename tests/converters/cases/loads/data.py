# run: f(1)
SCALE = 3

def f(x):
    return x * SCALE + missing if x > 1 else SCALE


# becomes
def f(x):
    return x * ag__.load(SCALE, 'SCALE') + ag__.load(missing, 'missing') if x > 1 else ag__.load(SCALE, 'SCALE')
