"""The dataflow graph, the passes over it, and the two backends that run it."""
