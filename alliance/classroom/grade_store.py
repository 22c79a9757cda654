"""The rows of a run, in a temporary database on the disk: memory does not grow with the class."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from alliance.classroom import flags
from alliance.classroom.grade import Row

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE rows (i INTEGER PRIMARY KEY, who TEXT, student TEXT, key TEXT, units TEXT, score REAL,
                   number INTEGER, moment REAL, file TEXT, failed INTEGER, counts INTEGER DEFAULT 1,
                   attempts INTEGER DEFAULT 1, body TEXT);
CREATE TABLE prints (print TEXT, who TEXT, i INTEGER);
CREATE TABLE taken (units TEXT PRIMARY KEY);
"""
# Of a student's attempts at the same units one counts. What could not be read stays a row.
_RANKED = """
WITH ranked AS (
    SELECT i, row_number() OVER (PARTITION BY key, units ORDER BY {order}) AS place,
           count(*) OVER (PARTITION BY key, units) AS attempts
    FROM rows WHERE key <> '' AND failed = 0)
UPDATE rows SET counts = ranked.place = 1, attempts = ranked.attempts
FROM ranked WHERE rows.i = ranked.i AND ranked.attempts > 1
"""
_LATEST = "number DESC, moment DESC, i DESC"


class Store:
    """Rows go in as they are made and come out sorted by student, one at a time."""

    def __init__(self) -> None:
        # An empty name: a file of SQLite's own in the temporary folder, gone when it is closed.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._count = 0

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._count += 1
            # Nobody named: everyone is another.
            who = row.key or f"row {self._count}"
            units = " ".join(row.units)
            failed = row.error is not None
            values = (who, row.student, row.key, units, row.score, row.number, row.when, row.file)
            self._base.execute(
                "INSERT INTO rows (i, who, student, key, units, score, number, moment, file,"
                " failed, body) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (self._count, *values, failed, row.as_text()),
            )
            self._base.executemany(
                "INSERT INTO prints VALUES (?,?,?)", [(p, who, self._count) for p in row.prints]
            )
            if units:
                self._base.execute("INSERT OR IGNORE INTO taken VALUES (?)", (units,))

    def settle(self, *, best: bool = False) -> None:
        """Choose the attempt that counts, the latest or the best; call it when all rows are in."""
        order = f"score DESC, {_LATEST}" if best else _LATEST
        self._base.execute(_RANKED.format(order=order))
        self._base.execute("CREATE INDEX by_print ON prints (print, who)")
        self._base.execute("CREATE INDEX by_key ON rows (key, units)")
        self._base.execute("CREATE INDEX by_row ON prints (i)")

    def units(self) -> list[str]:
        """The numbers of all units that some row is about, in order."""
        taken = self._base.execute("SELECT units FROM taken")
        return sorted({number for (units,) in taken for number in units.split()})

    def keys(self) -> set[str]:
        """The keys of all students who have a row."""
        return {key for (key,) in self._base.execute("SELECT DISTINCT key FROM rows")}

    def tally(self) -> tuple[int, int]:
        """How many rows count, and how many of them are of files that could not be graded."""
        told = self._base.execute("SELECT count(*), total(failed) FROM rows WHERE counts = 1")
        counted, bad = told.fetchone()
        return counted, int(bad)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        """The rows that count, by student, with the flags that only the whole class can tell."""
        order = self._base.execute(
            "SELECT i, attempts, who FROM rows WHERE counts = 1"
            " ORDER BY student COLLATE NOCASE, who, units, i"
        )
        for i, attempts, who in order:
            (body,) = self._base.execute("SELECT body FROM rows WHERE i = ?", (i,)).fetchone()
            row = Row.of(body)
            if attempts > 1:
                row.attempts = attempts
                row.flags.append(self._attempts(i, row))
            row.flags += self._alike(i, who)
            yield row

    def _attempts(self, i: int, row: Row) -> str:
        others = self._base.execute(
            "SELECT file FROM rows WHERE key = ? AND units = ? AND failed = 0 AND i <> ? LIMIT 3",
            (row.key, " ".join(row.units), i),
        )
        files = ", ".join(file for (file,) in others)
        return f"{row.attempts} attempts; not counted: {files}" + (" …" if row.attempts > 4 else "")

    def _alike(self, i: int, who: str) -> Iterator[str]:
        for (print_,) in self._base.execute(
            "SELECT print FROM prints WHERE i = ?", (i,)
        ).fetchall():
            others = self._base.execute(
                "SELECT DISTINCT rows.student FROM prints JOIN rows USING (i)"
                " WHERE prints.print = ? AND prints.who <> ? LIMIT 4",
                (print_, who),
            )
            if names := [name for (name,) in others]:
                yield flags.alike(print_, names)
