"""A teacher hands out, collects, grades, and sees what the class got wrong.

Answers are data here. Nothing of a student's is run, imported or unpickled.
"""

from alliance import corpus


def sentence(key: str, /, **gaps: object) -> str:
    """What a teacher is told, out of ``data/teacher.json``, with its gaps filled."""
    return str(corpus.loaded("teacher.json")[key]).format(**gaps)
