"""A rule that fails over some row: told as a finding of that row, so that no fault of ours ends what the others say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from types import TracebackType

from xl_send.errors import fault_place
from xl_send.findings import Cell, Finding, Severity, Worded
from xl_send.rules.catalogue import Rule
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.submissions import Programme

_FIX = (
    "What this rule asks is not known until xl_send is mended. Tell whoever looks after it here, with these words; "
    "look at the cells of that row meanwhile."
)
_KEY = "could not be run"


def not_run(rule: Rule, error: Exception, programme: Programme) -> Finding:
    """What is told of a rule that failed: the row it was at, as far as that shows, and the place in our own code."""
    record = next(_records(error.__traceback__), None)
    on = f" on {type(record).SHEET.title} row {record.row}" if record is not None else ""
    return Finding(
        rule=rule.id,
        severity=Severity.ERROR,
        cell=_cell(record, programme),
        wording=Worded(
            f"{rule.id} could not be run{on}: xl_send has met a fault of its own ({fault_place(error)}).", _FIX
        ),
        key=f"{rule.id}:{_KEY}",
    )


def _cell(record: Record | None, programme: Programme) -> Cell:
    """The first cell of the row; where no row shows, the first workbook as a whole."""
    if record is not None:
        return record.at(columns_of(type(record))[0].name)
    return Cell(next((found.workbook for found in programme.submissions), ""), "", "")


def _records(trace: TracebackType | None) -> Iterator[Record]:
    """The rows that were at hand where it failed, the innermost first."""
    frames = []
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    for frame in reversed(frames):
        values = list(frame.f_locals.values())
        within = chain.from_iterable(value for value in values if isinstance(value, tuple) and len(value) < 9)
        yield from (value for value in chain(values, within) if isinstance(value, Record))
