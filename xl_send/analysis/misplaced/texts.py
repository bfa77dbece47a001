"""Columns of texts that go with the row above or below theirs: by the words that they share with the rest of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from math import log

from xl_send.analysis.notes.content import stems
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission, once_per_programme

# The cells of a row that speak of one thing, the title first; those that hold an id, by the name of what it means.
_TEXTS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Milestone, ("name", "done_when", "evidence", "commentary")),
    (Kpi, ("name", "definition", "source", "commentary")),
    (Risk, ("name", "controls", "mitigation", "threatens")),
    (Interdependency, ("needed", "note", "giver_milestone", "receiver_milestone")),
    (LogEntry, ("what", "otherwise", "outcome", "from_risk")),
    (MoneyLine, ("name", "note")),
)
_OF_ANY_ROW = frozenset({"board", "boards", "programme", "progress", "school", "schools", "children", "pupils"})
# What two texts must share to be about one thing: words that few rows have weigh most, by the logarithm of their share.
KINDRED, ALIEN = 1.2, 0.5
# So many rows speak of their neighbour, of all that are filled this share, and so few of their own.
FEWEST, SHARE, OWN = 3, 1 / 4, 1 / 3
# Where the row may lie, up or down, of which a moved text speaks.
_STEPS = (1, -1)


class TextColumn(NamedTuple):
    """One column of texts: its field, its rows, the words of each cell and of the rest of its row, and who has each."""

    name: str
    rows: Sequence[Record]
    said: Sequence[frozenset[str]]
    beside: Sequence[frozenset[str]]
    rows_with: Mapping[str, int]

    def kinship(self, text: int, row: int) -> float:
        """How much the text of one row has in common with the rest of another."""
        return sum(log(len(self.rows) / self.rows_with[word]) for word in self.said[text] & self.beside[row])

    def shared(self, text: int, row: int) -> int:
        """How many words the text of one row has in common with the rest of another."""
        return len(self.said[text] & self.beside[row])

    def kindred(self, step: int) -> list[Record]:
        """The rows whose text speaks of what the row so many further down is about."""
        found = range(max(-step, 0), len(self.rows) - max(step, 0))
        return [self.rows[row] for row in found if self.kinship(row, row + step) >= KINDRED]

    def exchanged(self) -> Iterator[int]:
        """The rows whose text goes with the row below, while that of the row below goes with this one."""
        for upper, lower in pairwise(range(len(self.rows))):
            several = self.shared(upper, lower) > 1 or self.shared(lower, upper) > 1
            crossed = several and min(self.kinship(upper, lower), self.kinship(lower, upper)) >= KINDRED
            if crossed and self.kinship(upper, upper) + self.kinship(lower, lower) <= ALIEN:
                yield upper


class MovedColumn(NamedTuple):
    """A column that has moved by a row: how far down the row lies of which it speaks, and the rows that show it.

    `own` is how many rows go with their own.
    """

    column: TextColumn
    step: int
    rows: list[Record]
    own: int


@once_per_programme
def word_columns(programme: Programme) -> Sequence[Sequence[TextColumn]]:
    """The columns of texts of each sheet of each return that has enough rows to compare, the title first."""
    return [columns for submission in programme.submissions for columns in _of_return(submission)]


def moved_by_a_row(column: TextColumn) -> MovedColumn | None:
    """Which way a column has moved by a row, if it has."""
    filled, own = sum(map(bool, column.said)), len(column.kindred(0))
    for step in _STEPS:
        found = column.kindred(step)
        if len(found) >= max(FEWEST + own, SHARE * filled) and own <= OWN * filled:
            return MovedColumn(column, step, found, own)
    return None


def _of_return(submission: Submission) -> Iterator[list[TextColumn]]:
    titles = {row.id: row.name or "" for row in submission.all(Milestone)}
    titles |= {row.id: row.name or "" for row in submission.all(Risk)}
    for kind, names in _TEXTS:
        rows = submission.all(kind)
        if len(rows) >= FEWEST:
            words = [{name: stems(_text(row, name, titles), _OF_ANY_ROW) for name in names} for row in rows]
            yield [_column(name, rows, words) for name in names]


def _column(name: str, rows: Sequence[Record], words: Sequence[Mapping[str, frozenset[str]]]) -> TextColumn:
    """One column of a sheet, from the words of all its columns of texts."""
    beside = [frozenset().union(*(found for other, found in row.items() if other != name)) for row in words]
    return TextColumn(name, rows, [row[name] for row in words], beside, Counter(chain.from_iterable(beside)))


def _text(row: Record, name: str, titles: Mapping[str, str]) -> str:
    """What a cell says: its words, or the names of the rows whose ids it holds."""
    value = getattr(row, name) or ""
    return titles.get(value, value) if isinstance(value, str) else " ".join(titles.get(each.id, "") for each in value)
