"""One KPI as a row: baseline, expected, actual and target, its colour with the reason, and where it is heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.words.entitlements import fewer_of_a_right
from xl_send.board_pack.first_page.colour import compared
from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, labelled, with_commas
from xl_send.disclosure.small_numbers import number_of
from xl_send.rag.kpis.rating import way_off
from xl_send.results import Fact, Item, Status
from xl_send.text import figure, gap
from xl_send.value_classes import replace
from xl_send.words import sentence
from xl_send.workbook.days import say
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

HEADINGS = (
    Heading("KPI", "ask"), Heading("Expected", "dated"), Heading("Actual", "dated"), Heading("Target", "dated"),
    Heading("RAG", "why"), Heading("Direction of travel", "travel"),
)  # fmt: skip
CONTEXT_HEADINGS = (
    Heading("Figure", "name"), Heading("Baseline", "dated"), Heading("Figure before", "dated"),
    Heading("Latest figure", "dated"), Heading("What the owner says", "says"),
)  # fmt: skip
_OFF = frozenset({Status.RED, Status.AMBER})


def kpi_row(material: Material, item: Item, row: Kpi) -> tuple[TableEntry, ...]:
    """A rated KPI."""
    rating, shown = item.rating, material.shown
    by = f"By {say(row.target_date)}" if row.target_date else ""
    says = material.says(row, row.commentary) if item.status in _OFF and material.profile.narrative else ""
    return (
        TableEntry(
            row.name or item.id, notes=material.whose(with_commas(item.id, _kind(material, row)), row.owner, says)
        ),
        TableEntry(shown.expected(row, rating), notes=_expected_at(material, row, rating.facts)),
        _judged(material, row, rating.facts, shown.judged(row, rating)),
        TableEntry(shown.target(row, rating), notes=filled(by, _baseline(material, row))),
        TableEntry(tag=Tag.of(item.status), notes=filled(*_why(item, row))),
        _direction(material, row, rating.facts, outlook=item.status in _OFF),
    )


def _kind(material: Material, row: Kpi) -> str:
    """Leading or lagging, and what a leading one leads to."""
    kind = row.type.value.lower() if row.type else ""
    leads = row.leads_to if row.leads_to and row.leads_to not in material.hidden_ids else ""
    return f"{kind} to {leads}" if kind and leads else kind


def _why(item: Item, row: Kpi) -> Iterator[str]:
    """How far a figure is off; of what has no colour the reason; for what is off, what its owner says."""
    short, tolerated = (number_of(item.rating.facts, name) for name in ("shortfall", "tolerance"))
    if not item.status.coloured:
        yield sentence(item.rating.in_brief if item.rating.doubted else item.reason)
    elif short is not None and tolerated is not None and short > 0:
        yield f"{gap(short, row.unit)} {way_off(row)}, {gap(tolerated, row.unit)} tolerated."
    elif short is None:
        yield sentence(item.rating.in_brief)
    yield _reported(item)
    if item.status in _OFF:
        yield labelled("Green by", day(row.back_to_green))


def _reported(item: Item) -> str:
    """The colour that its owner reports, where that is not the computed one."""
    if item.reported is None or not item.status.coloured or not (how := compared(item.status, item.reported)):
        return ""
    return f"Reported {item.reported.value}: {how}."


def _baseline(material: Material, row: Kpi) -> str:
    """The figure before the work began, or when there will be one."""
    told = material.shown.baseline(row)
    due = f"Baseline due {say(row.baseline_due)}" if row.baseline_due else ""
    return f"From {told}" if told else due


def _expected_at(material: Material, row: Kpi, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The day from which the expectation holds, and the milestone at which it was set."""
    at = facts.get("expected_at")
    if not isinstance(at, date):
        return ()
    points = material.shown.figures.expectations_of(row)
    named = [point.milestone for point in points if at == _day_of(material, point)]
    shown = named and named[0] not in material.hidden_ids and material.profile.ids
    return (f"At {named[0]}" if shown else say(at),)


def _day_of(material: Material, point: Expectation) -> date | None:
    milestone = material.programme.milestones.get(point.milestone)
    return point.measured_on or (milestone.baseline if milestone else None)


def _actual(material: Material, row: Kpi, actual: Actual | None) -> TableEntry:
    if actual is None:
        return TableEntry("None given")
    doubt = "In doubt" if is_given_in_doubt(row, actual) else ""
    notes = filled(say(actual.period_end), doubt, labelled("Base", material.shown.base(actual)))
    return TableEntry(material.shown.actual(row, actual), notes=notes)


def _judged(material: Material, row: Kpi, facts: Mapping[str, Fact], judged: Actual | None) -> TableEntry:
    """The figure that is judged and, where it is not the latest, that one with its date."""
    entry, at = _actual(material, row, judged), facts.get("latest_date")
    every = material.shown.figures.actuals_of(row)
    latest = next((actual for actual in reversed(every) if actual.period_end == at), None)
    if latest is None:
        return entry
    return replace(entry, notes=(*entry.notes, f"Latest: {material.figure_at(row, latest)}"))


def _direction(material: Material, row: Kpi, facts: Mapping[str, Fact], *, outlook: bool) -> TableEntry:
    """Direction against the figure before and the year before, and where the last figures lead."""
    before, year = facts.get("direction"), facts.get("direction_year")
    notes = filled(
        f"On a year before: {str(year).lower()}" if year else "", _outlook(material, row, facts) if outlook else ""
    )
    untold = "Not told: fewer are no success" if fewer_of_a_right(row) else "Cannot be told yet"
    return TableEntry(str(before) if before else untold, notes=notes)


def _outlook(material: Material, row: Kpi, facts: Mapping[str, Fact]) -> str:
    outlook = facts.get("outlook")
    if not isinstance(outlook, Mapping):
        return ""
    value, at = number_of(outlook, "value"), outlook.get("date")
    figures = [actual.value or 0.0 for actual in material.shown.figures.actuals_of(row)]
    if value is None or not isinstance(at, date):
        return ""
    rounded = round(value, decimals(figures))
    return f"Heading for {figure(rounded, row.unit)} on {say(at)}"


def decimals(values: Sequence[float]) -> int:
    """How many decimals these figures are given to, so that what is worked out from them is no finer."""
    return max((len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values), default=0)


def context_row(material: Material, row: Kpi) -> tuple[TableEntry, ...]:
    """A figure that is shown and not rated: the latest and the one before."""
    found = material.shown.figures.given_by(row, material.programme.as_at(row) or date.min)
    return (
        TableEntry(row.name or row.id, notes=material.whose(row.id, row.owner)),
        TableEntry(material.shown.baseline(row), notes=filled(day(row.baseline_date))),
        _actual(material, row, found[-2]) if len(found) > 1 else TableEntry(),
        _actual(material, row, found[-1] if found else None),
        TableEntry(material.says(row, row.commentary) if material.profile.narrative else ""),
    )
