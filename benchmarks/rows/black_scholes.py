"""Prices of many European options."""

import numpy as np

ARRAYS_ONLY = True


def distribution(x):
    """Return the normal distribution, by Abramowitz and Stegun 26.2.17."""
    k = 1.0 / (1.0 + 0.2316419 * np.abs(x))
    poly = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))
    upper = 1.0 - 0.3989422804014327 * np.exp(-0.5 * x * x) * poly
    return np.where(x >= 0.0, upper, 1.0 - upper)


def kernel(spot, strike, years, rate, volatility):
    spread = volatility * np.sqrt(years)
    d1 = (np.log(spot / strike) + (rate + 0.5 * volatility**2) * years) / spread
    d2 = d1 - spread
    return spot * distribution(d1) - strike * np.exp(-rate * years) * distribution(d2)


def arguments(size):
    n = {"small": 100, "medium": 20_000, "large": 400_000}[size]
    random = np.random.default_rng(0)
    return random.uniform(50, 150, n), random.uniform(50, 150, n), random.uniform(0.1, 2.0, n), 0.03, 0.25


def work(spot, strike, years, rate, volatility):
    return 60 * len(spot), 4 * spot.nbytes
