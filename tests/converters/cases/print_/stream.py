# run: f(1)
import sys


def f(x):
    print(x, file=sys.stderr)
    print(x, file=None)


# becomes
def f(x):
    ag__.graph_print(x, file=ag__.stream('stderr'))
    ag__.graph_print(x, file=None)
