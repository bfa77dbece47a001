"""A history of boards: each period's returns as they were, and the colours that were told of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xl_send.analysis.names.near_names import may_be_one
from xl_send.history.books import kept, read_books, settled, write_book
from xl_send.history.connection import is_sealed, reading, writing
from xl_send.history.locations import path_of
from xl_send.history.seals import COLOURS, RETURNS, check_period, seal_period
from xl_send.history.values import day_from
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.text import file_name
from xl_send.workbook.cells import Book
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme, Submission

Colours = Mapping[tuple[str, str], str]


class KeptReturn(NamedTuple):
    """A workbook to keep, with the SHA-256 of its file, so that an auditor can tell which file it was."""

    book: Book
    sha256: str


class Period(NamedTuple):
    """One board of one programme: the date with which its returns are labelled together.

    `said` is what they were just kept as, where that is another spelling of the programme's names.
    """

    number: int
    council: str
    programme: str
    as_at: date
    workbooks: int
    said: str = ""

    @property
    def key(self) -> str:
        """What the programme is known by, however its names are written."""
        return key_of(self.council, self.programme)


class _Read(NamedTuple):
    """A return as it was understood, and what is kept of it."""

    book: Book
    sha256: str
    submission: Submission


@dataclass(frozen=True)
class History:
    """A history in a file. Every method raises `HistoryError` in plain words where the file cannot be used."""

    path: Path

    @classmethod
    def at(cls, url: str) -> History:
        """The history at a path, or at `sqlite:///` and a path."""
        return cls(path_of(url))

    def save(self, returns: Iterable[KeptReturn]) -> Period | None:
        """Keep the returns of one period; a workstream's earlier return for the same period is replaced.

        Nothing is kept, and None given, where no workbook has an As at date that can be read. The colours
        kept are those of the whole period, as the rules of today give them.
        """
        found = [_read(kept_return) for kept_return in returns]
        cover, as_at = _lead([item.submission for item in found])
        if as_at is None:
            return None
        with writing(self.path) as connection:
            codes = frozenset().union(*(item.submission.codes for item in found))
            number = _period(connection, cover, as_at, codes)
            if connection.execute("SELECT 1 FROM workbook WHERE period = ?", (number,)).fetchone():
                check_period(connection, number, RETURNS)
            _remove_older(connection, number, found)
            for item in found:
                _keep(connection, number, item)
            _colours(connection, number)
            seal_period(connection, number)
            period = _periods(connection, number)[0]
            said = (cover.council or "", cover.programme or "")
            return period if key_of(*said) == period.key else period._replace(said=", ".join(said))

    def periods(self) -> tuple[Period, ...]:
        """Every period, the earliest first."""
        with reading(self.path) as connection:
            return tuple(_periods(connection))

    def load(self, period: Period) -> Programme:
        """The programme of a period, read by the rules of today; its workbooks are called by their files' names."""
        with reading(self.path) as connection:
            if is_sealed(connection):
                check_period(connection, period.number, RETURNS)
            return Programme(tuple(read_books(connection, period.number)))

    def colours(self, period: Period) -> Colours:
        """The colours that were told then, by workstream (or `programme`) and aspect."""
        query = "SELECT of_what, aspect, status FROM colour WHERE period = ? ORDER BY of_what, aspect"
        with reading(self.path) as connection:
            if is_sealed(connection):
                check_period(connection, period.number, COLOURS)
            return {(of, aspect): status for of, aspect, status in connection.execute(query, (period.number,))}


def key_of(council: str, programme: str) -> str:
    """What a programme is known by."""
    return f"{name_key(council)}/{name_key(programme)}"


def _read(one: KeptReturn) -> _Read:
    book = settled(one.book)
    submission = read_book(book)
    return _Read(kept(book, submission), one.sha256, submission)


