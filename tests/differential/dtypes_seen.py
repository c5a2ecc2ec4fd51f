"""Memory seen as another dtype: `view`, `getfield` and `byteswap`."""

import numpy as np


def bits(x):
    return x.view(np.int64), x.view(dtype=np.uint64) >> np.uint64(52), x.view(type=np.ndarray)


def bytes_written(x):
    seen = x.view(np.uint8)
    seen[0] = 7
    seen[-1] ^= 0x80
    return seen, x.sum()


def inverse_root(x):
    y = x.astype(np.float32)
    i = np.int32(0x5F3759DF) - (y.view(np.int32) >> 1)
    z = i.view(np.float32)
    return z * (np.float32(1.5) - np.float32(0.5) * y * z * z)


def pairs_as_complex(x):
    z = x.view(np.complex128)
    z[0] = 2 + 3j
    z *= 1j
    return z, x


def parts_of_complex(z):
    r = z.view(np.float64)
    r[1::2] = 0
    return r


def of_no_other_type(x):
    v = x.view()
    v[0] = 5
    return v, v is x, x


def numbers(x):
    return np.float64(x[0]).view(np.int64), x[1].view(np.uint64)


def mixed(x):
    s = 0
    for i in range(len(x)):
        s ^= int(x[i].view(np.int64))
    return s


def hashed(x):
    h = 14695981039346656037
    for b in x.view(np.uint8):
        h = ((h ^ int(b)) * 1099511) % 2**31
    return h


def in_a_loop(x, n):
    b = x.view(np.uint8)
    for i in range(n):
        b[i] = i
    return x


def on_a_path(x, flag):
    v = x
    if flag > 0:
        v = x.view(np.int64)
    return v


def of_a_mask(x):
    m = (x > 0).view(np.uint8)
    m += 1
    return m


def of_views(a):
    v = a[1:].view(np.int64)[::2]
    v[...] = 0
    return v, a.T.view(np.int64)


def swapped(x):
    y = x.byteswap()
    return y, y.view("i8"), x.getfield(np.int32, 4)


def swapped_in_place(x):
    y = x.byteswap(True)
    return y is x, x


def parts_swapped_in_place(x):
    x.byteswap(True)
    rows, columns = np.tril_indices(2)
    rows.byteswap(inplace=True)
    return x[:2], rows, columns


def smaller(a):
    v = a.view(np.float32)
    v[:, ::2] = 0
    return v.shape, v


def as_records(x):
    return x.view("i4,i4")


X = np.arange(1, 7) * 1.5
A = np.arange(24.0).reshape(4, 6)
CASES = [
    (bits, (X,), (X[::2],), (X[:0],), (A,), (A.T,), (np.arange(3),), (np.float64(2.5),)),
    (bytes_written, (X,), (X[:1],), (A.T[0],), (A,)),
    (inverse_root, (X,), (A,)),
    (pairs_as_complex, (X,), (X[:5],), (X[::2],)),
    (parts_of_complex, (X + 1j,), ((X + 1j)[::2],)),
    *((f, (X,), (X[::-1],)) for f in (of_no_other_type, numbers, mixed, hashed, of_a_mask, swapped)),
    (swapped_in_place, (X,)),
    (parts_swapped_in_place, (X,), (X[::-1],)),
    (in_a_loop, (X, 0), (X, 5), (X, 100)),
    (on_a_path, (X, 0), (X, 1)),
    (of_views, (A,), (A.T,)),
    (smaller, (A,), (A[:, ::2],), (A.T,), (np.asfortranarray(A),)),
    (as_records, (X,)),
]
PYTHON = {"smaller", "as_records"}
