"""Times and memory of eager NumPy, Numba, other compilers and autograph on the same programs, in one run."""
