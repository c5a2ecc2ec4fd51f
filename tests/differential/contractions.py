"""Sums of products along named axes, and what is made of them."""

import numpy as np


def products(a, b):
    return np.einsum("ij,jk->ik", a, b), np.einsum("ij,jk", a, b), np.einsum("ij,jk->ki", a, b, optimize=True)


def batches(a, b):
    return np.einsum("bij,bjk->bik", a, b), np.einsum("bij,bjk->ikb", a, b), np.einsum("bij,bjk->b", a, b)


def forms(m, v):
    return (
        np.einsum("i,ij,j->", v, m, v),
        np.einsum("ij,j->i", m, v),
        np.einsum("ii", m),
        np.einsum("ii,i->i", m, v),
    )


def sums(m, v):
    return (
        np.einsum("ij->j", m),
        np.einsum("ij->", m),
        np.einsum("i,j->ji", v, v),
        np.einsum("ijkj->ik", np.multiply.outer(m, m)),
    )


def views(m):
    flipped = np.einsum("ij->ji", m)
    flipped[0] = 7
    return flipped, m


def gates(state, gate, count):
    for k in range(count):
        state = np.einsum("ab,ibj->iaj", gate, state.reshape(2**k, 2, -1)).reshape(-1)
    return state


def sizes_by_chance(state, count):
    gate = np.array([[1.0, 1.0], [1.0, -1.0]])
    for k in range(count):
        state = np.einsum("...ab,ibj->iaj", gate, state.reshape(2**k, 2, -1)).reshape(-1)
    return state


def relatives(a, b):
    return (
        np.tensordot(a, b, axes=1),
        np.tensordot(a, b.T, axes=([1, 0], [1, 0])),
        np.inner(a, b.T),
        np.kron(a, b),
    )


def one_row_for_all(a, b):
    return np.einsum("ij,jk->ik", a, b), np.einsum("ij,ik->", a, b.T)


def vectors(a, b):
    return np.inner(a, b), np.vdot(a, b), np.kron(a, b), np.tensordot(a, b, axes=0)


M = np.arange(12.0).reshape(3, 4) - 5
S = np.arange(9.0).reshape(3, 3) - 2
T = np.arange(24.0).reshape(2, 3, 4)

CASES = [
    (products, (M, M.T), (M.astype("f4"), M.T), (M.astype("i1"), M.T.astype("i1")), (M, M), (M[:, :0], M[:, :0].T), (M + 1j, M.T),
     (M[:1], M.T[:, :1]), (M, M.T[:1])),
    (batches, (T, T.swapaxes(1, 2)), (T.astype(int), T.swapaxes(1, 2).astype(int)), (T, T)),
    (forms, (S, S[0]), (S.astype("u1"), S[0].astype("u1")), (S, S[0, :2])),
    (sums, (S, S[0]), (S.astype("i1"), S[1]), (S > 0, S[0] > 0)),
    (views, (M,)),
    (gates, (np.arange(8.0), S[:2, :2], 3), (np.arange(4) + 1j, S[:2, :2], 2)),
    (sizes_by_chance, (np.arange(8.0), 3), (np.arange(16.0), 4)),
    (relatives, (M, M.T), (M.astype(int), M.T.astype("i2")), (M, M)),
    (one_row_for_all, (M[:, :1], M.T), (M, M.T[:1]), (M, M.T)),
    (vectors, (M[0], M[1]), (M[0] + 1j, M[1] - 2j), (M[0], M[0, :3]), (M[0] > 0, M[1] > 0)),
]  # fmt: skip
