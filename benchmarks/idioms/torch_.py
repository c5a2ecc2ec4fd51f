"""Rows in the idiom of PyTorch: what one round does is compiled, the rounds are Python's."""

import torch
import torch.nn.functional as F


@torch.compile
def square(x):
    return x**2


@torch.compile
def where_exp(x):
    return torch.sum(torch.where(x > 0, torch.exp(-x) * x**2, torch.sin(x)))


@torch.compile
def softmax(x):
    e = torch.exp(x - x.max())
    return e / e.sum(dim=1, keepdim=True)


@torch.compile
def layer_norm(x, scale, offset):
    return F.layer_norm(x, x.shape[-1:], scale, offset, eps=1e-5)


def _distribution(x):
    k = 1.0 / (1.0 + 0.2316419 * torch.abs(x))
    poly = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))
    upper = 1.0 - 0.3989422804014327 * torch.exp(-0.5 * x * x) * poly
    return torch.where(x >= 0.0, upper, 1.0 - upper)


@torch.compile
def black_scholes(spot, strike, years, rate, volatility):
    spread = volatility * torch.sqrt(years)
    d1 = (torch.log(spot / strike) + (rate + 0.5 * volatility**2) * years) / spread
    return spot * _distribution(d1) - strike * torch.exp(-rate * years) * _distribution(d1 - spread)


@torch.compile
def _layer(x, weights):
    return torch.relu(x @ weights)


def matmul_relu(x, weights):
    for _ in range(100):
        x = _layer(x, weights)
    return x


@torch.compile
def network(x, labels, w1, b1, w2, b2, w3, b3, rate):
    h1 = torch.relu(x @ w1 + b1)
    h2 = torch.relu(h1 @ w2 + b2)
    d3 = (torch.softmax(h2 @ w3 + b3, dim=1) - labels) / len(x)
    d2 = (d3 @ w3.T) * (h2 > 0.0)
    d1 = (d2 @ w2.T) * (h1 > 0.0)
    return (
        w1 - rate * (x.T @ d1),
        b1 - rate * d1.sum(0),
        w2 - rate * (h1.T @ d2),
        b2 - rate * d2.sum(0),
        w3 - rate * (h2.T @ d3),
        b3 - rate * d3.sum(0),
    )


@torch.compile
def mean_conditional(x):
    if x.mean() > 0.5:
        return torch.sqrt(x) + x * 2.0
    return torch.exp(x) - x / 2.0


@torch.compile
def _spread(a, b):
    for old, new in ((a, b), (b, a)):
        new[1:-1, 1:-1] = 0.2 * (
            old[1:-1, 1:-1] + old[1:-1, :-2] + old[1:-1, 2:] + old[2:, 1:-1] + old[:-2, 1:-1]
        )


def jacobi_2d(steps, a, b):
    for _ in range(steps):
        _spread(a, b)
    return a


@torch.compile
def _warmed(a):
    middle = a[1:-1, 1:-1, 1:-1]
    return (
        0.125 * (a[2:, 1:-1, 1:-1] - 2.0 * middle + a[:-2, 1:-1, 1:-1])
        + 0.125 * (a[1:-1, 2:, 1:-1] - 2.0 * middle + a[1:-1, :-2, 1:-1])
        + 0.125 * (a[1:-1, 1:-1, 2:] - 2.0 * middle + a[1:-1, 1:-1, :-2])
        + middle
    )


def heat_3d(a, b, rounds):
    for _ in range(rounds):
        a[1:-1, 1:-1, 1:-1] = _warmed(a)
    return a


@torch.compile
def _pulled(positions, velocities, masses):
    apart = positions[None] - positions[:, None]
    scale = masses / (torch.sum(apart**2, dim=2) + 0.01) ** 1.5
    velocities = velocities + 0.01 * torch.sum(apart * scale[..., None], dim=1)
    return positions + 0.01 * velocities, velocities


def n_body(positions, velocities, masses, steps):
    for _ in range(steps):
        positions, velocities = _pulled(positions, velocities, masses)
    return positions


@torch.compile
def _through(paths, k):
    return torch.minimum(paths, paths[:, k : k + 1] + paths[k : k + 1])


def floyd_warshall(paths):
    for k in range(len(paths)):
        paths = _through(paths, k)
    return paths


@torch.compile
def convolution(images, filters, bias):
    found = F.conv2d(images.permute(0, 3, 1, 2), filters.permute(3, 2, 0, 1), bias)
    return F.max_pool2d(torch.relu(found), 2).permute(0, 2, 3, 1)
