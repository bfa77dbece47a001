"""Validate, pressed: findings on the Checks sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.commands.checks import CheckResult, check_all, choose
from xl_send.commands.loading import LoadedProgramme, read_submission
from xl_send.commands.outcomes import Progress, count
from xl_send.output.findings_text import closing_line
from xl_send.rules import Scope
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, CellKind, ColumnTitle, Filled
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.write.result_rows import CHECKS, CHECKS_NOTE, CHECKS_TITLES, LINK_PLACE, checks_rows


def gathered_of(press: ButtonPress, progress: Progress) -> LoadedProgramme:
    """The one workbook by its own name, or what was read already. Raises `RefusedError` when it cannot be read."""
    if press.read:
        return press.read
    (submission,) = (
        read_submission(path, press.name) for path in progress([press.workbook], "reading the workbook", 1)
    )
    return LoadedProgramme(Programme((submission,)))


def validate(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """Every finding, listed on Checks so that its cell lights up."""
    checked = check_all(gathered_of(press, progress), choose(scope=Scope.VALIDATION), progress)
    rows = tuple(linked(row) for _, row in checks_rows(checked.findings))
    told = sentence_of(checked)
    if checked.findings:
        told += " Next problem goes to each of them in turn."
    return ButtonAnswer(told, (Filled(CHECKS, CHECKS_NOTE, titles_of(CHECKS_TITLES), rows),))


def titles_of(widths: Mapping[str, tuple[int, str]]) -> tuple[ColumnTitle, ...]:
    """The columns of a list of findings, in which cells are links."""
    return tuple(
        ColumnTitle(title, width, CellKind.LINK if place == LINK_PLACE else CellKind.TEXT)
        for place, (title, (width, _)) in enumerate(widths.items())
    )


def linked(row: Sequence[str]) -> tuple[str, ...]:
    """A row whose cell is given as a place to go to."""
    sheet, address = row[LINK_PLACE - 1 : LINK_PLACE + 1]
    return (*row[:LINK_PLACE], f"{sheet}!{address}" if address else "", *row[LINK_PLACE + 1 :])


def sentence_of(checked: CheckResult) -> str:
    """How much was found, and how many rules were silenced."""
    told = closing_line(checked.gathered, checked.findings)
    if checked.silenced:
        told += f" {count(len(checked.silenced), 'rule is', 'rules are')} silenced on the Thresholds sheet."
    return told
