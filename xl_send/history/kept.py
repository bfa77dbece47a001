"""What a history keeps: workbooks, their cells, and the periods that they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Book
from xl_send.workbook.names import bare_name

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


def key_of(council: str, programme: str) -> str:
    """What a programme is known by. It stands in every history that is kept, so it stays as it always was."""
    return f"{bare_name(council)}/{bare_name(programme)}"
