"""Keeps the returns of one board: in one transaction, and nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from xl_send.analysis.names.near_names import is_nearly
from xl_send.history.database.books import (
    KeptContent,
    codes_by_workbook,
    inserted,
    kept_content,
    walkable_again,
    write_content,
)
from xl_send.history.database.opening import in_transaction
from xl_send.history.database.periods import periods, programme_of
from xl_send.history.database.seals import RETURNS, check_period, seal_period
from xl_send.history.database.tables import COLOUR, LONGEST_KEY, PERIOD, WORKBOOK, WORKSTREAM
from xl_send.history.kept import KeptReturn, Period, key_of
from xl_send.history.locations import HistoryPlace
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.value_classes import NamedTuple
from xl_send.workbook.characters import writable
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Submission


class _ReadReturn(NamedTuple):
    """A return as it was understood, and what is kept of it."""

    submission: Submission
    content: KeptContent
    codes: tuple[str, ...]


def save(place: HistoryPlace, returns: Iterable[KeptReturn]) -> Period | None:
    """Keep the returns of one period; None where no workbook has an As at date that can be read."""
    found = [_read(kept_return) for kept_return in returns]
    cover, as_at = _lead([one.submission for one in found])
    if as_at is None:
        return None
    day = as_at
    return in_transaction(place, lambda connection: _kept(connection, cover, day, found))


def _read(one: KeptReturn) -> _ReadReturn:
    book = walkable_again(one.book)
    submission = read_book(book)
    codes = tuple(sorted({writable(code)[:LONGEST_KEY] for code in submission.codes}))
    return _ReadReturn(submission, kept_content(book, submission, one.sha256), codes)


def _lead(submissions: Sequence[Submission]) -> tuple[Cover, date | None]:
    """The cover that speaks for all, that of the latest workbook, and the date of the period."""
    dated = [(submission.as_at, submission) for submission in submissions if submission.as_at]
    if not dated:
        return Cover(), None
    as_at, lead = max(dated, key=lambda item: item[0])
    return lead.cover, as_at


def _kept(connection: Connection, cover: Cover, as_at: date, found: Sequence[_ReadReturn]) -> Period:
    codes = frozenset(code for one in found for code in one.codes)
    number, is_new = _period(connection, cover, as_at, codes)
    if not is_new:
        check_period(connection, number, RETURNS)
    changed = _returns_changed(connection, number, found)
    if _colours_changed(connection, number) or changed or is_new:
        seal_period(connection, number)
    period = next(period for period in periods(connection) if period.number == number)
    said = (cover.council or "", cover.programme or "")
    return period if key_of(*said) == period.key else period._replace(said=", ".join(said))


def _period(connection: Connection, cover: Cover, as_at: date, codes: frozenset[str]) -> tuple[int, bool]:
    """The number of a period, made where it is new, under the programme as it is known here."""
    named = writable(cover.council or ""), writable(cover.programme or "")
    council, programme = known_as(connection, *named, codes)
    key, day = key_of(council, programme)[:LONGEST_KEY], as_at.isoformat()
    there = connection.execute(select(PERIOD.c.id).where(PERIOD.c.key == key, PERIOD.c.as_at == day)).scalar()
    if there is not None:
        return int(there), False
    values = {"key": key, "council": council, "programme": programme, "as_at": day}
    return inserted(connection, insert(PERIOD).values(values)), True


def known_as(connection: Connection, council: str, programme: str, codes: frozenset[str]) -> tuple[str, str]:
    """The names of a programme as they were kept: a near spelling of them, with workstreams of its own, is that one."""
    kept = sorted(connection.execute(select(PERIOD)).all(), key=lambda row: row.as_at)
    by_key = {row.key: (row.council, row.programme) for row in kept}
    if key_of(council, programme)[:LONGEST_KEY] in by_key:
        return council, programme
    near = [
        names
        for key, names in by_key.items()
        if all(map(is_nearly, names, (council, programme))) and not codes.isdisjoint(_codes_of(connection, key))
    ]
    return near[0] if len(near) == 1 else (council, programme)


def _codes_of(connection: Connection, key: str) -> frozenset[str]:
    joined = select(WORKSTREAM.c.code).join(PERIOD, PERIOD.c.id == WORKSTREAM.c.period).where(PERIOD.c.key == key)
    return frozenset(connection.execute(joined).scalars())


def _returns_changed(connection: Connection, period: int, found: Sequence[_ReadReturn]) -> bool:
    """Put returns in the place of earlier ones of their workstreams. What is kept already stays as it is.

    Without workstreams a return takes the place of that of its file's name.
    """
    known = [(one.content.digest, one.codes) for one in found]
    new = Counter(known)
    gone = []
    for row, codes in _to_replace(connection, period, found):
        if new[row.digest, codes] > 0:
            new[row.digest, codes] -= 1
        else:
            gone.append(row.id)
    for number in gone:
        connection.execute(delete(WORKBOOK).where(WORKBOOK.c.id == number))
    for one, key in zip(found, known, strict=True):
        if new[key] > 0:
            new[key] -= 1
            write_content(connection, period, one.content, one.codes)
            gone.append(0)
    return bool(gone)


def _to_replace(
    connection: Connection, period: int, found: Sequence[_ReadReturn]
) -> list[tuple[Row[Any], tuple[str, ...]]]:
    """The workbooks kept for the workstreams of returns, or by the name of one without any, with their codes."""
    codes = {code for one in found for code in one.codes}
    files = {one.content.file for one in found if not one.codes}
    kept = codes_by_workbook(connection, period)
    rows = connection.execute(select(WORKBOOK).where(WORKBOOK.c.period == period).order_by(WORKBOOK.c.id)).all()
    return [
        (row, tuple(kept.get(row.id, ())))
        for row in rows
        if row.file in files or not codes.isdisjoint(kept.get(row.id, ()))
    ]


def _colours_changed(connection: Connection, period: int) -> bool:
    """Keep the colours of a whole period as the rules of today give them; whether others were kept."""
    aspects = programme_status(programme_of(connection, period)).aspects
    rows = [
        (period, one.of[:LONGEST_KEY], one.aspect.value, one.status.value, one.reported.value if one.reported else None)
        for one in aspects
    ]
    kept = connection.execute(select(COLOUR).where(COLOUR.c.period == period)).all()
    if {tuple(row) for row in kept} == set(rows):
        return False
    connection.execute(delete(COLOUR).where(COLOUR.c.period == period))
    if rows:
        names = [column.name for column in COLOUR.columns]
        connection.execute(insert(COLOUR), [dict(zip(names, row, strict=True)) for row in rows])
    return True
