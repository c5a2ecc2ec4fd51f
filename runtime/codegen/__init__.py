"""Graph in, the Python source of a kernel out (`generate`); and what runs that source."""
