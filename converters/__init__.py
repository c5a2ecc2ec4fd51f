"""Python's syntax tree in, one in which every construct is a call of an operator out (`conversion`)."""
