"""A Dask cluster gives the rows that one process gives."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import classroom as room
import pytest

pytestmark = [
    pytest.mark.dask,
    pytest.mark.skipif(
        find_spec("distributed") is None,  # looked for, not loaded: that takes a second
        reason="no Dask: python -m pip install -e '.[classroom]'",
    ),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_gradebook(address: str, tmp_path: Path) -> None:
    right = room.right()
    for n in range(130):  # three batches
        answers = {id: answer for i, (id, answer) in enumerate(right.items()) if (i + n) % 3}
        room.save(tmp_path / "in" / f"student{n:03}.ipynb", room.answered(answers))
    room.save(tmp_path / "in" / "broken.ipynb", b"{")
    room.packed(tmp_path / "in" / "more.zip", {"zoe.ipynb": room.answered(right)})
    here = room.graded(tmp_path / "in", "--jobs", 1)
    there = room.graded(tmp_path / "in", "--dask", address)
    assert len(here) == 132 and here == there


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nowhere"])
def test_where_no_cluster_answers_it_is_told(wrong: str, tmp_path: Path) -> None:
    room.save(tmp_path / "amy.ipynb", room.answered(room.right()))
    done = room.run(tmp_path, "--dask", wrong)
    assert done.exit_code == 1 and "no Dask scheduler answers" in done.output
