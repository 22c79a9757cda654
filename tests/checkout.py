"""The files of this checkout, and the text that is in them."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_LABEL = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
_TAG = re.compile(r"<[^<>]{1,400}>")


def from_yaml(text: str) -> Any:
    """What a YAML text holds, as an author's file is read."""
    from alliance.authoring.yamlfile import Authored  # few tests need the author's tools

    return Authored(Path("a.yaml"), text).data


@lru_cache(maxsize=1)
def tracked() -> tuple[Path, ...]:
    """Every file that is in the repository or would be with the next commit, in order."""
    ask = ["git", "ls-files", "-z", "-co", "--exclude-standard"]
    done = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(ROOT / name for name in sorted(done.stdout.split("\0")) if (ROOT / name).is_file())


def text_of(path: Path) -> str:
    """What a reader could read in a file, without JSON's escapes, HTML's tags and mark labels."""
    raw = path.read_text(encoding="utf-8", errors="ignore")
    if path.suffix in (".json", ".ipynb", ".jsonl"):
        with contextlib.suppress(ValueError):
            raw = "\n\n".join(_strings(json.loads(raw)))
    # A label between two marked words would hide that they follow each other in the text.
    return _TAG.sub(" ", _LABEL.sub(" ", raw))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        # A notebook keeps its lines as a list of strings.
        if value and all(isinstance(one, str) for one in value):
            yield "".join(value) if any(one.endswith("\n") for one in value) else "\n\n".join(value)
        else:
            for one in value:
                yield from _strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _strings(one)
