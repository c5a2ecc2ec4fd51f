"""Pure functions of a tree: which names are bound, read, written, live, surely assigned."""
