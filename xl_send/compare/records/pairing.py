"""The rows of two boards side by side, return by return, each row known by what its sheet says makes it unique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xl_send.compare.snapshots import BoardComparison, BoardSnapshot, RecordPair, workstream_of
from xl_send.compare.wording import row_name
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.lost_sheets import lost_rows
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS, Submission, identity

# Thresholds and calendar are compared for the whole programme, as the measures of all.
COMPARED = tuple(record for record in SHEETS if record not in {Thresholds, CalendarEntry})

Key = tuple[object, ...]


class OneSided(NamedTuple):
    """A row that only one of two returns has; `then` says that it is the older."""

    row: Record
    then: bool


def return_pairs(since: BoardComparison) -> Iterator[tuple[Submission, Submission]]:
    """Each return with the earlier one of the same workstreams, or else of the same file."""
    for now in since.now.books:
        then = _earlier(now, since.then.books)
        if then is not None:
            yield then, now


def _earlier(now: Submission, books: tuple[Submission, ...]) -> Submission | None:
    shared = [book for book in books if book.codes & now.codes]
    if shared:
        return max(shared, key=lambda book: len(book.codes & now.codes))
    codeless = [book for book in books if not book.codes and not now.codes]
    same = [book for book in codeless if book.workbook == now.workbook]
    return next(iter(same or codeless), None)


def row_pairs(since: BoardComparison) -> Iterator[RecordPair[Record]]:
    """Every row that a return has on both sides, the cover among them."""
    for then, now in return_pairs(since):
        yield since.pair(then.cover, now.cover)
        for record in COMPARED:
            before = _by_key(then, record)
            yield from (since.pair(before[key], row) for key, row in _by_key(now, record).items() if key in before)


def one_sided(since: BoardComparison, record: type[Record]) -> Iterator[OneSided]:
    """Rows that a return has on one side only, where the other side's sheet was read whole."""
    for then, now in return_pairs(since):
        before, after = _by_key(then, record), _by_key(now, record)
        gone = [row for key, row in before.items() if key not in after]
        new = [row for key, row in after.items() if key not in before]
        yield from (OneSided(row, then=True) for row in _known(gone, since.then, now, record))
        yield from (OneSided(row, then=False) for row in _known(new, since.now, then, record))


def _known(rows: list[Record], of: BoardSnapshot, other: Submission, record: type[Record]) -> Iterator[Record]:
    """Rows of one side that the other truly has not: what it did not read may hold them."""
    if other.whole(record):
        lost = lost_rows(other, record)
        yield from (row for row in rows if not any(item.touches(*of.codes_behind(row)) for item in lost))


def is_all_read(board: BoardSnapshot, row: Record, record: type[Record]) -> bool:
    """Whether all that a sheet has for a row of another, such as a KPI's figures, was read."""
    submission = board.programme.of(row)
    lost = lost_rows(submission, record)
    return submission.whole(record) and not any(item.touches(*board.codes_behind(row)) for item in lost)


def _by_key(book: Submission, record: type[Record]) -> Mapping[Key, Record]:
    """The rows of a sheet by what is unique in them; of several alike each with its number among them."""
    met: Counter[Key] = Counter()
    found: dict[Key, Record] = {}
    if record is Cover:
        return found
    for row in book.all(record):
        key = tuple(getattr(row, name) for name in record.SHEET.unique)
        found[*key, met[key]] = row
        met[key] += 1
    return found


# ---- rows under another id

# The day by which a row is known beside its words; a financial year serves as one.
_DAY: Mapping[type[Record], str] = {
    Milestone: "baseline", Kpi: "baseline_date", Risk: "raised", Interdependency: "needed_by", LogEntry: "raised",
    Diagnostic: "starts", Resource: "starts", MoneyLine: "year",
}  # fmt: skip
Known = tuple[str, str, object]


class Renumbered(NamedTuple):
    """A row by its id then, and the same row by its id now."""

    then: Record
    now: Record


def renumbered(since: BoardComparison, record: type[Record]) -> Iterator[Renumbered]:
    """The rows of a sheet whose words and day only one row has on either side, under different ids."""
    before, after = _by_words(since.then, record), _by_words(since.now, record)
    for known, now in after.items():
        then = before.get(known)
        if then is not None and now is not None and identity(then) != identity(now):
            yield Renumbered(then, now)


def _by_words(board: BoardSnapshot, record: type[Record]) -> Mapping[Known, Record | None]:
    """Rows by workstream, words and day; None where several are alike."""
    found: dict[Known, Record | None] = {}
    for row in board.by_id(record).values():
        words, day = name_key(row_name(row)), getattr(row, _DAY[record])
        if words and day is not None:
            known = (workstream_of(row), words, day)
            found[known] = None if known in found else row
    return found
