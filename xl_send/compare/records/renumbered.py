"""Rows that stand under another id than at the board before: the same words of the same day are the same row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.compare.snapshots import BoardComparison, BoardSnapshot, workstream_of
from xl_send.compare.wording import row_name
from xl_send.frozen import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import identity

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
        words, day = name_key(row_name(row)), getattr(row, _DAY[record], None)
        if words and day is not None:
            known = (workstream_of(row), words, day)
            found[known] = None if known in found else row
    return found
