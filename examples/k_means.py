"""k-means clustering: repeat until no point changes its cluster."""

import numpy as np

import autograph as ag


@ag.function
def k_means(points, centres, rounds=100):
    """Return the centres, each point's cluster, and the number of rounds."""
    centres = centres.copy()
    labels = np.full(len(points), -1)
    taken = 0
    while taken < rounds:
        taken += 1
        changed = 0
        for i in range(len(points)):
            best = np.inf
            label = 0
            for k in range(len(centres)):
                distance = 0.0
                for d in range(points.shape[1]):
                    distance += (points[i, d] - centres[k, d]) ** 2
                if distance < best:
                    best = distance
                    label = k
            if labels[i] != label:
                labels[i] = label
                changed += 1
        if changed == 0:
            break
        for k in range(len(centres)):
            members = labels == k
            count = members.sum()
            if count > 0:
                centres[k] = (points * members[:, np.newaxis]).sum(axis=0) / count
    return centres, labels, taken


def example_arguments(count=150):
    random = np.random.default_rng(11)
    middles = np.array([[0.0, 0.0], [4.0, 4.0], [0.0, 5.0]])
    points = np.concatenate([random.normal(middle, 0.8, (count, 2)) for middle in middles])
    return points, points[[0, 1, 2]]


if __name__ == "__main__":
    found, _, needed = k_means(*example_arguments(2000))
    print(f"after {needed} rounds:")
    print(found.round(3))
