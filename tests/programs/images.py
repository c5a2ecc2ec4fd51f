"""Image processing on small arrays: filters, dithering, morphology, labels."""

import numpy as np


def dither(image):
    out = image.astype(np.float64)
    rows, cols = out.shape
    for i in range(rows):
        for j in range(cols):
            old = out[i, j]
            new = 255.0 if old > 127 else 0.0
            out[i, j] = new
            err = old - new
            if j + 1 < cols:
                out[i, j + 1] += err * 7 / 16
            if i + 1 < rows:
                if j > 0:
                    out[i + 1, j - 1] += err * 3 / 16
                out[i + 1, j] += err * 5 / 16
                if j + 1 < cols:
                    out[i + 1, j + 1] += err / 16
    print(f"mean {out.mean():.2f}")
    return out


def box_blur(image, radius):
    rows, cols = image.shape
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            total = 0.0
            count = 0
            for di in range(-radius, radius + 1):
                for dj in range(-radius, radius + 1):
                    r, c = i + di, j + dj
                    if 0 <= r < rows and 0 <= c < cols:
                        total += image[r, c]
                        count += 1
            out[i, j] = total / count
    return out


def median3(image):
    out = image.copy()
    window = np.empty(9, image.dtype)
    for i in range(1, image.shape[0] - 1):
        for j in range(1, image.shape[1] - 1):
            k = 0
            for di in (-1, 0, 1):
                for dj in (-1, 0, 1):
                    window[k] = image[i + di, j + dj]
                    k += 1
            out[i, j] = np.sort(window)[4]
    return out


def convolve(image, kernel):
    kr, kc = kernel.shape
    rows = image.shape[0] - kr + 1
    cols = image.shape[1] - kc + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[i, j] = (image[i : i + kr, j : j + kc] * kernel).sum()
    return out


def sobel(image):
    gx = image[1:-1, 2:] - image[1:-1, :-2]
    gy = image[2:, 1:-1] - image[:-2, 1:-1]
    return np.sqrt(gx**2 + gy**2)


def threshold(image, level):
    mask = image > level
    image[mask] = 255
    image[~mask] = 0
    return mask.sum()


def otsu(histogram):
    total = 0
    weighted = 0.0
    for t in range(len(histogram)):
        total += histogram[t]
        weighted += t * histogram[t]
    below = 0
    sum_below = 0.0
    best = -1.0
    where = 0
    for t in range(len(histogram)):
        below += histogram[t]
        if below == 0:
            continue
        above = total - below
        if above == 0:
            break
        sum_below += t * histogram[t]
        difference = sum_below / below - (weighted - sum_below) / above
        between = below * above * difference**2
        if between > best:
            best = between
            where = t
    return where, best


def histogram256(image):
    counts = np.zeros(256, dtype=np.int64)
    for row in image:
        for value in row:
            counts[value] += 1
    return counts[:16], counts.sum()


def equalize(image, levels):
    counts = np.zeros(levels)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            counts[image[i, j]] += 1
    cdf = np.cumsum(counts)
    scale = (levels - 1) / cdf[-1]
    out = np.empty_like(image)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = int(cdf[image[i, j]] * scale)
    return out


def erode(mask):
    out = np.zeros_like(mask)
    rows, cols = mask.shape
    for i in range(1, rows - 1):
        for j in range(1, cols - 1):
            if mask[i, j] and mask[i - 1, j] and mask[i + 1, j] and mask[i, j - 1] and mask[i, j + 1]:
                out[i, j] = True
    return out


def dilate(mask):
    out = mask.copy()
    out[1:] |= mask[:-1]
    out[:-1] |= mask[1:]
    out[:, 1:] |= mask[:, :-1]
    out[:, :-1] |= mask[:, 1:]
    return out


def label(mask):
    labels = np.zeros(mask.shape, dtype=np.int32)
    current = 0
    for i in range(mask.shape[0]):
        for j in range(mask.shape[1]):
            if not mask[i, j]:
                continue
            up = labels[i - 1, j] if i > 0 else 0
            left = labels[i, j - 1] if j > 0 else 0
            if up == 0 and left == 0:
                current += 1
                labels[i, j] = current
            elif up and left and up != left:
                low, high = min(up, left), max(up, left)
                labels[i, j] = low
                labels[labels == high] = low
            else:
                labels[i, j] = max(up, left)
    return labels, current


def rotate(image, turns):
    for _ in range(turns % 4):
        image = image.T[::-1]
    return image


def mirror_in_place(image):
    for row in image:
        row[:] = row[::-1].copy()


