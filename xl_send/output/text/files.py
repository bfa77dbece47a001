"""What is said of files that were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.output.policy import policy_lines
from xl_send.words import counted
from xl_send.workbook.days import say

if TYPE_CHECKING:
    from xl_send.commands.packs.report import ReportResult
    from xl_send.commands.starting.new import NewResult
    from xl_send.commands.starting.next_return import NextResult, NextReturn
    from xl_send.commands.starting.upgrade import UpgradedWorkbook, UpgradeResult


def new_text(made: NewResult) -> str:
    """Where the blank workbook is, and how to begin."""
    return f"A blank workbook ({made.edition} edition) is in {made.path}. Open it and begin on the Start sheet."


def report_text(made: ReportResult) -> str:
    """Where the board summary is, and of how many workbooks."""
    books = counted(len(made.programme.submissions), "workbook")
    *first, last = map(str, made.paths)
    places = f"{', '.join(first)} and {last}" if first else last
    told = f"Board summary of {books} written to {places}"
    return "\n".join([told, *policy_lines(made.programme)])


def next_text(made: NextResult) -> str:
    """For each return that was begun: where it is, what was rolled on, what was put aside; then what was refused.

    In between stands what holds for all that were begun from a programme workbook or a history.
    """
    lines = [*(line for item in made.returns for line in _begun(item)), *made.told]
    return "\n".join([*lines, *(f"{item.path}: {item.sentence}" for item in made.refused)])


def _begun(item: NextReturn) -> list[str]:
    rolled = item.rolled
    period = f"Reporting period {rolled.period}" if rolled.period else "Reporting period is blank: type the new one"
    lines = [f"{item.path}: As at {say(rolled.as_at)}, after {say(rolled.previous)}. {period}."]
    if item.not_found:
        lines.append(f"  {item.not_found}. It stays as it is: nothing of it is rolled on.")
    if item.lacking:
        lines.append(f"  {item.lacking}. This one begins without it: type it in, or begin from the file that was sent.")
    if rolled.said:
        stand = "stands" if rolled.said == 1 else "stand"
        cells = "its cell is" if rolled.said == 1 else "their cells are"
        texts = f"{counted(rolled.said, 'text')} of last time {stand} on the sheet Last time"
        lines.append(f"  {texts}; {cells} blank, to be written anew.")
    if rolled.archived:
        rows = counted(rolled.archived, "row")
        lines.append(f"  On the sheet Archive: {rows} that were closed, delivered or reached.")
    if item.signed:
        lines.append("  The last return is signed; the signature does not hold for this one.")
    return [*lines, *(f"  {sentence}" for sentence in item.told)]


def upgrade_text(made: UpgradeResult) -> str:
    """For each workbook: where its copy is, and what was put in or would be; then what was refused."""
    lines = [line for item in made.workbooks for line in _brought(item, preview=made.preview)]
    return "\n".join([*lines, *(f"{item.path}: {item.sentence}" for item in made.refused)])


def _brought(item: UpgradedWorkbook, *, preview: bool) -> list[str]:
    was = item.was or "without a Template version"
    lost = [f"{item.not_found}. It stays as it is: nothing is put into it."] if item.not_found else []
    told = [f"  {sentence}" for sentence in (*lost, *item.told)]
    if not item.moved:
        return [f"{item.old}: It is of the present edition already ({was}). Nothing is to be done.", *told]
    if preview:
        lines = [
            f"{item.old} ({was}): {counted(len(item.moved), 'thing')} would be put in or changed. Nothing is written."
        ]
    else:
        lines = [f"{item.path}: {counted(len(item.moved), 'thing')} put in or changed; all else is as in {item.old}."]
    lines += [f"  {one.sheet} {one.cell}: {one.what}." if one.sheet else f"  {one.what}." for one in item.moved]
    if item.signed and not preview:
        lines.append("  The old workbook is signed; the signature does not hold for this one.")
    return [*lines, *told]
