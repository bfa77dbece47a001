"""Planting a fault, running the catalogue on the result, and saying what differs from what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

from examples import as_read
from faults.clean import Blame, clean_findings, validated
from faults.planting import Planter
from faults.plot import Plot
from xl_send.findings import Finding, Severity
from xl_send.reading.markdown import book_of
from xl_send.workbook.submissions import Programme, Submission

# Rules that hold a reported colour against the computed one: a fault that changes the computed colour is told by
# them too, as it should be.
REPORTED_TOO_WELL = "WM"
# So are these, which look at computed colours alone.
BY_COLOUR = frozenset({"MS42", "KP64", "KP73"})
# A fault that takes an explained finding away leaves its explanation without one.
EXPLAINS_NOTHING = "EP02"


@cache
def _untouched(name: str) -> Submission:
    return as_read(book_of(Plot(Random(0)).books[name]))  # noqa: S311 - chooses test cases


def _read(plot: Plot, name: str) -> Submission:
    if name not in plot.touched:
        return _untouched(name)
    book = book_of(plot.books[name])
    for rebuild in plot.rebuilt.get(name, ()):
        book = rebuild(book)
    return as_read(book)


def _place(finding: Finding) -> Blame:
    return finding.cell.workbook, finding.cell.sheet, finding.cell.address


def _known_by(finding: Finding, called: Mapping[str, str]) -> tuple[str, ...]:
    """What makes a finding the same where columns have moved: its rule, record, column and words, not its address."""
    cell = finding.cell
    workbook = called.get(cell.workbook, cell.workbook)
    return finding.rule, workbook, cell.sheet, cell.record or cell.address, cell.column, finding.message


def changed(plot: Plot) -> Programme:
    """The changed programme as the product reads it."""
    return Programme(tuple(_read(plot, name) for name in plot.books))


def new_findings(plot: Plot) -> list[Finding]:
    """What the catalogue finds in the changed programme and did not find in the clean one."""
    known = {_known_by(clean_finding, {}) for clean_finding in clean_findings()}
    found = validated(changed(plot))
    return [item for item in found if _known_by(item, plot.called) not in known]


def _follows_anyway(finding: Finding) -> bool:
    follows = finding.rule.startswith(REPORTED_TOO_WELL) or finding.rule in BY_COLOUR
    return (follows and finding.severity is not Severity.ERROR) or finding.rule == EXPLAINS_NOTHING


def judge(planter: Planter, seed: str) -> str:
    """Plant a fault by a seed; what is wrong with the findings, in words, or nothing.

    What is told as following from the fault is no fault of its own.
    """
    plot = Plot(Random(seed))  # noqa: S311 - chooses test cases
    meant = planter.cells(plot)
    found = new_findings(plot)
    blamed = {_place(item) for item in found if item.rule == planter.rule}
    own = {item.key for item in found if item.rule == planter.rule}
    others = [
        item
        for item in found
        if item.rule not in {planter.rule, *planter.also} and item.because_of not in own and not _follows_anyway(item)
    ]
    if blamed == meant and not others:
        return ""
    lines = [f"seed {seed}, rule {planter.rule}. Planted:", *plot.told]
    lines += [f"not blamed: {' '.join(cell)}" for cell in sorted(meant - blamed)]
    lines += [f"blamed by mistake: {' '.join(cell)}" for cell in sorted(blamed - meant)]
    lines += [f"follows: {other.severity} {other.rule} {' '.join(_place(other))}: {other.message}" for other in others]
    return "\n    ".join(lines)
