"""One module a command: `add` describes its arguments, `run` carries it out and returns the exit code.

Heavy modules are imported inside `run`, so that `tutor --help` is quick.
"""
