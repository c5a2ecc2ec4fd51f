# run: f(1.5)
import math

def g(x):
    return math.floor(x)

def f(x):
    return g(x) + math.pi + len([int])
