"""Where two JSON-able values differ, in lines that can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_MOST = 25  # lines that are told


def differences(frozen: Any, now: Any) -> str:
    """The first differences, a line each; empty where what was frozen is all still there.

    What is new beside it (a field, a question, a table, a row of one) is no difference.
    """
    found = list(_walk(frozen, now, ""))
    more = [f"… and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return "\n".join([*found[:_MOST], *more])


def _walk(frozen: Any, now: Any, where: str) -> Iterator[str]:
    if isinstance(frozen, dict) and isinstance(now, dict):
        for name, value in frozen.items():
            if name in now:
                yield from _walk(value, now[name], f"{where} {name}")
            else:
                yield f"{where} {name}: gone, was {_short(value)}"
    elif isinstance(frozen, list) and isinstance(now, list) and len(frozen) == len(now):
        for i, (old, new) in enumerate(zip(frozen, now, strict=True)):
            yield from _walk(old, new, f"{where} [{i}]")
    elif frozen != now and not (where.endswith(" rows") and _within(frozen, now)):
        yield f"{where}: was {_short(frozen)}, is {_short(now)}"


def _within(frozen: list[Any], now: list[Any]) -> bool:
    """Whether all rows are still there, in their order; others may stand between them."""
    left = iter(now)
    return all(row in left for row in frozen)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 90 else f"{text[:87]}…"
