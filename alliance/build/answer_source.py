"""Answers as Python source: what stands in an answer cell."""

from __future__ import annotations

import json
from typing import Any


def blank(question: dict[str, Any]) -> str:
    """What stands in the answer cell before anybody has answered, as Python source."""
    form = question["form"]
    if question["kind"] == "match":
        return literal(dict.fromkeys(form["left"], ""))
    if question["kind"] == "argue":
        pairs = [["", ""]] * form["cites"]
        return literal({"claim": "", "evidence": pairs, "reasoning": ""}, spread=True)
    return "None" if question["kind"] == "table" else '""'


def literal(value: Any, *, spread: bool = False) -> str:
    """Python source for plain data, with double quotes as the course writes them."""
    if isinstance(value, dict):
        parts = [f"{literal(str(key))}: {literal(item)}" for key, item in value.items()]
        wide = spread or sum(map(len, parts)) > 80
        return "{\n" + "".join(f"    {p},\n" for p in parts) + "}" if wide else _row("{}", parts)
    if isinstance(value, list | tuple):
        return _row("[]", [literal(item) for item in value])
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _row(brackets: str, parts: list[str]) -> str:
    return brackets[0] + ", ".join(parts) + brackets[1]
