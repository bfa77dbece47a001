"""KPIs point by point: what was expected and what was found on each day on which either is told."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import readable
from xl_send.datasets.dataset import DataRow, Dataset, date_field, number_field, text_field
from xl_send.rag.context import Measured
from xl_send.rag.kpis.expectations import in_force, judged_actual
from xl_send.rag.kpis.position import KpiPosition, kpi_position
from xl_send.rag.kpis.shortfalls import shortfall, shortfall_colour, tolerance
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

_UNIT = "in the KPI's own unit; a share of 1 for percent"
FIELDS = (
    text_field("workbook", "The workbook that gives the KPI."),
    text_field("kpi", "The KPI's id."),
    text_field("workstream", "The code of its workstream."),
    text_field("name", "What is measured."),
    text_field("owner", "The one role and person who answers for it."),
    text_field("unit", "What it is counted in."),
    date_field("day", "The day that the figure or the expectation speaks of."),
    number_field("actual", "The figure as it was found.", _UNIT),
    number_field("base", "Children, responses or cases behind the figure."),
    number_field("expected", "What is expected on that day; blank while nothing is.", _UNIT),
    number_field("agreed", "What was agreed for that very day; blank between such days.", _UNIT),
    number_field("tolerance", "The shortfall that still counts as Amber.", _UNIT),
    number_field("shortfall", "How far the figure falls short of what is expected; negative where it is ahead.", _UNIT),
    text_field(
        "colour",
        "The colour of that shortfall alone; blank for a figure within a period that waits for the next point.",
    ),
    text_field("in_doubt", "Yes where the figure cannot be right: nothing may be led on from it."),
    text_field("note", "What the workbook says of the figure."),
)


def kpi_points(programme: Programme) -> Dataset:
    """One row for each KPI and day: figures, expectations or both, in order of date, the target among them.

    A figure after the As at date is left out. The colour at a point is by the programme's thresholds.
    """
    measured = Measured.of(programme)
    rows = [
        row
        for kpi in programme.each(Kpi)
        if (contexts := measured.of_record(kpi))
        for row in _rows(kpi_position(kpi, contexts.shared))
    ]
    description = "One row for each KPI and day: what was found, what was expected, and the colour of the difference."
    return Dataset("kpi_points", description, FIELDS, ("workbook", "kpi", "day"), rows)


def _rows(seen: KpiPosition) -> Iterator[DataRow]:
    actuals = {actual.period_end: actual for actual in seen.actuals}
    agreed = {point.day: point.value for point in seen.points}
    for when in sorted(actuals.keys() | agreed.keys()):
        actual = actuals.get(when)
        expected = in_force(seen.kpi, seen.points, when, seen.context)
        yield {
            "workbook": seen.kpi.workbook,
            "kpi": seen.kpi.id,
            "workstream": seen.kpi.workstream,
            "name": seen.kpi.name,
            "owner": seen.kpi.owner,
            "unit": seen.kpi.unit.value,
            "day": when,
            "actual": None if actual is None or actual.value is None else float(actual.value),
            "base": actual.base if actual else None,
            "expected": float(expected.value) if expected else None,
            "agreed": None if when not in agreed else float(agreed[when]),
            "note": actual.note if actual else None,
            "in_doubt": "Yes" if actual and is_given_in_doubt(seen.kpi, actual) else None,
            **_judged(seen, actual, float(expected.value) if expected else None),
        }


def _judged(seen: KpiPosition, actual: Actual | None, expected: float | None) -> DataRow:
    kpi = seen.kpi
    if expected is None or kpi.better is Better.CONTEXT:
        return {"tolerance": None, "shortfall": None, "colour": None}
    tolerated = tolerance(kpi, expected, seen.context.thresholds)
    if actual is None or actual.value is None or not readable(kpi, actual.value) or is_given_in_doubt(kpi, actual):
        return {"tolerance": tolerated, "shortfall": None, "colour": None}
    short = shortfall(kpi, expected, actual.value)
    until = [other for other in seen.actuals if other.period_end <= actual.period_end]
    judged = judged_actual(kpi, [point for point in seen.points if point.day <= actual.period_end], until)
    colour = shortfall_colour(kpi, short, tolerated).value if judged is actual else None
    return {"tolerance": tolerated, "shortfall": short, "colour": colour}
