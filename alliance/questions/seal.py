"""The sealed key: each foreseen answer is itself the key to its own entry.

An entry's place (its tag) and its cipher come from the question's id, its salt, a slot ("answer",
"pair", …) and the answer's normal form. What the entry holds is short; messages lie in boxes that
several entries may open, so that ten spellings of one mistake share one message. Boxes and entries
are padded, so that their length tells little. This keeps honest people honest: whoever tries all
answers finds the right one, as with every check that needs no server.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from hashlib import blake2b, shake_256
from typing import Any

_TAG, _MAC = 9, 12
_ENTRY, _BOX = 48, 128  # entries and boxes are padded to multiples of these
_PERSON = b"alliance-answer"


class Tampered(ValueError):
    """A sealed text was altered: the file is damaged."""


def _root(salt: bytes, id: str, slot: str, normal: str) -> tuple[bytes, bytes]:
    """The tag and the key for one normal form of an answer."""
    said = "\0".join((id, slot, normal)).encode()
    root = blake2b(said, key=salt, person=_PERSON, digest_size=_TAG + 32).digest()
    return root[:_TAG], root[_TAG:]


def _stream(key: bytes, size: int) -> int:
    return int.from_bytes(shake_256(key).digest(size), "big")


def _lock(key: bytes, data: bytes, unit: int) -> str:
    # JSON may be followed by spaces, so the padding needs no mark of its own.
    data += b" " * (-len(data) % unit)
    size = len(data)
    cipher = (int.from_bytes(data, "big") ^ _stream(key, size)).to_bytes(size, "big")
    return b64encode(blake2b(cipher, key=key, digest_size=_MAC).digest() + cipher).decode()


def _unlock(key: bytes, sealed: str) -> Any:
    raw = b64decode(sealed)
    mac, cipher = raw[:_MAC], raw[_MAC:]
    if blake2b(cipher, key=key, digest_size=_MAC).digest() != mac:
        raise Tampered("A sealed entry does not fit its key.")
    size = len(cipher)
    return json.loads((int.from_bytes(cipher, "big") ^ _stream(key, size)).to_bytes(size, "big"))


class Seal:
    """The reading side: opens what an answer opens, and nothing else."""

    __slots__ = ("_boxes", "_closing", "_entries", "_id", "_salt")

    def __init__(self, copy: dict[str, Any]) -> None:
        """copy: a question of the sealed file, with id, salt, entries, boxes and closing."""
        self._id = copy["id"]
        self._salt = b64decode(copy["salt"])
        self._entries: dict[str, str] = copy["entries"]
        self._boxes: list[str] = copy["boxes"]
        self._closing: str = copy["closing"]

    def open(self, slot: str, normal: str) -> list[dict[str, Any]]:
        """The records that this answer opens, most telling first; empty where nobody foresaw it.

        A record holds what its kind put there; a record of a verdict has ``status`` and may have
        ``share``, ``misconception`` and ``message``.
        """
        tag, key = _root(self._salt, self._id, slot, normal)
        sealed = self._entries.get(b64encode(tag).decode())
        if sealed is None:
            return []
        return [self._filled(record) for record in _unlock(key, sealed)]

    def first(self, slot: str, normal: str) -> dict[str, Any] | None:
        """The first record of :meth:`open`, or ``None``."""
        found = self.open(slot, normal)
        return found[0] if found else None

    def _filled(self, record: dict[str, Any]) -> dict[str, Any]:
        if "box" not in record:
            return record
        number, key = record.pop("box")
        return {**_unlock(b64decode(key), self._boxes[number]), **record}

    def closing(self, key: str) -> dict[str, Any]:
        """The explanation and the evidence; ``key`` stands in the record of a right answer."""
        found: dict[str, Any] = _unlock(b64decode(key), self._closing)
        return found


class Sealer:
    """The writing side: collects a question's entries and gives the sealed copy.

    secret: anything that only the author's file holds; keys are derived from it, so that the same
    question always gives the same bytes.
    """

    def __init__(self, id: str, secret: bytes, closing: dict[str, Any]) -> None:
        self._id = id
        self._secret = secret
        self._salt = blake2b(secret, person=b"salt", digest_size=16).digest()
        self._found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._closing = closing

    @property
    def closing_key(self) -> str:
        """What opens the explanation; belongs into the records of right answers."""
        return b64encode(self._key("closing")).decode()

    def _key(self, what: str) -> bytes:
        return blake2b(
            what.encode(), key=blake2b(self._secret).digest()[:32], digest_size=32
        ).digest()

    def add(self, slot: str, normal: str, record: dict[str, Any], **short: Any) -> None:
        """An entry: ``record`` goes into a box (shared with equal records), ``short`` beside it."""
        entry = dict(short)
        if record:
            entry["box"] = json.dumps(record, ensure_ascii=False, sort_keys=True)
        entries = self._found.setdefault((slot, normal), [])
        if entry not in entries:
            entries.append(entry)

    def has(self, slot: str, normal: str) -> bool:
        return (slot, normal) in self._found

    def sealed(self) -> dict[str, Any]:
        """``salt``, ``entries``, ``boxes``, ``closing``, in an order that tells nothing."""
        bodies = {one["box"] for found in self._found.values() for one in found if "box" in one}
        keys = {body: self._key("box" + body) for body in bodies}
        shuffled = sorted(bodies, key=keys.__getitem__)
        opens = {
            body: [place, b64encode(keys[body]).decode()] for place, body in enumerate(shuffled)
        }
        entries = {}
        for (slot, normal), records in self._found.items():
            tag, key = _root(self._salt, self._id, slot, normal)
            full = [one | {"box": opens[one["box"]]} if "box" in one else one for one in records]
            data = json.dumps(full, ensure_ascii=False, separators=(",", ":")).encode()
            entries[b64encode(tag).decode()] = _lock(key, data, _ENTRY)
        closing = json.dumps(self._closing, ensure_ascii=False, sort_keys=True).encode()
        return {
            "salt": b64encode(self._salt).decode(),
            "entries": dict(sorted(entries.items())),
            "boxes": [_lock(keys[body], body.encode(), _BOX) for body in shuffled],
            "closing": _lock(self._key("closing"), closing, _BOX),
        }
