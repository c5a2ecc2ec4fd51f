"""Rows of scalar loops in the idiom of JAX: loops and branches are calls, elements are set in copies."""

import functools

import jax
import jax.numpy as jnp
from jax import lax


@jax.jit
def mandelbrot(real, imaginary, rounds):
    def escape(x, y):
        def goes_on(state):
            a, b, n = state
            return (n < rounds) & (a * a + b * b <= 4.0)

        def step(state):
            a, b, n = state
            return a * a - b * b + x, 2.0 * a * b + y, n + 1

        return lax.while_loop(goes_on, step, (0.0, 0.0, 0))[2]

    return jax.vmap(lambda y: jax.vmap(lambda x: escape(x, y))(real))(imaginary)


@jax.jit
def collatz(bound):
    def length(first):
        def step(state):
            n, steps = state
            return jnp.where(n % 2 == 0, n // 2, 3 * n + 1), steps + 1

        return lax.while_loop(lambda state: state[0] != 1, step, (first, 0))[1]

    def longer(first, best):
        steps = length(first)
        return lax.cond(steps > best[1], lambda: (first, steps), lambda: best)

    return lax.fori_loop(1, bound, longer, (1, 0))


@jax.jit
def edit_distance(left, right):
    def row(above, letter):
        def cell(before, across):
            corner, up, other = across
            cost = jnp.where(letter == other, 0, 1)
            found = jnp.minimum(jnp.minimum(up + 1, before + 1), corner + cost)
            return found, found

        first = above[0] + 1
        _, rest = lax.scan(cell, first, (above[:-1], above[1:], right))
        return jnp.concatenate([first[None], rest]), None

    return lax.scan(row, jnp.arange(len(right) + 1), left)[0][-1]


@jax.jit
def dithering(image):
    rows, cols = image.shape

    def pixel(j, state):
        image, i = state
        old = image[i, j]
        new = jnp.where(old > 127.0, 255.0, 0.0)
        error = old - new
        image = image.at[i, j].set(new)
        image = image.at[i, j + 1].add(error * 7.0 / 16.0, mode="drop")
        before = jnp.where(j > 0, j - 1, cols)  # beside the first column is nothing
        image = image.at[i + 1, before].add(error * 3.0 / 16.0, mode="drop")
        image = image.at[i + 1, j].add(error * 5.0 / 16.0, mode="drop")
        return image.at[i + 1, j + 1].add(error * 1.0 / 16.0, mode="drop"), i

    return lax.fori_loop(0, rows, lambda i, image: lax.fori_loop(0, cols, pixel, (image, i))[0], image)


@jax.jit
def checksum(data, polynomial):
    def byte(crc, current):
        def bit(_, state):
            crc, current = state
            odd = ((crc & 1) ^ (current & 1)) != 0
            return jnp.where(odd, (crc >> 1) ^ polynomial, crc >> 1), current >> 1

        return lax.fori_loop(0, 8, bit, (crc, current))[0], None

    crc, _ = lax.scan(byte, jnp.int64(0xFFFF), data.astype(jnp.int64))
    crc = ~crc & 0xFFFF
    return (crc << 8 | (crc >> 8 & 0xFF)) & 0xFFFF


@functools.partial(jax.jit, static_argnums=2)
def histogram(x, weights, parts):
    low, high = x.min(), x.max()
    places = jnp.minimum(((x - low) / (high - low) * parts).astype(jnp.int64), parts - 1)
    return jnp.zeros(parts, jnp.int64).at[places].add(1), jnp.zeros(parts).at[places].add(weights)


@jax.jit
def lu(a):
    places = jnp.arange(len(a))

    def step(k, a):
        factors = jnp.where(places > k, a[:, k] / a[k, k], 0.0)
        a = a - jnp.outer(factors, jnp.where(places > k, a[k], 0.0))
        return a.at[:, k].set(jnp.where(places > k, factors, a[:, k]))

    return lax.fori_loop(0, len(a), step, a)


@jax.jit
def cholesky(a):
    return jnp.linalg.cholesky(a) + jnp.triu(a, 1)


@jax.jit
def floyd_warshall(paths):
    def through(k, paths):
        return jnp.minimum(paths, paths[:, k, None] + paths[k])

    return lax.fori_loop(0, len(paths), through, paths)


@jax.jit
def k_means(points, centres, rounds):
    def again(_, state):
        _, centres = state
        apart = jnp.sum((points[:, None] - centres[None]) ** 2, axis=2)
        labels = jnp.argmin(apart, axis=1)
        sums = jnp.zeros_like(centres).at[labels].add(points)
        sizes = jnp.zeros(len(centres)).at[labels].add(1.0)
        means = sums / jnp.maximum(sizes, 1.0)[:, None]
        return labels, jnp.where(sizes[:, None] > 0, means, centres)

    return lax.fori_loop(0, rounds, again, (jnp.zeros(len(points), jnp.int64), centres))


@jax.jit
def n_body(positions, velocities, masses, steps):
    def step(_, state):
        positions, velocities = state
        apart = positions[None] - positions[:, None]
        scale = masses / (jnp.sum(apart**2, axis=2) + 0.01) ** 1.5
        velocities = velocities + 0.01 * jnp.sum(apart * scale[..., None], axis=1)
        return positions + 0.01 * velocities, velocities

    return lax.fori_loop(0, steps, step, (positions, velocities))[0]


@functools.partial(jax.jit, static_argnums=3)
def _row_sums(starts, columns, values, rows, x):
    row = jnp.searchsorted(starts, jnp.arange(len(values)), side="right") - 1
    return jax.ops.segment_sum(values * x[columns], row, num_segments=rows)


def csr_product(starts, columns, values, x):
    return _row_sums(starts, columns, values, len(starts) - 1, x)


@jax.jit
def rna_folding(bases):
    n = len(bases)
    places = jnp.arange(n)

    def cell(j, state):
        table, i = state
        pairs = (i < j - 1) & (bases[i] + bases[j] == 3)
        inside = table[jnp.minimum(i + 1, n - 1), j - 1] + pairs
        split = jnp.where((places > i) & (places < j), table[i] + jnp.roll(table[:, j], -1), 0)
        best = jnp.maximum(jnp.maximum(table[i, j - 1], table[jnp.minimum(i + 1, n - 1), j]), inside)
        return table.at[i, j].set(jnp.maximum(best, split.max()).astype(table.dtype)), i

    def row(back, table):
        i = n - 1 - back
        return lax.fori_loop(i + 1, n, cell, (table, i))[0]

    return lax.fori_loop(0, n, row, jnp.zeros((n, n), jnp.int32))
