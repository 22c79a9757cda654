"""What the tests share: a home of their own, and the full texts where there are any."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import nbval.kernel
import pytest
from jupyter_client.manager import KernelManager

from alliance import corpus


def _kernel(**options: Any) -> KernelManager:
    """Kernels that start at once on a busy machine may be given one port, and one of them never
    answers: nbval's speak through files of their own."""
    own = Path(gettempdir(), f"kernel-{uuid4().hex}")
    return KernelManager(transport="ipc", ip=str(own), **options)


if sys.platform == "linux":
    nbval.kernel.KernelManager = _kernel

_count = itertools.count()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ``ALLIANCE_HOME`` that no other test has used. The folder does not exist yet."""
    folder = homes / str(next(_count))
    monkeypatch.setenv("ALLIANCE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def full_texts() -> list[Path]:
    """The files of the full texts, from the folders that ``ALLIANCE_FULL_TEXTS`` names.

    They are other people's copyright and not in the repository: without them these tests are
    skipped.
    """
    found = [path for folder in corpus.full_text_folders() for path in sorted(folder.glob("*.txt"))]
    if not found:
        pytest.skip("no full texts: set ALLIANCE_FULL_TEXTS to the folders that hold them")
    return found


@pytest.fixture(scope="session")
def full_home(full_texts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home into which all full texts were brought with ``alliance add``."""
    from alliance.adding.add import add

    folder = tmp_path_factory.mktemp("full-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALLIANCE_HOME", str(folder))
        add(full_texts)
    yield folder


@pytest.fixture
def full_edition(full_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test reads the full edition."""
    monkeypatch.setenv("ALLIANCE_HOME", str(full_home))
    return full_home
