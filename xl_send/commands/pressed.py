"""Validate and Find conflicts, pressed: findings on a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.commands.checked import Checked, check_all, choose
from xl_send.commands.findings_text import closing_line
from xl_send.commands.gathering import Gathered, read_submission
from xl_send.commands.outcomes import Progress, count
from xl_send.commands.pressing import Answer, CellKind, Filled, Press, Title
from xl_send.excel.result_rows import CHECKS, CHECKS_NOTE, CHECKS_TITLES, LINK_PLACE, checks_row
from xl_send.findings import Finding
from xl_send.model.submissions import Programme
from xl_send.rules import Scope

CONFLICTS = "Conflicts"
CONFLICTS_NOTE = "What Find conflicts found: where two dates, plans or calls on one person do not go together."
CONFLICTS_TITLES: Mapping[str, tuple[int, str]] = {
    **{title: width for title, width in CHECKS_TITLES.items() if title != "Place"},
    "Also look at": (50, "The other cells that bear on it."),
}


def gathered_of(press: Press, progress: Progress) -> Gathered:
    """The one workbook, by its own name. Raises `RefusedError` when it cannot be read."""
    (submission,) = (
        read_submission(path, press.name) for path in progress([press.workbook], "reading the workbook", 1)
    )
    return Gathered(Programme((submission,)))


def validate(press: Press, progress: Progress) -> Answer:
    """Every finding, listed on Checks so that its cell lights up."""
    checked = check_all(gathered_of(press, progress), choose(scope=Scope.VALIDATION), progress)
    rows = tuple(_linked(checks_row(finding)) for finding in checked.findings)
    told = _sentence(checked)
    if checked.findings:
        told += " Next problem goes to each of them in turn."
    return Answer(told, (Filled(CHECKS, CHECKS_NOTE, _titles(CHECKS_TITLES), rows),))


def conflicts(press: Press, progress: Progress) -> Answer:
    """Every conflict of dates, order, people and terms, on a sheet of its own."""
    checked = check_all(gathered_of(press, progress), choose(scope=Scope.CONFLICTS), progress)
    if not checked.findings:
        return Answer("No conflict was found in this workbook. Conflicts with others show when all are consolidated.")
    rows = tuple((*_linked(checks_row(one)[:-1]), _bearing(one)) for one in checked.findings)
    filled = Filled(CONFLICTS, CONFLICTS_NOTE, _titles(CONFLICTS_TITLES), rows)
    return Answer(f"{_sentence(checked)} They are listed on the {CONFLICTS} sheet.", (filled,), show=CONFLICTS)


def _titles(widths: Mapping[str, tuple[int, str]]) -> tuple[Title, ...]:
    return tuple(
        Title(title, width, CellKind.LINK if place == LINK_PLACE else CellKind.TEXT)
        for place, (title, (width, _)) in enumerate(widths.items())
    )


def _linked(row: Sequence[str]) -> tuple[str, ...]:
    """A row whose cell is given as a place to go to."""
    sheet, address = row[LINK_PLACE - 1 : LINK_PLACE + 1]
    return (*row[:LINK_PLACE], f"{sheet}!{address}" if address else "", *row[LINK_PLACE + 1 :])


def _bearing(finding: Finding) -> str:
    return "; ".join(f"{one.cell.sheet} {one.cell.address}: {one.note}" for one in finding.related)


def _sentence(checked: Checked) -> str:
    told = closing_line(checked.gathered, checked.findings)
    if checked.silenced:
        told += f" {count(len(checked.silenced), 'rule is', 'rules are')} silenced on the Thresholds sheet."
    return told
