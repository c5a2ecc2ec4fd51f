"""Statistics and data handling: means, tests, clustering, regression, resampling."""

import math

import numpy as np


def running_mean_variance(data):
    n = 0
    mean = 0.0
    m2 = 0.0
    for x in data:
        n += 1
        delta = x - mean
        mean += delta / n
        m2 += delta * (x - mean)
    if n < 2:
        return mean, float("nan")
    return mean, m2 / (n - 1)


def median(data):
    s = np.sort(data)
    n = len(s)
    if n == 0:
        raise ValueError("median of empty data")
    if n % 2 == 1:
        return s[n // 2]
    return (s[n // 2 - 1] + s[n // 2]) / 2


def mode(data):
    best = data[0]
    most = 0
    for x in data:
        count = 0
        for y in data:
            if x == y:
                count += 1
        if count > most or (count == most and x < best):
            best, most = x, count
    return best, most


def moving_average(a, k):
    if k < 1 or k > len(a):
        raise ValueError(f"window {k} does not fit {len(a)} values")
    out = np.empty(len(a) - k + 1)
    s = a[:k].sum()
    out[0] = s / k
    for i in range(k, len(a)):
        s += a[i] - a[i - k]
        out[i - k + 1] = s / k
    return out


def linear_regression(x, y):
    n = len(x)
    sx = sy = sxx = sxy = 0.0
    for i in range(n):
        sx += x[i]
        sy += y[i]
        sxx += x[i] * x[i]
        sxy += x[i] * y[i]
    bottom = n * sxx - sx * sx
    if bottom == 0:
        print("degenerate data")
        return None
    slope = (n * sxy - sx * sy) / bottom
    return slope, (sy - slope * sx) / n


def correlation(x, y):
    dx = x - x.mean()
    dy = y - y.mean()
    return (dx * dy).sum() / np.sqrt((dx**2).sum() * (dy**2).sum())


def k_means(points, centers, rounds):
    labels = np.zeros(len(points), dtype=np.int64)
    for r in range(rounds):
        changed = 0
        for i in range(len(points)):
            best = -1
            nearest = np.inf
            for c in range(len(centers)):
                d = ((points[i] - centers[c]) ** 2).sum()
                if d < nearest:
                    nearest = d
                    best = c
            if labels[i] != best:
                labels[i] = best
                changed += 1
        for c in range(len(centers)):
            members = labels == c
            if members.any():
                centers[c] = points[members].mean(axis=0)
        print(f"round {r}: {changed} changed")
        if changed == 0:
            break
    return labels


def nearest_neighbour(train, labels, point, k):
    distances = np.sqrt(((train - point) ** 2).sum(axis=1))
    order = np.argsort(distances)[:k]
    votes = np.zeros(labels.max() + 1, dtype=int)
    for i in order:
        votes[labels[i]] += 1
    return np.argmax(votes), votes


def histogram(data, lo, hi, bins):
    counts = np.zeros(bins, dtype=np.int64)
    outside = 0
    width = (hi - lo) / bins
    for x in data:
        if x < lo or x >= hi:
            outside += 1
            continue
        counts[int((x - lo) / width)] += 1
    return counts, outside


def chi_squared(observed, expected):
    total = 0.0
    for o, e in zip(observed, expected):
        if e <= 0:
            raise ZeroDivisionError("expected count must be positive")
        total += (o - e) ** 2 / e
    return total


def rank(data):
    order = np.argsort(data, kind="stable")
    ranks = np.empty(len(data))
    i = 0
    while i < len(data):
        j = i
        while j + 1 < len(data) and data[order[j + 1]] == data[order[i]]:
            j += 1
        for k in range(i, j + 1):
            ranks[order[k]] = (i + j) / 2 + 1
        i = j + 1
    return ranks


def mann_whitney(a, b):
    u = 0.0
    for x in a:
        for y in b:
            if x > y:
                u += 1
            elif x == y:
                u += 0.5
    return u


def perceptron(x, y, w, epochs):
    for epoch in range(epochs):
        errors = 0
        for i in range(len(x)):
            guess = 1 if x[i] @ w > 0 else -1
            if guess != y[i]:
                w += y[i] * x[i]
                errors += 1
        if not errors:
            print("separated in epoch", epoch)
            return w
    print("not separable")
    return w


def logistic_step(x, y, w, rate, rounds):
    loss = 0.0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (p - y) / len(y)
        w = w - rate * gradient
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return w, loss


def kalman(measurements, q, r):
    x = measurements[0]
    p = 1.0
    out = np.zeros(len(measurements))
    for i, z in enumerate(measurements):
        p += q
        gain = p / (p + r)
        x += gain * (z - x)
        p *= 1 - gain
        out[i] = x
    return out, p


def outliers(data, limit):
    mean = data.mean()
    spread = data.std()
    if spread == 0:
        return 0, data
    keep = np.abs(data - mean) / spread <= limit
    return (~keep).sum(), data[keep]


def quantile(data, q):
    if not 0 <= q <= 1:
        raise ValueError(f"quantile {q} is not between 0 and 1")
    s = np.sort(data)
    place = q * (len(s) - 1)
    low = int(math.floor(place))
    high = min(low + 1, len(s) - 1)
    return s[low] + (place - low) * (s[high] - s[low])


def bootstrap(data, picks):
    means = np.zeros(len(picks))
    for i in range(len(picks)):
        total = 0.0
        for j in picks[i]:
            total += data[j]
        means[i] = total / picks.shape[1]
    means.sort()
    return means[0], means[-1], means.mean()


def reservoir(stream, k, numbers):
    kept = stream[:k].copy()
    for i in range(k, len(stream)):
        j = numbers[i] % (i + 1)
        if j < k:
            kept[j] = stream[i]
    return kept


def entropy(counts):
    total = counts.sum()
    h = 0.0
    for c in counts:
        if c > 0:
            p = c / total
            h -= p * math.log2(p)
    return h


def confusion(truth, guess, n):
    m = np.zeros((n, n), dtype=np.int32)
    for t, g in zip(truth, guess):
        m[t, g] += 1
    correct = 0
    for i in range(n):
        correct += m[i, i]
    print(m)
    return correct / len(truth)


def autocorrelation(x, lags):
    x = x - x.mean()
    c0 = (x * x).sum()
    out = []
    for k in range(lags):
        out.append((x[: len(x) - k] * x[k:]).sum() / c0)
    return np.array(out)


def exponential_smoothing(data, alpha):
    level = data[0]
    smooth = np.zeros_like(data)
    for i in range(len(data)):
        level = alpha * data[i] + (1 - alpha) * level
        smooth[i] = level
    return smooth


def count_missing(data):
    missing = 0
    total = 0.0
    for x in data:
        if math.isnan(x):
            missing += 1
            continue
        total += x
    if missing == len(data):
        print("nothing but missing values")
        return missing, None
    return missing, total / (len(data) - missing)


def normalise_columns(m):
    for j in range(m.shape[1]):
        column = m[:, j]
        lo, hi = column.min(), column.max()
        if hi > lo:
            column -= lo
            column /= hi - lo
        else:
            column[:] = 0.0


X = np.array([[1.0, 2.0], [1.5, 1.8], [8.0, 8.0], [9.0, 11.0], [1.0, 0.5]])
D = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0])
CASES = [
    (running_mean_variance, (D,), (D[:1],), (np.zeros(0),), (np.array([1, 2, 4]),)),
    (median, (D,), (D[:3],), (np.zeros(0),), (np.array([1, 2, 4]),)),
    (mode, (D,), (np.array([2, 2, 1, 1]),)),
    (moving_average, (D, 3), (D, 9), (D, 0), (np.arange(5), 5)),
    (linear_regression, (D, D * 2 + 1), (np.ones(3), np.ones(3)), (np.arange(4), D[:4])),
    (correlation, (D, D[::-1]), (D, D)),
    (k_means, (X, X[:2].copy(), 10), (X, X[2:].copy(), 1)),
    (nearest_neighbour, (X, np.array([0, 0, 1, 1, 0]), np.array([2.0, 2.0]), 3),),
    (histogram, (D, 0.0, 6.0, 3), (D, 1, 2, 1), (np.zeros(0), 0.0, 1.0, 2)),
    (chi_squared, (np.array([10, 20, 30]), np.array([15.0, 15.0, 30.0])), (np.array([1]), np.array([0]))),
    (rank, (D,), (np.array([2, 2, 2]),)),
    (mann_whitney, (D[:4], D[4:]), (np.array([1, 2]), np.array([2, 2]))),
    (perceptron, (X, np.array([-1, -1, 1, 1, -1]), np.zeros(2), 20), (X, np.array([1, -1, 1, -1, 1]), np.zeros(2), 3)),
    (logistic_step, (X, np.array([0, 0, 1, 1, 0]), np.zeros(2), 0.1, 5),),
    (kalman, (D, 0.01, 0.5), (D[:1], 0, 1)),
    (outliers, (D, 1.5), (np.ones(3), 1.0)),
    (quantile, (D, 0.25), (D, 1), (D, 0), (D, 1.5)),
    (bootstrap, (D, np.array([[0, 1, 2], [3, 3, 7]])), (D, np.array([[0, 8]]))),
    (reservoir, (np.arange(8), 3, np.array([5, 1, 7, 4, 2, 9, 3, 8])), (D, 8, np.arange(8))),
    (entropy, (np.array([4, 4, 8]),), (np.array([0, 3]),)),
    (confusion, (np.array([0, 1, 2, 2]), np.array([0, 2, 2, 1]), 3), (np.array([0]), np.array([5]), 2)),
    (autocorrelation, (D, 3), (D, 0)),
    (exponential_smoothing, (D, 0.3), (np.array([1, 5, 9]), 0.5)),
    (count_missing, (np.array([1.0, np.nan, 3.0]),), (np.array([np.nan]),), (np.zeros(2),)),
    (normalise_columns, (X,), (np.ones((2, 2)),), (X.T,)),
]
OPTIONS = {"logistic_step": {"ulps": 8}, "entropy": {"ulps": 2}}
