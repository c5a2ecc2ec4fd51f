"""What a quant writes: option prices, curves, back-tests, order books."""

import math

import numpy as np


def normal_cdf(x):
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


def black_scholes(spot, strike, t, rate, vol):
    if t <= 0 or vol <= 0:
        return max(spot - strike, 0.0)
    d1 = (math.log(spot / strike) + (rate + 0.5 * vol * vol) * t) / (vol * math.sqrt(t))
    d2 = d1 - vol * math.sqrt(t)
    return spot * normal_cdf(d1) - strike * math.exp(-rate * t) * normal_cdf(d2)


def implied_volatility(price, spot, strike, t, rate):
    lo, hi = 1e-4, 5.0
    for _ in range(60):
        mid = (lo + hi) / 2
        value = black_scholes(spot, strike, t, rate, mid)
        if abs(value - price) < 1e-8:
            return mid
        if value > price:
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2


def binomial_american_put(spot, strike, t, rate, vol, steps):
    dt = t / steps
    up = math.exp(vol * math.sqrt(dt))
    down = 1 / up
    p = (math.exp(rate * dt) - down) / (up - down)
    values = np.zeros(steps + 1)
    for i in range(steps + 1):
        values[i] = max(strike - spot * up ** (steps - i) * down**i, 0.0)
    for step in range(steps - 1, -1, -1):
        for i in range(step + 1):
            hold = math.exp(-rate * dt) * (p * values[i] + (1 - p) * values[i + 1])
            exercise = strike - spot * up ** (step - i) * down**i
            values[i] = hold if hold > exercise else exercise
    return values[0]


def net_present_value(flows, rate):
    total = 0.0
    for t, flow in enumerate(flows):
        total += flow / (1 + rate) ** t
    return total


def internal_rate(flows):
    rate = 0.1
    for k in range(100):
        value = 0.0
        slope = 0.0
        for t in range(len(flows)):
            value += flows[t] / (1 + rate) ** t
            slope -= t * flows[t] / (1 + rate) ** (t + 1)
        if slope == 0:
            return None
        step = value / slope
        rate -= step
        if abs(step) < 1e-10:
            print("iterations:", k)
            return rate
    raise ArithmeticError("no convergence")


def mortgage(principal, rate, years):
    monthly = rate / 12
    n = years * 12
    if monthly == 0:
        return principal / n, 0.0
    payment = principal * monthly / (1 - (1 + monthly) ** -n)
    balance = principal
    interest = 0.0
    for _ in range(n):
        part = balance * monthly
        interest += part
        balance -= payment - part
    return payment, interest


def max_drawdown(prices):
    top = prices[0]
    worst = 0.0
    where = 0
    for i, p in enumerate(prices):
        if p > top:
            top = p
        fall = (top - p) / top
        if fall > worst:
            worst = fall
            where = i
    return worst, where


