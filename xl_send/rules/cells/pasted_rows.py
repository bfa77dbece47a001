"""Rows of which the cells stand one place too far to the right or the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.columns import Column, Layout, columns_by_name
from xl_send.workbook.kinds import Choice, Day, Number
from xl_send.workbook.sheets_seen import SheetSeen, UnreadCell
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unreadable import UnreadableError

# So many cells that only make sense one place further on are no slip of each of them.
FEWEST = 3
# Kinds that do not take any text.
_STRICT = (Choice, Day, Number)
_SIDES = ((-1, "right"), (1, "left"))
_FOLLOW = ("WB01", "WB02", "WB03", "WB04", "WB05", "WB06", "WB10", "WB19", "RF09")


@rule(
    "WB26",
    Severity.ERROR,
    "From {first} on, the cells of this row seem to stand one place too far to the {side}.",
    "Move them back to their columns: {text} belongs under {column}.",
    brings=dict.fromkeys(_FOLLOW, Reach.ROW),
    on_reading=True,
)
def row_moved_sideways(programme: Programme) -> Iterator[Hit]:
    """The cells of a row stand under their own headings.

    A cell that was put in or deleted, or a row pasted one column on, moves all that follow it. Told where three cells
    and more that cannot be read, and half of those with a date, number or list beside them, could be read there.

    **Fails**

    Risks:
    | ID | Owner | Likelihood | Impact | Reported RAG | Response | Mitigation | Status |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | | <Transition Lead> | 4 | 4 | Amber | Treat | 22 Jan 2027 |

    **Passes**

    Risks:
    | ID | Owner | Likelihood | Impact | Reported RAG | Response | Status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Transition Lead | high | middling | Blue | Trat | Opened |
    """
    for submission in programme.submissions:
        rows: dict[tuple[str, str], list[UnreadCell]] = {}
        for found in submission.unread_cells:
            rows.setdefault((found.cell.sheet, _row(found)), []).append(found)
        for cells in rows.values():
            seen = _seen_of(submission, cells[0]) if len(cells) >= FEWEST else None
            if seen:
                yield from _moved(seen, cells)


def _row(found: UnreadCell) -> str:
    return found.cell.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _seen_of(submission: Submission, found: UnreadCell) -> SheetSeen | None:
    sheets = (seen for seen in submission.seen.values() if seen.table.sheet == found.cell.sheet)
    return next((seen for seen in sheets if seen.record.SHEET.layout is Layout.TABLE), None)


def _moved(seen: SheetSeen, cells: Sequence[UnreadCell]) -> Iterator[Hit]:
    columns = columns_by_name(seen.record)
    at = {place: columns[name] for name, place in seen.table.places.items() if name in columns}
    ordered = sorted(cells, key=lambda found: seen.table.places.get(found.column.name, 0))
    for step, side in _SIDES:
        beside_them = [(found, at.get(seen.table.places.get(found.column.name, 0) + step)) for found in ordered]
        asked = [(found, beside) for found, beside in beside_them if beside and isinstance(beside.kind, _STRICT)]
        told = [(found, beside) for found, beside in asked if _fits(beside, found.text)]
        if len(told) >= FEWEST and 2 * len(told) >= len(asked):
            found, beside = told[0]
            yield hit(
                ordered[0].cell, first=ordered[0].cell.address, side=side, text=found.cell.address, column=beside.title
            )
            return


def _fits(column: Column, text: str) -> bool:
    """Whether a text can be read under another heading."""
    try:
        return column.kind.read(text)[0] is not None
    except UnreadableError:
        return False
