"""Programs as users write them: plain NumPy and Python, with one decorator.

Every module holds a function of the module's own name and ``example_arguments()``, which gives
arguments for it; the tests call it with them eagerly and as a graph and compare.
"""