def moving_average_crossover(prices, fast, slow):
    cash = 1000.0
    shares = 0
    trades = 0
    for i in range(slow, len(prices)):
        short = prices[i - fast : i].mean()
        long = prices[i - slow : i].mean()
        if short > long and shares == 0:
            shares = int(cash // prices[i])
            cash -= shares * prices[i]
            trades += 1
            print(f"{i}: buy {shares} at {prices[i]:.2f}")
        elif short < long and shares > 0:
            cash += shares * prices[i]
            shares = 0
            trades += 1
            print(f"{i}: sell at {prices[i]:.2f}")
    return cash + shares * prices[-1], trades


def order_book(bids, quantities, order):
    left = order
    cost = 0.0
    for i in range(len(bids)):
        if left <= 0:
            break
        take = min(left, quantities[i])
        cost += take * bids[i]
        quantities[i] -= take
        left -= take
    if left > 0:
        print("unfilled:", left)
    return cost, left


def ewma_volatility(returns, decay):
    variance = returns[0] ** 2
    out = np.empty_like(returns)
    for i in range(len(returns)):
        variance = decay * variance + (1 - decay) * returns[i] ** 2
        out[i] = np.sqrt(variance)
    return out


def garch(returns, omega, alpha, beta):
    if alpha + beta >= 1:
        raise ValueError("process is not stationary")
    h = omega / (1 - alpha - beta)
    likelihood = 0.0
    for r in returns:
        likelihood += -0.5 * (math.log(2 * math.pi) + math.log(h) + r * r / h)
        h = omega + alpha * r * r + beta * h
    return likelihood


def stop_loss(prices, limit):
    entry = prices[0]
    for i in range(1, len(prices)):
        change = prices[i] / entry - 1
        if change < -limit:
            return "stopped", i, change
        if change > 2 * limit:
            return "target", i, change
    return "open", len(prices) - 1, prices[-1] / entry - 1


def tax(income):
    brackets = [(10000.0, 0.1), (40000.0, 0.2), (100000.0, 0.3)]
    due = 0.0
    lower = 0.0
    for upper, rate in brackets:
        if income <= upper:
            return due + (income - lower) * rate
        due += (upper - lower) * rate
        lower = upper
    return due + (income - lower) * 0.45


def forward_fill(prices):
    last = math.nan
    filled = 0
    for i in range(len(prices)):
        if np.isnan(prices[i]):
            prices[i] = last
            filled += 1
        else:
            last = prices[i]
    return filled


def portfolio(weights, returns, covariance):
    mean = weights @ returns
    variance = 0.0
    for i in range(len(weights)):
        for j in range(len(weights)):
            variance += weights[i] * weights[j] * covariance[i, j]
    assert variance >= 0, f"covariance is not positive: {variance}"
    return mean, np.sqrt(variance), mean / np.sqrt(variance) if variance > 0 else 0.0


def rebalance(weights, target, band):
    turnover = 0.0
    for i in range(len(weights)):
        gap = target[i] - weights[i]
        if -band <= gap <= band:
            continue
        weights[i] = target[i]
        turnover += abs(gap)
    weights /= weights.sum()
    return turnover


def bond_price(face, coupon, yield_, periods):
    price = 0.0
    duration = 0.0
    for t in range(1, periods + 1):
        flow = face * coupon + (face if t == periods else 0)
        value = flow / (1 + yield_) ** t
        price += value
        duration += t * value
    return price, duration / price


def bootstrap_curve(rates):
    discount = np.zeros(len(rates))
    annuity = 0.0
    for i, r in enumerate(rates):
        discount[i] = (1 - r * annuity) / (1 + r)
        annuity += discount[i]
    return discount


def vwap_by_day(prices, volumes, days):
    n = days.max() + 1
    out = np.full(n, np.nan)
    for d in range(n):
        mask = days == d
        v = volumes[mask].sum()
        if v > 0:
            out[d] = (prices[mask] * volumes[mask]).sum() / v
    return out


def asian_option(spot, strike, shocks, vol):
    total = 0.0
    for path in shocks:
        s = spot
        mean = 0.0
        for z in path:
            s *= math.exp(-0.5 * vol * vol + vol * z)
            mean += s
        mean /= len(path)
        if mean > strike:
            total += mean - strike
    return total / len(shocks)


P = np.array([100.0, 102, 101, 105, 99, 97, 98, 103, 108, 104])
CASES = [
    (black_scholes, (100.0, 95.0, 0.5, 0.01, 0.2), (100, 110, 0, 0.01, 0.2), (90.0, 100.0, 1.0, 0.0, 0.3)),
    (implied_volatility, (10.0, 100.0, 95.0, 0.5, 0.01), (1e9, 100.0, 95.0, 0.5, 0.01)),
    (binomial_american_put, (100.0, 105.0, 1.0, 0.03, 0.25, 8), (100, 95, 1, 0, 0.1, 1)),
    (net_present_value, (np.array([-100.0, 60, 60]), 0.1), (np.array([1, 2]), -1.0), ([1.0, 2.0], 0.5)),
    (internal_rate, (np.array([-100.0, 60, 60]),), (np.array([5.0]),)),
    (mortgage, (100000.0, 0.05, 2), (1200, 0, 1)),
    (max_drawdown, (P,), (P[:1],), (np.array([5, 3, 4]),)),
    (moving_average_crossover, (P, 2, 3), (P, 1, 20)),
    (order_book, (np.array([10.0, 9.5, 9.0]), np.array([5, 5, 5]), 12), (np.array([10.0]), np.array([5]), 9)),
    (ewma_volatility, (np.diff(P) / P[:-1], 0.94),),
    (garch, (np.diff(P) / P[:-1], 1e-5, 0.1, 0.85), (np.ones(2), 1.0, 0.5, 0.5)),
    (stop_loss, (P, 0.02), (P, 0.5), (P, 0.01)),
    (tax, (5000.0,), (55000,), (250000.0,), (10000,)),
    (forward_fill, (np.array([np.nan, 1.0, np.nan, 3.0]),), (np.ones(2),)),
    (portfolio, (np.array([0.5, 0.5]), np.array([0.1, 0.2]), np.array([[0.04, 0.01], [0.01, 0.09]])),
     (np.array([1.0]), np.array([0.1]), np.array([[-1.0]])), (np.zeros(1), np.ones(1), np.ones((1, 1)))),
    (rebalance, (np.array([0.4, 0.6]), np.array([0.5, 0.5]), 0.05), (np.array([0.4, 0.6]), np.array([0.5, 0.5]), 0.5)),
    (bond_price, (100.0, 0.05, 0.04, 5), (100, 0.05, 0.04, 0)),
    (bootstrap_curve, (np.array([0.01, 0.015, 0.02]),),),
    (vwap_by_day, (P, np.arange(10), np.array([0, 0, 1, 1, 1, 3, 3, 3, 3, 3])),),
    (asian_option, (100.0, 99.0, np.array([[0.1, -0.2], [1.0, 0.5]]), 0.1),),
]
OPTIONS = {n: {"ulps": 4} for n in ("black_scholes", "implied_volatility", "binomial_american_put", "asian_option", "garch")}
