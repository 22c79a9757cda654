"""The question room: answers checked at once, with feedback that teaches.

``session`` is what a student types; ``judge`` is the pure function under it, which the gradebook
calls too; ``kinds`` are the kinds of answers; ``seal`` keeps the key unreadable; ``compile`` is the
author's side.
"""

from alliance.questions.session import check, hint, points, progress, reveal

__all__ = ["check", "hint", "points", "progress", "reveal"]
