"""Rows of array operations under loops and branches, in the idiom of JAX."""

import functools

import jax
import jax.numpy as jnp
from jax import lax


@jax.jit
def jacobi_2d(steps, a, b):
    def mean(z):
        return 0.2 * (z[1:-1, 1:-1] + z[1:-1, :-2] + z[1:-1, 2:] + z[2:, 1:-1] + z[:-2, 1:-1])

    def step(_, state):
        a, b = state
        b = b.at[1:-1, 1:-1].set(mean(a))
        return a.at[1:-1, 1:-1].set(mean(b)), b

    return lax.fori_loop(0, steps, step, (a, b))[0]


@jax.jit
def heat_3d(a, b, rounds):
    def step(_, a):
        middle = a[1:-1, 1:-1, 1:-1]
        spread = (
            0.125 * (a[2:, 1:-1, 1:-1] - 2.0 * middle + a[:-2, 1:-1, 1:-1])
            + 0.125 * (a[1:-1, 2:, 1:-1] - 2.0 * middle + a[1:-1, :-2, 1:-1])
            + 0.125 * (a[1:-1, 1:-1, 2:] - 2.0 * middle + a[1:-1, 1:-1, :-2])
        )
        return a.at[1:-1, 1:-1, 1:-1].set(spread + middle)

    return lax.fori_loop(0, rounds, step, a)


@jax.jit
def reaction_diffusion(a, b, feed, kill, steps):
    def laplacian(z):
        return z[:-2, 1:-1] + z[1:-1, :-2] - 4.0 * z[1:-1, 1:-1] + z[1:-1, 2:] + z[2:, 1:-1]

    def closed(z):
        z = z.at[0, :].set(z[-2, :])
        z = z.at[-1, :].set(z[1, :])
        z = z.at[:, 0].set(z[:, -2])
        return z.at[:, -1].set(z[:, 1])

    def step(_, state):
        a, b = state
        u, v = a[1:-1, 1:-1], b[1:-1, 1:-1]
        reaction = u * v * v
        du = 0.16 * laplacian(a) - reaction + feed * (1.0 - u)
        dv = 0.08 * laplacian(b) + reaction - (feed + kill) * v
        return closed(a.at[1:-1, 1:-1].add(du)), closed(b.at[1:-1, 1:-1].add(dv))

    return lax.fori_loop(0, steps, step, (a, b))


def _pressure(p, b, dx, dy):
    def again(_, p):
        new = ((p[1:-1, 2:] + p[1:-1, :-2]) * dy**2 + (p[2:, 1:-1] + p[:-2, 1:-1]) * dx**2) / (
            2 * (dx**2 + dy**2)
        )
        p = p.at[1:-1, 1:-1].set(new - dx**2 * dy**2 / (2 * (dx**2 + dy**2)) * b[1:-1, 1:-1])
        p = p.at[:, -1].set(p[:, -2])
        p = p.at[0, :].set(p[1, :])
        p = p.at[:, 0].set(p[:, 1])
        return p.at[-1, :].set(0.0)

    return lax.fori_loop(0, 10, again, p)


def _moved(w, u, v, gradient, dt, dx, dy, nu):
    middle = w[1:-1, 1:-1]
    return (
        middle
        - u[1:-1, 1:-1] * dt / dx * (middle - w[1:-1, :-2])
        - v[1:-1, 1:-1] * dt / dy * (middle - w[:-2, 1:-1])
        - gradient
        + nu * dt / dx**2 * (w[1:-1, 2:] - 2 * middle + w[1:-1, :-2])
        + nu * dt / dy**2 * (w[2:, 1:-1] - 2 * middle + w[:-2, 1:-1])
    )


@jax.jit
def navier_stokes(u, v, p, steps, dt, dx, dy, rho, nu):
    def step(_, state):
        u, v, p = state
        across = (u[1:-1, 2:] - u[1:-1, :-2]) / (2 * dx)
        along = (v[2:, 1:-1] - v[:-2, 1:-1]) / (2 * dy)
        turn = (u[2:, 1:-1] - u[:-2, 1:-1]) / (2 * dy) * (v[1:-1, 2:] - v[1:-1, :-2]) / (2 * dx)
        source = rho * ((across + along) / dt - across**2 - 2.0 * turn - along**2)
        p = _pressure(p, jnp.zeros_like(u).at[1:-1, 1:-1].set(source), dx, dy)
        sideways = dt / (2 * rho * dx) * (p[1:-1, 2:] - p[1:-1, :-2])
        upwards = dt / (2 * rho * dy) * (p[2:, 1:-1] - p[:-2, 1:-1])
        new_u = u.at[1:-1, 1:-1].set(_moved(u, u, v, sideways, dt, dx, dy, nu))
        new_v = v.at[1:-1, 1:-1].set(_moved(v, u, v, upwards, dt, dx, dy, nu))
        new_u = new_u.at[0, :].set(0.0).at[:, 0].set(0.0).at[:, -1].set(0.0).at[-1, :].set(1.0)
        new_v = new_v.at[0, :].set(0.0).at[-1, :].set(0.0).at[:, 0].set(0.0).at[:, -1].set(0.0)
        return new_u, new_v, p

    return lax.fori_loop(0, steps, step, (u, v, p))


@jax.jit
def convolution(images, filters, bias):
    kinds = ("NHWC", "HWIO", "NHWC")
    out = lax.conv_general_dilated(images, filters, (1, 1), "VALID", dimension_numbers=kinds)
    out = jnp.maximum(out + bias, 0.0)
    return lax.reduce_window(out, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


@functools.partial(jax.jit, static_argnums=(0, 1))
def escape_time(width, height, rounds):
    """No array shrinks in JAX: what has escaped is computed on, and not counted."""
    x = jnp.linspace(-2.0, 0.6, width)
    y = jnp.linspace(-1.2, 1.2, height)
    c = x + y[:, None] * 1j

    def step(i, state):
        z, counts = state
        z = z * z + c
        out = (z.real * z.real + z.imag * z.imag > 4.0) & (counts == 0)
        return jnp.where(counts > 0, 0.0, z), jnp.where(out, i + 1, counts)

    return lax.fori_loop(0, rounds, step, (c, jnp.zeros(c.shape, jnp.int64)))[1]


@jax.jit
def matrix_power(a, exponent):
    def step(state):
        result, a, exponent = state
        return jnp.where(exponent % 2 == 1, result @ a, result), a @ a, exponent // 2

    state = jnp.eye(len(a)), a, exponent
    return lax.while_loop(lambda state: state[2] > 0, step, state)[0]


@jax.jit
def mean_conditional(x):
    return lax.cond(jnp.mean(x) > 0.5, lambda x: jnp.sqrt(x) + x * 2.0, lambda x: jnp.exp(x) - x / 2.0, x)


@jax.jit
def fourier(x):
    n = len(x)
    bits = n.bit_length() - 1
    places = jnp.arange(n)
    turned = jnp.zeros(n, places.dtype)
    for b in range(bits):
        turned |= (places >> b & 1) << (bits - 1 - b)
    y = jnp.zeros_like(x).at[turned].set(x)
    for stage in range(bits):
        half = 1 << stage
        parts = y.reshape(-1, 2, half)
        other = parts[:, 1] * jnp.exp(-1j * jnp.pi * jnp.arange(half) / half)
        y = jnp.stack([parts[:, 0] + other, parts[:, 0] - other], axis=1).reshape(-1)
    return y
