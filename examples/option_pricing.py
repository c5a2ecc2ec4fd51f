"""An American put option on a binomial tree: backward induction over whole rows."""

import numpy as np

import autograph as ag


@ag.function
def option_pricing(spot, strike, rate, volatility, years, steps):
    """Return today's price of the right to sell at `strike` at any time within `years`."""
    dt = years / steps
    up = np.exp(volatility * np.sqrt(dt))
    down = 1.0 / up
    chance = (np.exp(rate * dt) - down) / (up - down)
    if chance < 0.0 or chance > 1.0:
        raise ValueError("the steps are too long for this volatility")
    discount = np.exp(-rate * dt)
    prices = spot * up ** (np.arange(steps + 1) * 2.0 - steps)
    values = np.maximum(strike - prices, 0.0)
    for _ in range(steps):
        prices = prices[1:] * down
        values = discount * (chance * values[1:] + (1.0 - chance) * values[:-1])
        values = np.maximum(values, strike - prices)
    return values[0]


def example_arguments(steps=100):
    return 100.0, 105.0, 0.03, 0.25, 1.0, steps


if __name__ == "__main__":
    print(f"price {option_pricing(*example_arguments(1000)):.6f}")
