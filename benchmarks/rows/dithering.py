"""Error diffusion (Floyd and Steinberg): each pixel depends on those before it."""

import numpy as np


def kernel(image):
    rows, cols = image.shape
    for i in range(rows):
        for j in range(cols):
            old = image[i, j]
            new = 255.0 if old > 127.0 else 0.0
            image[i, j] = new
            error = old - new
            if j + 1 < cols:
                image[i, j + 1] += error * 7.0 / 16.0
            if i + 1 < rows:
                if j > 0:
                    image[i + 1, j - 1] += error * 3.0 / 16.0
                image[i + 1, j] += error * 5.0 / 16.0
                if j + 1 < cols:
                    image[i + 1, j + 1] += error * 1.0 / 16.0
    return image


def arguments(size):
    n = {"small": 16, "medium": 128, "large": 512}[size]
    return (np.random.default_rng(0).random((n, n)) * 255.0,)


def work(image):
    return 12 * image.size, 2 * image.nbytes
