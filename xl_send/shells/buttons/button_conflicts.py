"""Find conflicts, pressed: where two plans do not fit, on a sheet of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from xl_send.commands.checks import check_all, choose
from xl_send.commands.conflicts import not_read
from xl_send.commands.outcomes import Progress
from xl_send.findings import Cell, Finding
from xl_send.rules import Scope
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, ColumnTitle, Filled
from xl_send.shells.buttons.button_validate import gathered_of, linked, sentence_of, titles_of
from xl_send.words import listed
from xl_send.workbook.days import say
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.write.result_rows import CHECKS_TITLES, checks_rows

CONFLICTS = "Conflicts"
_PLACE = list(CHECKS_TITLES).index("Place")
NOTE = "What Find conflicts found: where two dates, plans or calls on one person do not go together."
# The same as on Checks, with what else bears on it in the place of Place.
TITLES: Mapping[str, tuple[int, str]] = {
    **dict(list(CHECKS_TITLES.items())[:_PLACE]),
    "Also look at": (50, "The other cells that bear on it."),
    **dict(list(CHECKS_TITLES.items())[_PLACE + 1 :]),
}


def conflicts(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """Every conflict of dates, order, people and terms; what was not checked for want of a workbook is said.

    Where there is none, the sheet says so: a list of earlier ones must not stay standing.
    """
    gathered = gathered_of(press, progress)
    checked = check_all(gathered, choose(scope=Scope.CONFLICTS), progress)
    codes = sorted({unresolved_reference.code for unresolved_reference in not_read(gathered.programme)})
    unchecked = (
        f" Dates that rest on {listed(codes)} were not checked: no workbook of theirs was read." if codes else ""
    )
    told = f"{sentence_of(checked)}{unchecked} The Conflicts sheet lists them."
    note = NOTE
    if not checked.findings:
        told = note = f"No conflict was found{_dated(gathered.programme)}.{unchecked}"
    listed_rows = checks_rows(checked.findings)
    rows = tuple(linked((*row[:_PLACE], _bearing(listed_row), *row[_PLACE + 1 :])) for listed_row, row in listed_rows)
    filled = Filled(CONFLICTS, note, titles_of(TITLES), rows)
    if len(gathered.programme.submissions) > 1:
        filled = _with_workbooks(filled, [listed_row for listed_row, _ in listed_rows])
    return ButtonAnswer(told, (filled,), show=CONFLICTS)


def _dated(programme: Programme) -> str:
    """As at which date, where the workbooks give one."""
    return f" as at {say(programme.latest)}" if programme.latest else ""


def _with_workbooks(filled: Filled, findings: Sequence[Finding]) -> Filled:
    """The list with each finding's workbook before it."""
    rows = tuple((Path(finding.cell.workbook).name, *row) for finding, row in zip(findings, filled.rows, strict=True))
    return filled._replace(titles=(ColumnTitle("Workbook", 24), *filled.titles), rows=rows)


def _bearing(finding: Finding) -> str:
    return "; ".join(f"{_place(related.cell, finding.cell.workbook)}: {related.note}" for related in finding.related)


def _place(cell: Cell, workbook: str) -> str:
    elsewhere = "" if cell.workbook == workbook else f"{Path(cell.workbook).name} "
    return f"{elsewhere}{cell.sheet} {cell.address}"
