"""Why a row has its colour, in words: its reason, the dates and figures behind it, and who says otherwise.

And the row that explains a finding, as it is pasted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xl_send.commands.explain import ExplainResult
from xl_send.network import network_of
from xl_send.network.driving import DrivenDate
from xl_send.results import AspectName, Fact, Item, ProgrammeStatus
from xl_send.text import figure, gap, pounds, rounded, working_days
from xl_send.words import every_name
from xl_send.workbook.cells import row_number
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_NOTHING_HERE = (
    "There is nothing to explain in this row. Put the cursor on a row of Milestones, KPIs, Risks, Interdependencies, "
    "Issues and decisions, Resources, Money or Workstreams, and press Why this colour? again."
)
_NOT_RATED = (
    "{} has no colour: a cell that its colour rests on is blank or cannot be read. Press Validate: Checks says which."
)
# The names of facts that say enough as they stand, in the order in which they are told.
_SAID_PLAINLY: Mapping[str, str] = {
    "plan": "planned for",
    "forecast": "forecast for",
    "actual_date": "judged figure dated",
    "latest_date": "latest figure dated",
    "expected_at": "expected at",
    "feasible": "feasible on",
    "need_by": "needed by",
    "effective": "expected on",
    "likelihood": "likelihood",
    "impact": "impact",
    "score": "score",
    "action_due": "action due",
    "severity": "severity",
    "needed_by": "needed by",
    "direction": "since the last figure",
    "direction_year": "against a year before",
}
_WORKING_DAYS: Mapping[str, str] = {
    "late": "late by",
    "original_late": "late against its first date by",
    "float": "float",
}
_POUNDS: Mapping[str, str] = {"budget": "budget", "outturn": "forecast outturn"}
_FIGURES: Mapping[str, str] = {"actual": "judged figure", "latest": "latest figure", "expected": "expected"}
_GAPS: Mapping[str, str] = {"tolerance": "tolerance", "distance": "still to go to the target"}


def item_at(picture: ProgrammeStatus, sheet: str, row: int, record: str) -> Item | None:
    """The item of the row under the cursor, else the one of this id."""
    here = [item for item in picture.items if _stands_at(item, sheet, row)]
    named = [item for item in picture.items if item.id == record]
    return next(iter(here or named), None)


def driving_lines(programme: Programme, record: str) -> Iterator[str]:
    """What drives the date of a key milestone, step by step, and the range that the past suggests; else nothing."""
    network = network_of(programme)
    node = network.node(record)
    driven = DrivenDate.of(network, node.record) if node and isinstance(node.record, Milestone) else None
    if driven and driven.steps:
        yield "What drives its date, first to last:"
        yield from (f"- {step}" for step in driven.steps)
    if driven and driven.past:
        yield driven.past.sentence


def row_explained(picture: ProgrammeStatus, sheet: str, row: int, record: str) -> str:
    """The explanation of the row under the cursor; of another row, what to do instead.

    `record` is the id that the row is about where it is not the row itself: on Checks and Status.
    """
    if picture.as_at is None:
        return "Nothing has a colour yet: the Programme sheet has no readable As at date. Put it in first."
    item = item_at(picture, sheet, row, record)
    if item:
        return "\n".join(_told(item))
    workstream = [entry for entry in picture.aspects if entry.of == record and entry.aspect is AspectName.OVERALL]
    for aspect in workstream[:1]:
        parts = [f"{entry.aspect.heading}: {entry.sentence}." for entry in picture.aspects if entry.of == record]
        return "\n".join([f"{record} is {aspect.status.value} overall.", *parts])
    return _NOT_RATED.format(record) if "-" in record else _NOTHING_HERE


def _stands_at(item: Item, sheet: str, row: int) -> bool:
    accounts = any(account.cell.sheet == sheet and row_number(account.cell.address) == row for account in item.accounts)
    return accounts or (item.record.at("id").sheet == sheet and item.record.row == row)


def _told(item: Item) -> Iterator[str]:
    yield f"{item.id} is {item.status.value}: {item.reason}."
    facts = "; ".join(_facts(item))
    if facts:
        yield f"Behind it: {facts}."
    if item.reported:
        yield f"Its owner reports {item.reported.value}{' too' if item.reported.value == item.status.value else ''}."
    cells = list(dict.fromkeys(f"{cell.sheet} {cell.address}" for cell in item.rating.cells if cell.address))
    if cells:
        yield f"Decided by {every_name(cells)}."


def _facts(item: Item) -> Iterator[str]:
    """The facts that the reason does not tell already, each with its name: not the same day or figure again."""
    facts, told = item.rating.facts, item.rating.told
    said = {_fact(item, name, facts[name])[1] for name in told if name in facts}
    for name, value in facts.items():
        label, words = _fact(item, name, value)
        if words and words not in said:
            yield f"{label} {words}"


def _fact(item: Item, name: str, value: Fact) -> tuple[str, str]:
    if value is None or isinstance(value, bool | Mapping):
        return "", ""
    if isinstance(value, float | int):
        return _number(item, name, float(value))
    words = say(value) if isinstance(value, date) else str(value).lower()
    label = "done on" if name == "actual" else _SAID_PLAINLY.get(name, "")
    return label, words if label else ""


def _number(item: Item, name: str, number: float) -> tuple[str, str]:
    if name in _WORKING_DAYS:
        return _WORKING_DAYS[name], working_days(int(number)) if number or name == "float" else ""
    if name in _POUNDS:
        return _POUNDS[name], pounds(number)
    if isinstance(item.record, Kpi) and name in _FIGURES:
        return _FIGURES[name], figure(number, item.record.unit)
    if isinstance(item.record, Kpi) and name in _GAPS:
        return _GAPS[name], gap(number, item.record.unit)
    return _SAID_PLAINLY.get(name, ""), rounded(number) if name in _SAID_PLAINLY else ""


def explain_text(found: ExplainResult) -> str:
    """Its four cells, parted by tabs."""
    return "\t".join(found.row.cells)
