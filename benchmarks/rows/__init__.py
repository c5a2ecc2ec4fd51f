"""The programs that are measured, one a module.

A module holds ``kernel`` and the functions it calls, in plain NumPy, and ``arguments(size)`` for a size
of ``"small"``, ``"medium"`` or ``"large"``. ``ARRAYS_ONLY = True`` says that the kernel consists of
array operations alone, so that it runs with ``jax.numpy`` in the place of ``numpy``. ``work(*arguments)``,
where it can be counted, is how many floating-point operations a call makes, a function counting as one, and
how many bytes memory has to give and take at least.
"""
