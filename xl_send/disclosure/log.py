"""The disclosure log: what is not shown, where it stands and why, for the monitoring officer.

It names figures by their KPI, column and date and holds none of them, nor any text that is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.disclosure.kpi_figures import BASE, BASELINE, VALUE, Cause, KpiFigure
from xl_send.disclosure.owners_words import text_columns
from xl_send.disclosure.publication import Publication
from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Submission

_TEXT = "free text"
_PERSONAL = "personal data"
_A_TEXT = "it holds a number beside a figure that is hidden, or tells of few children"
_NOT_QUOTED = "it could not be read and may tell a figure or few children: it is not quoted"
_OF_WHOM = {"child": "a child", "birth": "a child", "upn": "a pupil", "likely upn": "a pupil"}


class NotShown(NamedTuple):
    """One thing that is not shown: its cell, what it is in words, the kind of suppression, and why.

    `instead` is what is shown in its place; blank where that stood there already when the workbook was read.
    """

    cell: Cell
    what: str
    kind: str
    why: str
    instead: str = ""


def disclosure_log(seen: Publication) -> tuple[NotShown, ...]:
    """Everything that a publication does not show, in the order of workbooks, sheets and rows."""
    found = [entry for submission in seen.shown.programme.submissions for entry in _entries(seen, submission)]
    return tuple(dict.fromkeys(found))


def _entries(seen: Publication, submission: Submission) -> Iterator[NotShown]:
    for rows in submission.records.values():
        for record in rows:
            yield from _figures(seen, record)
            yield from _texts(seen, record)
    for before, after in zip(submission.unread_cells, _safe(seen, submission).unread_cells, strict=True):
        if before.text != after.text:
            yield NotShown(before.cell, f"{before.column.title}, as it lies", _TEXT, _NOT_QUOTED, after.text)
    for (sheet, address), names in submission.withheld.items():
        whom = next((words for name, words in _OF_WHOM.items() if name in names), "a person")
        why = f"it may identify {whom}"
        yield NotShown(Cell(submission.workbook, sheet, address), "Text" if address else "Name", _PERSONAL, why)


def _safe(seen: Publication, submission: Submission) -> Submission:
    return seen.programme.by_workbook[submission.workbook]


def _figures(seen: Publication, record: Record) -> Iterator[NotShown]:
    hidden = seen.shown.hidden
    for column, figure in _places(record):
        if cause := hidden.get(figure):
            yield _not_shown(record, column, cause, seen.shown.instead_of(cause))
    for column in seen.against_colour(record):
        yield _not_shown(record, column, Cause.COLOUR, seen.shown.instead_of(Cause.COLOUR))


def _places(record: Record) -> Iterator[tuple[str, KpiFigure]]:
    if isinstance(record, Actual):
        yield VALUE, KpiFigure.value_of(record)
        yield BASE, KpiFigure.base_of(record)
    elif isinstance(record, Kpi):
        yield BASELINE, KpiFigure(record.id, BASELINE)


def _not_shown(record: Record, column: str, cause: Cause, instead: str) -> NotShown:
    title = columns_by_name(type(record))[column].title
    return NotShown(record.at(column), f"{title} of {_named(record)}", cause.kind, cause.value, instead)


def _named(record: Record) -> str:
    if isinstance(record, Actual):
        return f"{record.kpi} at {say(record.period_end)}"
    return f"{record.kpi} at {record.milestone}" if isinstance(record, Expectation) else record.label


def _texts(seen: Publication, record: Record) -> Iterator[NotShown]:
    safe = seen.record(record)
    if safe is None or safe is record:
        return
    for name in text_columns(type(record)):
        if getattr(safe, name) != getattr(record, name):
            title = columns_by_name(type(record))[name].title
            what = f"{title} of {_named(record)}"
            yield NotShown(record.at(name), what, _TEXT, _A_TEXT, seen.shown.instead_of_text)
