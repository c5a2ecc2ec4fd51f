"""Graph in, the Python source of a kernel out; nothing here needs Numba."""

from autograph.runtime.codegen.generate import generate, kernel_source

__all__ = ["generate", "kernel_source"]