def _lead(submissions: Sequence[Submission]) -> tuple[Cover, date | None]:
    """The cover that speaks for all, that of the latest workbook, and the date of the period."""
    dated = [(submission.as_at, submission) for submission in submissions if submission.as_at]
    if not dated:
        return Cover(), None
    as_at, lead = max(dated, key=lambda item: item[0])
    return lead.cover, as_at


def _period(connection: sqlite3.Connection, cover: Cover, as_at: date, codes: frozenset[str]) -> int:
    """The number of a period, made where it is new, under the programme as it is known here."""
    council, programme = _known_as(connection, cover.council or "", cover.programme or "", codes)
    row = (key_of(council, programme), council, programme, as_at.isoformat())
    connection.execute(
        "INSERT INTO period (key, council, programme, as_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row
    )
    query = "SELECT id FROM period WHERE key = ? AND as_at = ?"
    return int(connection.execute(query, (row[0], row[3])).fetchone()[0])


def _known_as(connection: sqlite3.Connection, council: str, programme: str, codes: frozenset[str]) -> tuple[str, str]:
    """The names of a programme as they were kept: a near spelling of them, with workstreams of its own, is that one."""
    kept = connection.execute("SELECT DISTINCT key, council, programme FROM period ORDER BY as_at").fetchall()
    by_key = {key: (of, name) for key, of, name in kept}
    if key_of(council, programme) in by_key:
        return council, programme
    query = "SELECT DISTINCT code FROM workstream JOIN period ON period.id = period WHERE key = ?"
    near = [
        names
        for key, names in by_key.items()
        if all(map(_may_be_one, names, (council, programme)))
        and not codes.isdisjoint(code for (code,) in connection.execute(query, (key,)))
    ]
    return near[0] if len(near) == 1 else (council, programme)


def _may_be_one(one: str, other: str) -> bool:
    return name_key(one) == name_key(other) or not (one and other) or may_be_one(name_words(one), name_words(other))


def _remove_older(connection: sqlite3.Connection, period: int, found: Sequence[_Read]) -> None:
    """What was kept for the period of the workstreams in these workbooks; without workstreams, by the file's name."""
    for read in found:
        for code in read.submission.codes:
            query = "DELETE FROM workbook WHERE id IN (SELECT workbook FROM workstream WHERE period = ? AND code = ?)"
            connection.execute(query, (period, code))
        if not read.submission.codes:
            connection.execute(
                "DELETE FROM workbook WHERE period = ? AND file = ?", (period, file_name(read.book.name))
            )


def _keep(connection: sqlite3.Connection, period: int, one: _Read) -> None:
    as_at = one.submission.as_at.isoformat() if one.submission.as_at else None
    number = connection.execute(
        "INSERT INTO workbook (period, file, as_at, sha256, macros, date1904) VALUES (?, ?, ?, ?, ?, ?)",
        (period, file_name(one.book.name), as_at, one.sha256, one.book.macros, one.book.date1904),
    ).lastrowid
    rows = [(period, code, number) for code in sorted(one.submission.codes)]
    connection.executemany("INSERT INTO workstream VALUES (?, ?, ?)", rows)
    write_book(connection, number or 0, one.book)


def _colours(connection: sqlite3.Connection, period: int) -> None:
    aspects = programme_status(Programme(tuple(read_books(connection, period)))).aspects
    connection.execute("DELETE FROM colour WHERE period = ?", (period,))
    rows = [(period, aspect.of, aspect.aspect.value, aspect.status.value, aspect.reported) for aspect in aspects]
    connection.executemany("INSERT INTO colour VALUES (?, ?, ?, ?, ?)", rows)


def _periods(connection: sqlite3.Connection, number: int | None = None) -> list[Period]:
    query = (
        "SELECT period.id, council, programme, period.as_at, count(workbook.id) FROM period "
        "LEFT JOIN workbook ON workbook.period = period.id "
        "WHERE ?1 IS NULL OR period.id = ?1 GROUP BY period.id ORDER BY period.as_at, period.id"
    )
    found = connection.execute(query, (number,))
    return [Period(item, council, name, day_from(day), books) for item, council, name, day, books in found]
