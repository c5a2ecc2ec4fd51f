"""The cyclic redundancy check of bytes, bit by bit."""

import numpy as np


def kernel(data, polynomial):
    crc = 0xFFFF
    for byte in data:
        current = 0xFF & int(byte)
        for _ in range(8):
            if (crc & 1) ^ (current & 1):
                crc = (crc >> 1) ^ polynomial
            else:
                crc >>= 1
            current >>= 1
    crc = ~crc & 0xFFFF
    return (crc << 8 | (crc >> 8 & 0xFF)) & 0xFFFF


def arguments(size):
    n = {"small": 16, "medium": 2000, "large": 100_000}[size]
    return np.random.default_rng(0).integers(0, 256, n, dtype=np.uint8), 0x8408
