"""A history of boards: each period's returns as they were, and the colours that were told of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_send.history.locations import HistoryPlace, place_of
from xl_send.workbook.cells import Book
from xl_send.workbook.names import name_key
from xl_send.workbook.submissions import Programme

Colours = Mapping[tuple[str, str], str]


class KeptReturn(NamedTuple):
    """A workbook to keep, with the SHA-256 of its file, so that an auditor can tell which file it was."""

    book: Book
    sha256: str


class KeptWorkbook(NamedTuple):
    """A workbook as a history lists it: its file's name and SHA-256, its workstreams, and how many cells are kept."""

    file: str
    workstreams: tuple[str, ...]
    as_at: date | None
    sha256: str
    cells: int


class KeptCellText(NamedTuple):
    """A cell as a history keeps it: where it stood (column A is 1), the name of its kind, and its value as text."""

    file: str
    workstreams: tuple[str, ...]
    sheet: str
    row: int
    column: int
    kind: str
    text: str


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


class CheckedPeriod(NamedTuple):
    """A period, and what in it is not as it was kept; nothing where it is sound."""

    period: Period
    damaged: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """A history in a file or a database. Every method raises `HistoryError` in plain words where it cannot be used.

    What speaks with databases is loaded by the methods, so that nobody waits for it who has no history.
    """

    place: HistoryPlace

    @classmethod
    def at(cls, name: str | os.PathLike[str]) -> History:
        """The history at a path, at `sqlite:///` and a path, or in the database that a URL names."""
        return cls(place_of(name))

    @property
    def shown(self) -> str:
        """What it is called in messages: never with a password."""
        return self.place.shown

    def save(self, returns: Iterable[KeptReturn]) -> Period | None:
        """Keep the returns of one period; a workstream's earlier return for the same period is replaced.

        Nothing is kept, and None given, where no workbook has an As at date that can be read. The colours
        kept are those of the whole period, as the rules of today give them. It is one transaction, and what is kept
        already is not kept twice.
        """
        from xl_send.history.database.keeping import save

        return save(self.place, returns)

    def periods(self) -> tuple[Period, ...]:
        """Every period, the earliest first."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import periods

        with reading(self.place) as connection:
            return tuple(periods(connection))

    def load(self, period: Period) -> Programme:
        """The programme of a period, read by the rules of today; its workbooks are called by their files' names."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import load

        with reading(self.place) as connection:
            return load(connection, period.number)

    def returns(self, period: Period) -> tuple[KeptReturn, ...]:
        """The workbooks of a period as they were kept, by their files' names."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import returns

        with reading(self.place) as connection:
            return tuple(returns(connection, period.number))

    def colours(self, period: Period) -> Colours:
        """The colours that were told then, by workstream (or `programme`) and aspect."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import colours

        with reading(self.place) as connection:
            return colours(connection, period.number)

    def workbooks(self, period: Period) -> tuple[KeptWorkbook, ...]:
        """The workbooks of a period, by their files' names."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import workbooks

        with reading(self.place) as connection:
            return tuple(workbooks(connection, period.number))

    def cells(self, period: Period) -> tuple[KeptCellText, ...]:
        """Every cell that is kept of a period, by workbook, sheet, row and column."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import cells

        with reading(self.place) as connection:
            return tuple(cells(connection, period.number))

    def check(self) -> tuple[CheckedPeriod, ...]:
        """Every period, the earliest first, with what in it is not as it was kept."""
        from xl_send.history.database.checking import check

        return check(self.place)

    def copy_to(self, target: History, first: date = date.min, last: date = date.max) -> tuple[Period, ...]:
        """Copy the boards of these dates and those between into another history, as they were kept; which they are.

        A board that is there already with the same content stays. Raises `HistoryError` where it has another.
        """
        from xl_send.history.database.copying import copy

        return copy(self.place, target.place, first, last)


def key_of(council: str, programme: str) -> str:
    """What a programme is known by."""
    return f"{name_key(council)}/{name_key(programme)}"
