"""Customers at several counters: each takes the counter that is free first, or gives up."""

import numpy as np

import autograph as ag


@ag.function
def queue_simulation(gaps, services, counters, patience):
    """Return the mean wait of those served, the longest wait, and how many gave up."""
    free_at = np.zeros(counters)
    clock = 0.0
    waited = 0.0
    longest = 0.0
    served = 0
    gone = 0
    for gap, service in zip(gaps, services):
        clock += gap
        counter = 0
        for k in range(1, counters):
            if free_at[k] < free_at[counter]:
                counter = k
        start = max(clock, free_at[counter])
        wait = start - clock
        if wait > patience:
            gone += 1
            continue
        free_at[counter] = start + service
        waited += wait
        longest = max(longest, wait)
        served += 1
    if served == 0:
        return 0.0, 0.0, gone
    return waited / served, longest, gone


def example_arguments(customers=500):
    random = np.random.default_rng(13)
    return random.exponential(1.0, customers), random.exponential(2.8, customers), 3, 6.0


if __name__ == "__main__":
    mean, most, left = queue_simulation(*example_arguments(20_000))
    print(f"mean wait {mean:.3f}, longest {most:.3f}, {left} gave up")
