"""Tracing: converted code runs once on handles; what it does to them becomes a graph."""
