"""Explain this finding, pressed: its row under Explanations, and Checks as it is with it."""

from __future__ import annotations

from xl_send.commands.checks import CheckResult
from xl_send.commands.explain import ExplanationRow, row_for
from xl_send.commands.validate import validate as find_problems
from xl_send.errors import CannotRunError
from xl_send.findings import Explained
from xl_send.progress import Progress
from xl_send.rules.explained import plain_key
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.table import Table
from xl_send.workbook.days import say
from xl_send.xlsx.write.result_rows import checks_table, explanation_table

FOR_GOOD = "for good"
WHICH = (
    "Put the cursor on a row of Checks, or on a cell that is lit up, and press Explain this finding again. If nothing "
    "is lit up, press Validate first."
)
WHAT_IS_NEEDED = "Nothing was explained: a reason is needed, whose word it is, and until when it holds."


def explain(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The row, below those that are there, and Checks on which the finding stands as explained.

    Raises `CannotRunError` where there is no such finding, no reason, or a day that cannot be read or is over.
    """
    key, until = press.given.get("finding", ""), press.given.get("until", "").strip()
    if not key:
        raise CannotRunError(WHICH)
    if not press.given.get("reason", "").strip():
        raise CannotRunError(WHAT_IS_NEEDED)
    checked = find_problems(press.source, progress=progress)
    last = None if until.casefold() in {"", FOR_GOOD} else until
    row = row_for(checked.loaded, key, press.given["reason"], by=press.given.get("by", ""), until=last)
    _refuse_one_that_is_over(row, checked)
    held = f"until {say(row.until)}" if row.until else FOR_GOOD
    told = (
        f"{row.finding.cell.sheet} {row.finding.cell.address} is explained {held}. The row stands under Explanations "
        "on Checks, where it can be changed or deleted."
    )
    return ButtonAnswer(told, (_checks_with(row, checked),), added=(explanation_table([row.values]),))


def _checks_with(row: ExplanationRow, checked: CheckResult) -> Table:
    explained = Explained(row.reason, row.by, row.until)
    findings = [
        finding._replace(explained=explained) if plain_key(finding.key) == plain_key(row.key) else finding
        for finding in checked.findings
    ]
    return checks_table(findings, checked.programme)


def _refuse_one_that_is_over(row: ExplanationRow, checked: CheckResult) -> None:
    """An explanation that has run out on the day of its return would explain nothing."""
    as_at = checked.programme.as_at_override or next(
        (item.as_at for item in checked.programme.submissions if item.workbook == row.finding.cell.workbook), None
    )
    if row.until and as_at and row.until < as_at:
        message = f"{say(row.until)} is before the As at date, {say(as_at)}. Give a later day, or {FOR_GOOD}."
        raise CannotRunError(message)
