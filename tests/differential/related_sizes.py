"""Functions of NumPy's whose arguments must fit each other, with sizes that the program works out."""

import numpy as np


def flat_counts(x, k):
    places = x.astype(int).ravel()
    return np.bincount(places, minlength=20), np.bincount(places, weights=x.ravel(), minlength=2 * k)


def more_points_than_values(x, k):
    n = len(x)
    return np.interp(np.linspace(0, 1, k * n), np.linspace(0, 1, n - 1), x[:-1, 1])


def repeated_by_place(x, k):
    return np.repeat(x[0], np.arange(x.shape[1]))


def system_of_all_elements(x, k):
    n, m = x.shape
    table = 2 * np.eye(n * m)
    return np.linalg.solve(table, x.ravel()), np.linalg.solve(table, x.reshape(n * m, 1))


def system_of_a_number(x, k):
    table = np.zeros((2 * k, 2 * k)) + np.eye(2 * k)
    return np.linalg.solve(table, np.ones(2 * k)), np.linalg.det(table[:k, :k])


def blocks(x, k):
    return np.block([[x, x], [np.zeros((k, 2 * x.shape[1]))]])


def lagged(x, k):
    y = np.sin(x.flatten())
    return np.corrcoef(y[:-k], y[k:])[0, 1], np.cov(y[1:], y[:-1])


def largest_taken_out(x, k):
    for _ in range(k):
        x = np.delete(x, np.argmax(x[0]), axis=1)
    return x


def pairs_collected(x, k):
    found = np.empty((0, 2))
    for value in x[0]:
        if value > k:
            found = np.append(found, [[value, -value]], axis=0)
    return found, np.append(x, k), np.append(x[0], x[1])


def histogram_by_edges(x, k):
    edges = np.linspace(0, 9, k + 1)
    counts, _ = np.histogram(x, bins=edges)
    return counts / np.diff(edges), np.interp(x[0], edges, np.cumsum(np.concatenate([[0], counts])))


def there_and_back(x, k):
    row = x[0]
    return np.fft.irfft(np.fft.rfft(row), row.size) * k


def windows_as_a_matrix(x, k):
    row = x[0]
    count = len(row) - 1
    table = np.array([row[i : i + 2] for i in range(count)]).T
    u, s, v = np.linalg.svd(table, full_matrices=False)
    return (u[:, :k] * s[:k]) @ v[:k]


X = np.arange(12.0).reshape(3, 4)
CASES = [
    (function, (X, 2), (X[:, :3].copy(), 1), (X.T.copy(), 2))
    for function in (
        flat_counts,
        more_points_than_values,
        repeated_by_place,
        system_of_all_elements,
        system_of_a_number,
        blocks,
        lagged,
        largest_taken_out,
        pairs_collected,
        histogram_by_edges,
        there_and_back,
        windows_as_a_matrix,
    )
]
