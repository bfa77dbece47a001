"""What has one cause is told once: blanks of a column that is hardly used, and many rows that are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from xl_send.findings import Cell, Related
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.submissions import Submission

R = TypeVar("R", bound=Record)
T = TypeVar("T")
# So many rows with one cause are told one by one.
FEW = 3


def is_unused(blank: int, asked: int) -> bool:
    """Whether so many rows lack a cell, and more than half of those asked, that it is the column which is not used."""
    return blank > FEW and 2 * blank > asked


def gaps(submission: Submission, asked: Sequence[R], field: str) -> Iterator[tuple[Cell, Sequence[R]]]:
    """Each blank cell of a column with its row; the title of the column with all of them, where most are blank."""
    blank = [row for row in asked if not getattr(row, field)]
    if is_unused(len(blank), len(asked)):
        yield submission.seen[type(blank[0])].heading(field), blank
    else:
        for row in blank:
            yield row.at(field), [row]


def batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Rows with one cause as they are told: each by itself, or more than a few at once."""
    return iter([rows] if len(rows) > FEW else [[row] for row in rows])


def in_how_many(rows: Sequence[Record], noun: str = "row") -> str:
    """How many rows a finding tells of, in words after its own; nothing of one."""
    return f" in {counted(len(rows), noun)}" if len(rows) > 1 else ""


def bearing(rows: Sequence[R], field: str, note: Callable[[R], str]) -> Iterator[Related]:
    """The cells that bear on a finding, one of each row."""
    return (Related(row.at(field), note(row) if len(rows) == 1 else f"{note(row)}: {row.label}") for row in rows)
