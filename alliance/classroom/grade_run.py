"""Grade many files: in this process, or in batches on several cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from alliance.classroom.collect import Item
from alliance.classroom.grade import Row, failed, rows

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

BATCH = 50
_WORTH_IT = 500  # files from which a second process pays for its start


def default_jobs(files: int) -> int:
    """One process for a class, every core for a faculty."""
    return 1 if files < _WORTH_IT else os.cpu_count() or 1


def run(items: Iterable[Item], wanted: tuple[str, ...] = (), jobs: int = 1) -> Iterator[Row]:
    """A row per item, in order. wanted: numbers of units that every row is to be about."""
    if jobs < 2:
        for batch in batches(items):
            yield from rows(batch, wanted)
    else:
        yield from _parallel(batches(items), wanted, jobs)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of a size that is worth sending to a worker."""
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        yield batch


def _parallel(waves: Iterable[list[Item]], wanted: tuple[str, ...], jobs: int) -> Iterator[Row]:
    pool = _pool(jobs)
    waiting: deque[tuple[list[Item], Future[Any]]] = deque()
    try:
        for batch in waves:
            waiting.append((batch, pool.submit(rows, batch, wanted)))
            # A short queue: finished rows must not pile up before they are taken.
            if len(waiting) > 3 * jobs:
                pool, made = _taken(pool, waiting, wanted, jobs)
                yield from made
        while waiting:
            pool, made = _taken(pool, waiting, wanted, jobs)
            yield from made
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # A class is graded in one process, which shall not wait for what only many need.
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs)


def _taken(
    pool: ProcessPoolExecutor,
    waiting: deque[tuple[list[Item], Future[Any]]],
    wanted: tuple[str, ...],
    jobs: int,
) -> tuple[ProcessPoolExecutor, list[Row]]:
    """The oldest batch's rows. A worker that died costs one row, not the run."""
    from concurrent.futures.process import BrokenProcessPool

    batch, future = waiting.popleft()
    try:
        return pool, future.result()
    except BrokenProcessPool:
        made = [row for item in batch for row in _alone(item, wanted)]
        fresh = _pool(jobs)
        for place, (later, _) in enumerate(waiting):
            waiting[place] = (later, fresh.submit(rows, later, wanted))
        return fresh, made


def _alone(item: Item, wanted: tuple[str, ...]) -> list[Row]:
    """One file in a process of its own."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(rows, [item], wanted).result()
        except BrokenProcessPool:
            return [failed(item, "reading it stopped the program; the others are graded.")]
