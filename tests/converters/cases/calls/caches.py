# run: f(5), f(0)
import functools
from functools import cache


def f(n):
    @cache
    def double(x):
        return x * 2

    @functools.lru_cache
    def triple(x):
        return x * 3

    @functools.wraps(double)
    def other(x):
        return double(x)

    return other(n) + triple(n) + double(n)


# becomes
def f(n):

    @ag__.converted(cache)
    def double(x):
        return x * 2

    @ag__.converted(functools.lru_cache)
    def triple(x):
        return x * 3

    @ag__.decorator(ag__.converted(functools.wraps)(double))
    def other(x):
        return ag__.converted(double)(x)
    return ag__.converted(other)(n) + ag__.converted(triple)(n) + ag__.converted(double)(n)