def downsample(image, k):
    rows, cols = image.shape[0] // k, image.shape[1] // k
    out = np.zeros((rows, cols), dtype=np.float32)
    for i in range(rows):
        for j in range(cols):
            out[i, j] = image[i * k : (i + 1) * k, j * k : (j + 1) * k].mean()
    return out


def bilinear(image, y, x):
    i, j = int(y), int(x)
    if i < 0 or j < 0 or i + 1 >= image.shape[0] or j + 1 >= image.shape[1]:
        return 0.0
    fy, fx = y - i, x - j
    top = image[i, j] * (1 - fx) + image[i, j + 1] * fx
    bottom = image[i + 1, j] * (1 - fx) + image[i + 1, j + 1] * fx
    return top * (1 - fy) + bottom * fy


def mandelbrot(rows, cols, limit):
    out = np.zeros((rows, cols), dtype=np.int32)
    for i in range(rows):
        for j in range(cols):
            cr = -2.0 + 3.0 * j / cols
            ci = -1.0 + 2.0 * i / rows
            zr = zi = 0.0
            n = 0
            while n < limit and zr * zr + zi * zi <= 4.0:
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                n += 1
            out[i, j] = n
    return out


def brightness(image, factor):
    out = image * factor
    np.clip(out, 0, 255, out=out)
    return out.astype(np.uint8)


def alpha_blend(front, back, alpha):
    return (front * alpha + back * (1 - alpha)).astype(front.dtype)


def integral_image(image):
    total = np.zeros((image.shape[0] + 1, image.shape[1] + 1))
    for i in range(image.shape[0]):
        row = 0.0
        for j in range(image.shape[1]):
            row += image[i, j]
            total[i + 1, j + 1] = total[i, j + 1] + row
    return total


def run_length(row):
    lengths = np.zeros(len(row), dtype=np.int64)
    n = 0
    i = 0
    while i < len(row):
        j = i
        while j < len(row) and row[j] == row[i]:
            j += 1
        lengths[n] = j - i
        n += 1
        i = j
    return lengths[:n]


def connected_flow(height):
    rows, cols = height.shape
    flow = np.ones((rows, cols))
    order = np.argsort(height.ravel())[::-1]
    for k in order:
        i, j = k // cols, k % cols
        best = 0.0
        bi, bj = -1, -1
        for di in (-1, 0, 1):
            for dj in (-1, 0, 1):
                r, c = i + di, j + dj
                if r < 0 or r >= rows or c < 0 or c >= cols:
                    continue
                drop = height[i, j] - height[r, c]
                if drop > best:
                    best = drop
                    bi, bj = r, c
        if bi >= 0:
            flow[bi, bj] += flow[i, j]
    return flow


I = np.array([[10, 200, 130, 90], [250, 30, 60, 127], [128, 5, 255, 0], [77, 99, 180, 140]], np.uint8)  # noqa: E741
F = I / 255.0
CASES = [
    (dither, (I,), (F * 255,), (np.zeros((0, 3)),)),
    (box_blur, (F, 1), (I, 0), (F[:1], 2)),
    (median3, (I,), (F,)),
    (convolve, (F, np.ones((2, 3))), (I, np.array([[1, -1]]))),
    (sobel, (F,), (I,), (F.astype(np.float32),)),
    (threshold, (I, 100), (F, 0.5)),
    (otsu, (np.array([5, 9, 0, 2, 8, 7]),), (np.array([0, 4]),), (np.zeros(3),)),
    (histogram256, (I,), (I.astype(np.int64),), (np.array([[300]]),)),
    (equalize, (I // 64, 4), (np.array([[0, 1], [1, 1]]), 2)),
    (erode, (I > 50,), (I > 300,)),
    (dilate, (I > 200,),),
    (label, (I > 100,), (I > 300,)),
    (rotate, (I, 1), (F, 2), (F, 0), (F[:2], 3), (F, -1)),
    (mirror_in_place, (I,), (F.T,)),
    (downsample, (F, 2), (I, 3), (I, 5)),
    (bilinear, (F, 0.5, 1.25), (F, 2.0, 2.0), (F, 9, 1), (I, 0.5, 0.5)),
    (mandelbrot, (4, 6, 20), (1, 1, 5)),
    (brightness, (I, 1.5), (I, 0.5)),
    (alpha_blend, (I, I[::-1], 0.25), (F, F.T, 0.5)),
    (integral_image, (F,), (I,)),
    (run_length, (np.array([1, 1, 2, 2, 2, 3]),), (np.zeros(0),)),
    (connected_flow, (F,), (I.astype(float) + np.eye(4),)),
]
