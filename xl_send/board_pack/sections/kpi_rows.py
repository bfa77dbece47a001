"""One KPI as a row: baseline, expected, actual and target, its colour with the reason, and where it is heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from xl_send.analysis.words.entitlements import fewer_of_a_right
from xl_send.board_pack.material import Material
from xl_send.board_pack.sections.colours import reported_entry
from xl_send.board_pack.values import Heading, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, joined, labelled, sentence
from xl_send.disclosure.small_numbers import number_of
from xl_send.results import Fact, Item
from xl_send.text import figure
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

HEADINGS = (
    Heading("KPI", "name"), Heading("Baseline", "figure"), Heading("Expected", "figure"), Heading("Actual", "figure"),
    Heading("Target", "figure"), Heading("RAG", "why"), Heading("Reported", "tag"),
    Heading("Direction of travel", "travel"), Heading("What the owner says", "says"),
)  # fmt: skip
CONTEXT_HEADINGS = (
    Heading("Figure", "name"), Heading("Baseline", "figure"), Heading("Figure before", "figure"),
    Heading("Latest figure", "figure"), Heading("What the owner says", "says"),
)  # fmt: skip
# A bare number above this in a percentage is a finding: nothing may be led on from it.
HIGHEST_PERCENT = 1.5


def kpi_row(material: Material, item: Item, row: Kpi) -> tuple[TableEntry, ...]:
    """A rated KPI."""
    rating, shown = item.rating, material.shown
    kind = joined(item.id, row.type.value.lower() if row.type else "")
    leads = f"Leads to {row.leads_to}" if row.leads_to else ""
    by = f"By {say(row.target_date)}" if row.target_date else ""
    return (
        TableEntry(row.name or item.id, notes=filled(kind, leads, labelled("Owner", row.owner))),
        TableEntry(shown.baseline(row), notes=filled(_baseline_note(row))),
        TableEntry(shown.expected(row, rating), notes=_expected_at(material, row, rating.facts)),
        _judged(material, row, rating.facts, shown.judged(row, rating)),
        TableEntry(shown.target(row, rating), notes=filled(by)),
        TableEntry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
        reported_entry(item),
        _direction(material, row, rating.facts),
        TableEntry(shown.text(row, row.commentary), notes=filled(labelled("Back to green by", day(row.back_to_green)))),
    )


def _baseline_note(row: Kpi) -> str:
    if row.baseline is None and row.baseline_due:
        return f"Due on {say(row.baseline_due)}"
    return day(row.baseline_date)


def _expected_at(material: Material, row: Kpi, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The day from which the expectation holds, and the milestone at which it was set."""
    at = facts.get("expected_at")
    if not isinstance(at, date):
        return ()
    points = material.shown.figures.expectations_of(row)
    named = [point.milestone for point in points if at == _day_of(material, point)]
    return filled(say(at), f"At {named[0]}" if named else "")


def _day_of(material: Material, point: Expectation) -> date | None:
    milestone = material.programme.milestones.get(point.milestone)
    return point.measured_on or (milestone.baseline if milestone else None)


def _actual(material: Material, row: Kpi, actual: Actual | None) -> TableEntry:
    if actual is None:
        return TableEntry("None given")
    notes = filled(say(actual.period_end), labelled("Base", material.shown.base(actual)))
    return TableEntry(material.shown.actual(row, actual), notes=notes)


def _judged(material: Material, row: Kpi, facts: Mapping[str, Fact], judged: Actual | None) -> TableEntry:
    """The figure that is judged and, where it is not the latest, that one with its date."""
    entry, at = _actual(material, row, judged), facts.get("latest_date")
    every = material.shown.figures.actuals_of(row)
    latest = next((actual for actual in reversed(every) if actual.period_end == at), None)
    if latest is None:
        return entry
    told = f"Latest: {material.shown.actual(row, latest)} at {say(latest.period_end)}"
    return replace(entry, notes=(*entry.notes, told))


def _direction(material: Material, row: Kpi, facts: Mapping[str, Fact]) -> TableEntry:
    """Direction against the figure before and the year before, and where the last figures lead."""
    before, year = facts.get("direction"), facts.get("direction_year")
    notes = filled(f"On a year before: {str(year).lower()}" if year else "", _outlook(material, row, facts))
    untold = "Not told: fewer are no success" if fewer_of_a_right(row) else "Cannot be told yet"
    return TableEntry(str(before) if before else untold, notes=notes)


def _outlook(material: Material, row: Kpi, facts: Mapping[str, Fact]) -> str:
    outlook = facts.get("outlook")
    if not isinstance(outlook, Mapping):
        return ""
    value, at = number_of(outlook, "value"), outlook.get("date")
    figures = [actual.value or 0.0 for actual in material.shown.figures.actuals_of(row)]
    doubtful = row.unit is Unit.PERCENT and any(abs(item) > HIGHEST_PERCENT for item in figures)
    if value is None or not isinstance(at, date) or doubtful:
        return ""
    rounded = round(value, decimals(figures))
    return f"The last three figures lead to about {figure(rounded, row.unit)} on {say(at)}"


def decimals(values: Sequence[float]) -> int:
    """How many decimals these figures are given to, so that what is worked out from them is no finer."""
    return max((len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values), default=0)


def context_row(material: Material, row: Kpi) -> tuple[TableEntry, ...]:
    """A figure that is shown and not rated: the latest and the one before."""
    every = material.shown.figures.actuals_of(row)
    as_at = material.programme.as_at(row) or date.min
    found = every[: bisect_right(every, as_at, key=lambda actual: actual.period_end)]
    return (
        TableEntry(row.name or row.id, notes=material.whose(row.id, row.workstream, row.owner)),
        TableEntry(material.shown.baseline(row), notes=filled(day(row.baseline_date))),
        _actual(material, row, found[-2]) if len(found) > 1 else TableEntry(),
        _actual(material, row, found[-1] if found else None),
        TableEntry(material.shown.text(row, row.commentary)),
    )
