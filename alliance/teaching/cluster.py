"""Grading on a Dask cluster, for thousands of hand-ins."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from alliance.errors import Told
from alliance.teaching.collect import Item
from alliance.teaching.grade import Row, batches, failed, rows

if TYPE_CHECKING:
    from distributed import Client, Future


_AHEAD = 3  # batches per thread of the cluster that wait: memory must not grow with the class


class NoCluster(Told):
    """There is nothing to compute on; the message says what to do."""


def run(items: Iterable[Item], wanted: tuple[str, ...], address: str) -> Iterator[Row]:
    """A row per item, in order, computed by the cluster whose scheduler is at ``address``.

    Raises :class:`NoCluster` before the first row where the cluster can't be used.
    """
    with _client(address) as client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoCluster(f"the cluster at {address} has no workers. Start some, then try again.")
        waiting: deque[tuple[list[Item], Future]] = deque()
        for batch in batches(items):
            waiting.append((batch, client.submit(rows, batch, wanted, pure=False)))
            if len(waiting) > _AHEAD * threads:
                yield from _taken(*waiting.popleft())
        while waiting:
            yield from _taken(*waiting.popleft())


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(
            'this needs Dask. Run: python -m pip install -e ".[classroom]"; or use --jobs.'
        ) from None
    try:
        return Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise NoCluster(
            f"no Dask scheduler answers at {address} ({type(error).__name__}). "
            "An address looks like tcp://10.0.0.5:8786."
        ) from None


def _taken(batch: list[Item], future: Future) -> list[Row]:
    """The rows of a batch. What the cluster could not do costs that batch's rows only."""
    try:
        made: list[Row] = future.result()
    except Exception as fault:
        told = f"the cluster could not grade it ({type(fault).__name__}). Grade it with --jobs."
        return [failed(item, told) for item in batch]
    return made
