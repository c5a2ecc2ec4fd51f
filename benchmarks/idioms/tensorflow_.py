"""Rows in the idiom of TensorFlow: ``tf.function``, whose AutoGraph converts the branches and loops."""

import math

import tensorflow as tf


@tf.function
def square(x):
    return x**2


@tf.function
def where_exp(x):
    return tf.reduce_sum(tf.where(x > 0, tf.exp(-x) * x**2, tf.sin(x)))


@tf.function
def softmax(x):
    e = tf.exp(x - tf.reduce_max(x))
    return e / tf.reduce_sum(e, axis=1, keepdims=True)


@tf.function
def layer_norm(x, scale, offset):
    mean = tf.reduce_mean(x, axis=-1, keepdims=True)
    spread = tf.reduce_mean((x - mean) ** 2, axis=-1, keepdims=True)
    return (x - mean) / tf.sqrt(spread + 1e-5) * scale + offset


def _distribution(x):
    k = 1.0 / (1.0 + 0.2316419 * tf.abs(x))
    poly = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))
    upper = 1.0 - 0.3989422804014327 * tf.exp(-0.5 * x * x) * poly
    return tf.where(x >= 0.0, upper, 1.0 - upper)


@tf.function
def black_scholes(spot, strike, years, rate, volatility):
    spread = volatility * tf.sqrt(years)
    d1 = (tf.math.log(spot / strike) + (rate + 0.5 * volatility**2) * years) / spread
    return spot * _distribution(d1) - strike * tf.exp(-rate * years) * _distribution(d1 - spread)


@tf.function
def matmul_relu(x, weights):
    for _ in tf.range(100):
        x = tf.maximum(x @ weights, 0.0)
    return x


@tf.function
def matrix_power(a, exponent):
    exponent = tf.convert_to_tensor(exponent)
    result = tf.eye(tf.shape(a)[0], dtype=a.dtype)
    while exponent > 0:
        if exponent % 2 == 1:
            result = result @ a
        a = a @ a
        exponent //= 2
    return result


@tf.function
def mean_conditional(x):
    if tf.reduce_mean(x) > 0.5:
        return tf.sqrt(x) + x * 2.0
    return tf.exp(x) - x / 2.0


@tf.function
def network(x, labels, w1, b1, w2, b2, w3, b3, rate):
    with tf.GradientTape() as tape:
        weights = [w1, b1, w2, b2, w3, b3]
        tape.watch(weights)
        h1 = tf.nn.relu(x @ w1 + b1)
        h2 = tf.nn.relu(h1 @ w2 + b2)
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, h2 @ w3 + b3))
    return tuple(w - rate * slope for w, slope in zip(weights, tape.gradient(loss, weights), strict=True))


@tf.function
def collatz(bound):
    bound = tf.convert_to_tensor(bound)
    longest, start = tf.constant(0), tf.constant(1)
    for first in tf.range(1, bound):
        n, steps = first, tf.constant(0)
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > longest:
            longest, start = steps, first
    return start, longest


@tf.function
def mandelbrot(real, imaginary, rounds):
    """All points go together, as whole arrays."""
    x, y = tf.meshgrid(real, imaginary)
    a, b = tf.zeros_like(x), tf.zeros_like(x)
    counts = tf.zeros(tf.shape(x), tf.int64)
    for _ in tf.range(rounds):
        inside = a * a + b * b <= 4.0
        if not tf.reduce_any(inside):
            break
        counts += tf.cast(inside, tf.int64)
        moved = a * a - b * b + x, 2.0 * a * b + y
        a, b = tf.where(inside, moved[0], a), tf.where(inside, moved[1], b)
    return counts


@tf.function
def jacobi_2d(steps, a, b):
    def mean(z):
        return 0.2 * (z[1:-1, 1:-1] + z[1:-1, :-2] + z[1:-1, 2:] + z[2:, 1:-1] + z[:-2, 1:-1])

    def framed(inner, z):
        middle = tf.concat([z[1:-1, :1], inner, z[1:-1, -1:]], axis=1)
        return tf.concat([z[:1], middle, z[-1:]], axis=0)

    for _ in tf.range(steps):
        b = framed(mean(a), b)
        a = framed(mean(b), a)
    return a


@tf.function
def floyd_warshall(paths):
    for k in tf.range(tf.shape(paths)[0]):
        paths = tf.minimum(paths, paths[:, k, tf.newaxis] + paths[k])
    return paths


@tf.function
def n_body(positions, velocities, masses, steps):
    for _ in tf.range(steps):
        apart = positions[tf.newaxis] - positions[:, tf.newaxis]
        scale = masses / (tf.reduce_sum(apart**2, axis=2) + 0.01) ** 1.5
        velocities += 0.01 * tf.reduce_sum(apart * scale[..., tf.newaxis], axis=1)
        positions += 0.01 * velocities
    return positions


@tf.function
def fourier(x):
    """Stages over whole arrays; the order of bits is turned by a transposition."""
    bits = int(math.log2(x.shape[0]))
    y = tf.reshape(tf.transpose(tf.reshape(x, [2] * bits), list(range(bits))[::-1]), [-1])
    for stage in range(bits):
        half = 1 << stage
        parts = tf.reshape(y, [-1, 2, half])
        turn = tf.exp(
            tf.complex(tf.zeros([], tf.float64), -math.pi * tf.range(half, dtype=tf.float64) / half)
        )
        other = parts[:, 1] * turn
        y = tf.reshape(tf.stack([parts[:, 0] + other, parts[:, 0] - other], axis=1), [-1])
    return y
