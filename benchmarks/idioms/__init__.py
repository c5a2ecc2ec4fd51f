"""The rows as users of another library write them: a function a row, its arguments and results alike.

They take the library's own arrays; what a row's kernel changes in place, they return.
"""
