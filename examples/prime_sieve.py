"""The sieve of Eratosthenes: slices with a step that the loop decides."""

import numpy as np

import autograph as ag


@ag.function
def prime_sieve(limit):
    """Return the primes below `limit`."""
    candidates = np.ones(limit, dtype=bool)
    candidates[:2] = False
    i = 2
    while i * i < limit:
        if candidates[i]:
            candidates[i * i :: i] = False
        i += 1
    return np.nonzero(candidates)[0]


def example_arguments(limit=500):
    return (limit,)


if __name__ == "__main__":
    primes = prime_sieve(*example_arguments(1_000_000))
    print(f"{len(primes)} primes, the last one {primes[-1]}")
