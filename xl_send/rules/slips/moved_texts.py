"""Texts that go with the row above or below theirs: a column moved by a row, two cells exchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from math import log

from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

# The cells of a row that speak of one thing; those that hold an id, by the name of what it means.
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
# Where the row lies of which a moved text speaks, which way the column went, and which way it goes back.
_WAYS = {1: ("below", "up", "down"), -1: ("above", "down", "up")}
_FOLLOW = ("CM01", "IS11", "MQ01", "MS34", "MS46", "RF22", "RF23", "RK23", "RK24", "RK51", "RK71")


@rule(
    "RF63",
    Severity.QUERY,
    "From about here, {title} seems to stand one row too far {way}: by its words it goes with the row {beside} in "
    "{number} rows, and with its own in {own}.",
    "Move the cells {back} by a row, or copy them again from the last return. Then look at the first and the last.",
    brings=dict.fromkeys((*_FOLLOW, "RF64"), Reach.WORKBOOK),
)
def texts_moved_by_a_row(programme: Programme) -> Iterator[Hit]:
    """What is said of a row stands in that row.

    A column pasted one row too low, or from which a cell was deleted, tells of each row what is so of its neighbour:
    when it is done, what holds it, what is being done. Asked where three texts and more, and a quarter of them, have
    words in common with the rest of the row above (or below) that few other rows have, and hardly any with their own.

    **Fails**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Contract for link workers signed | |
    | TRN-M02 | Passport form designed | <Both parties signed the contract> |
    | TRN-M03 | Parents' evenings held | Form is on the school site |
    | TRN-M04 | Survey of families reported | Three evenings were held and minuted |
    | TRN-M05 | Offer for all secondaries | Report of the survey is published |

    **Passes**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Contract for link workers signed | Both parties signed the contract |
    | TRN-M02 | Passport form designed | Form is on the school site |
    | TRN-M03 | Parents' evenings held | Three evenings were held and minuted |
    | TRN-M04 | Survey of families reported | Report of the survey is published |
    | TRN-M05 | Offer for all secondaries | All heads have the letter |
    """
    for submission in programme.submissions:
        for columns in _sheets(submission):
            # Where two columns fit each other a row apart, it is the one that more rows tell of, and the title last.
            moved = [found for column in reversed(columns) if (found := _moved(column))]
            for found in [max(moved, key=lambda each: len(each.rows))] if moved else []:
                beside, way, back = _WAYS[found.step]
                cell = found.rows[0].at(found.column.name)
                own = len(found.column.kindred(0)) or "none"
                number = len(found.rows)
                yield hit(cell, title=cell.column, beside=beside, way=way, back=back, number=number, own=own)


@rule(
    "RF64",
    Severity.QUERY,
    "By its words, {title} goes with {other}, and that of {other} with {id}.",
    "If the two were exchanged, change them back. If each is right where it is, explain this finding.",
    brings=dict.fromkeys(_FOLLOW, Reach.ROW),
)
def texts_of_two_rows_exchanged(programme: Programme) -> Iterator[Hit]:
    """What is said of two rows, one under the other, stands the right way about.

    Two cells dragged over one another: what holds one risk is told of the next, and the other way about. Asked where
    each of the two has words in common with the rest of the other row that few rows have, one of them two or more, and
    none with its own.

    **Fails**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Teachers leave before the trial ends | <Weekly call with the supplier of the portal> |
    | TRN-R02 | Supplier is late with the portal | Two teachers more appointed |
    | TRN-R03 | Families are not heard | Forum asks them each term |
    | TRN-R04 | Rooms are lost | |

    **Passes**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Teachers leave before the trial ends | Two teachers more appointed |
    | TRN-R02 | Supplier is late with the portal | Weekly call with the supplier of the portal |
    | TRN-R03 | Families are not heard | Forum asks them each term |
    | TRN-R04 | Rooms are lost | |
    """
    for submission in programme.submissions:
        for columns in _sheets(submission):
            told: set[int] = set()
            # The title last: it is asked about where no text beside it is.
            for column in (*columns[1:], columns[0]):
                for upper in [] if _moved(column) else _crossed(column):
                    if upper not in told:
                        told.add(upper)
                        one, other = column.rows[upper], column.rows[upper + 1]
                        cell, related = one.at(column.name), Related(other.at(column.name), "the other")
                        yield hit(cell, related, title=cell.column, id=one.label, other=other.label)


class _Texts(NamedTuple):
    """One column of texts: its rows, the words of each cell, those of the rest of its row, and what each weighs."""

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


def _sheets(submission: Submission) -> Iterator[list[_Texts]]:
    """The columns of texts of each sheet of a return that has enough rows to compare, the title first."""
    titles = {row.id: row.name or "" for row in submission.all(Milestone)}
    titles |= {row.id: row.name or "" for row in submission.all(Risk)}
    for kind, names in _TEXTS:
        rows = submission.all(kind)
        if len(rows) < FEWEST:
            continue
        words = [{name: stems(_text(row, name, titles), _OF_ANY_ROW) for name in names} for row in rows]
        yield [_texts(name, rows, words) for name in names]


def _texts(name: str, rows: Sequence[Record], words: Sequence[Mapping[str, frozenset[str]]]) -> _Texts:
    """One column of a sheet, from the words of all its columns of texts."""
    beside = [frozenset().union(*(found for other, found in row.items() if other != name)) for row in words]
    return _Texts(name, rows, [row[name] for row in words], beside, Counter(chain.from_iterable(beside)))


def _crossed(column: _Texts) -> Iterator[int]:
    """The rows whose text goes with the row below, and that of the row below with this one."""
    for upper, lower in pairwise(range(len(column.rows))):
        several = column.shared(upper, lower) > 1 or column.shared(lower, upper) > 1
        crossed = several and min(column.kinship(upper, lower), column.kinship(lower, upper)) >= KINDRED
        if crossed and column.kinship(upper, upper) + column.kinship(lower, lower) <= ALIEN:
            yield upper


def _text(row: Record, name: str, titles: Mapping[str, str]) -> str:
    """What a cell says: its words, or the names of the rows whose ids it holds."""
    value = getattr(row, name) or ""
    return titles.get(value, value) if isinstance(value, str) else " ".join(titles.get(each.id, "") for each in value)


class _Moved(NamedTuple):
    """A column that has moved by a row: how far down the row lies of which it speaks, and the rows that show it."""

    column: _Texts
    step: int
    rows: list[Record]


def _moved(column: _Texts) -> _Moved | None:
    """Which way a column has moved by a row, if it has."""
    filled, own = sum(map(bool, column.said)), len(column.kindred(0))
    for step in _WAYS:
        found = column.kindred(step)
        if len(found) >= max(FEWEST + own, SHARE * filled) and own <= OWN * filled:
            return _Moved(column, step, found)
    return None
