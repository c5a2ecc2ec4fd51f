"""Error-diffusion dithering of a photograph (Floyd and Steinberg): scalar loops, writes in place."""

import numpy as np

import autograph as ag


@ag.function
def dithering(image):
    """Return the image in black and white, each pixel's error passed on to its neighbours."""
    out = image.astype(np.float64)
    rows, cols = out.shape
    for i in range(rows):
        for j in range(cols):
            old = out[i, j]
            new = 255.0 if old > 127 else 0.0
            out[i, j] = new
            error = old - new
            if j + 1 < cols:
                out[i, j + 1] += error * 7 / 16
            if i + 1 < rows:
                if j > 0:
                    out[i + 1, j - 1] += error * 3 / 16
                out[i + 1, j] += error * 5 / 16
                if j + 1 < cols:
                    out[i + 1, j + 1] += error * 1 / 16
    print(f"mean {out.mean():.2f}")
    return out


def example_arguments(rows=24, cols=32):
    return (np.add.outer(np.arange(rows) * 5, np.arange(cols) * 4).astype(np.uint8),)


def demo_arguments():
    """Return the portrait of Grace Hopper that matplotlib ships, in grey."""
    import matplotlib.cbook
    import matplotlib.image

    with matplotlib.cbook.get_sample_data("grace_hopper.jpg") as file:
        colours = matplotlib.image.imread(file, format="jpg")
    return (np.rint(colours @ np.array([0.299, 0.587, 0.114])).astype(np.uint8),)


def picture(image, result):
    """Return what is shown, as an array, and the name of its colour map."""
    return np.concatenate([image, result], axis=1), "gray"


if __name__ == "__main__":
    black_and_white = dithering(*example_arguments())
    print("\n".join("".join(" #"[int(pixel > 0)] for pixel in row) for row in black_and_white))
