"""Stands before the package of this name in every process that the tests start.

jsonschema asks for it, and does without where it is missing. It builds its grammars when it is
loaded: three seconds in each process that reads a notebook, and no notebook needs them.
"""

raise ImportError("not wanted in a test")
