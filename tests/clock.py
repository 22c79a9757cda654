"""Time that a test measures: the processor's, which does not grow when the machine is busy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done inside takes at most so many seconds of this process's own work."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds
