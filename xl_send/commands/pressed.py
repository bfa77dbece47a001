"""Validate, pressed: what the Checks sheet is filled with."""

from __future__ import annotations

from xl_send.commands.checked import Checked, check_all, choose
from xl_send.commands.findings_text import closing_line
from xl_send.commands.gathering import Gathered, read_submission
from xl_send.commands.outcomes import Progress, count
from xl_send.commands.pressing import Answer, CellKind, Filled, Press, Title
from xl_send.excel.result_rows import CHECKS, CHECKS_NOTE, CHECKS_TITLES, LINK_PLACE, checks_row
from xl_send.findings import Finding
from xl_send.model.submissions import Programme


def gathered_of(press: Press, progress: Progress) -> Gathered:
    """The one workbook, by its own name. Raises `RefusedError` when it cannot be read."""
    (submission,) = (
        read_submission(path, press.name) for path in progress([press.workbook], "reading the workbook", 1)
    )
    return Gathered(Programme((submission,)))


def validate(press: Press, progress: Progress) -> Answer:
    """Every finding, listed on Checks so that its cell lights up."""
    checked = check_all(gathered_of(press, progress), choose(), progress)
    titles = tuple(
        Title(title, width, CellKind.LINK if place == LINK_PLACE else CellKind.TEXT)
        for place, (title, (width, _)) in enumerate(CHECKS_TITLES.items())
    )
    rows = tuple(map(_row, checked.findings))
    return Answer(_sentence(checked), (Filled(CHECKS, CHECKS_NOTE, titles, rows),))


def _row(finding: Finding) -> tuple[str, ...]:
    row = list(checks_row(finding))
    row[LINK_PLACE] = f"{finding.cell.sheet}!{finding.cell.address}" if finding.cell.address else ""
    return tuple(row)


def _sentence(checked: Checked) -> str:
    told = closing_line(checked.gathered, checked.findings)
    if checked.silenced:
        told += f" {count(len(checked.silenced), 'rule is', 'rules are')} silenced on the Thresholds sheet."
    return f"{told} Next problem goes to each of them in turn." if checked.findings else told
