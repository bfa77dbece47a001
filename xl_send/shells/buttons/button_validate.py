"""Validate, pressed: findings on the Checks sheet."""

from __future__ import annotations

from xl_send.commands.checks import CheckResult
from xl_send.commands.validate import validate as find_problems
from xl_send.output.text.findings import closing_line
from xl_send.progress import Progress
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.words import counted
from xl_send.xlsx.write.result_rows import checks_table


def validate(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """Every finding, listed on Checks so that its cell lights up."""
    checked = find_problems(press.source, progress=progress)
    told = sentence_of(checked)
    if checked.findings:
        told += " Next problem goes to each of them in turn."
    return ButtonAnswer(told, (checks_table(checked.findings, checked.programme),))


def sentence_of(checked: CheckResult) -> str:
    """How much was found, and how many rules were silenced."""
    told = closing_line(checked.loaded, checked.findings)
    if checked.silenced:
        told += f" {counted(len(checked.silenced), 'rule is', 'rules are')} silenced on the Thresholds sheet."
    return told
