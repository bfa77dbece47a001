"""Values that cannot be what their cell says: rules report them, and no colour rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xl_send.findings import Cell
from xl_send.workbook.cells import Percentage
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.thresholds import Thresholds

# Above this a share in a percentage KPI can only mean so many per cent, however its cell shows it.
LARGEST_SHARE = 1.5
# Units of which nought is nothing, so that a base of nought may stand behind it.
COUNTED = (Unit.COUNT, Unit.POUNDS)
# Money in thousands beside money in pounds is a thousandth of it, give or take a half.
THOUSAND, WITHIN = 1000, 2
# Settings of which the first may not exceed the second.
ORDERED = (
    ("milestone_green", "milestone_amber"),
    ("full_allocation", "over_allocation"),
    ("money_amber", "money_red"),
    ("review_red", "review_amber"),
    ("review_amber", "review_green"),
    ("overdue_monthly", "overdue_half_termly"),
    ("overdue_half_termly", "overdue_termly"),
    ("overdue_monthly", "overdue_quarterly"),
    ("overdue_quarterly", "overdue_annual"),
    ("overdue_termly", "overdue_annual"),
)


class Doubt(NamedTuple):
    """Why a row has no colour though all its cells were read, and the cell to put right."""

    reason: str
    cell: Cell


def is_no_share(kpi: Kpi, value: float) -> bool:
    """Whether a figure of a percentage KPI is too large for a share: 35 is not 35%, nor is 3500%."""
    return kpi.unit is Unit.PERCENT and abs(value) > LARGEST_SHARE


def is_negative_count(kpi: Kpi, value: float) -> bool:
    """Whether there are fewer than none of what is counted."""
    return kpi.unit is Unit.COUNT and value < 0


def is_share_of_another_unit(kpi: Kpi, value: float) -> bool:
    """Whether a figure is shown as a percentage though its KPI is counted in something else; a rate may be."""
    return kpi.unit not in {Unit.PERCENT, Unit.RATE} and isinstance(value, Percentage)


def rests_on_nothing(kpi: Kpi, actual: Actual) -> bool:
    """Whether a figure rests on a base of nought, which only a count of none can."""
    return actual.base == 0 and actual.value is not None and (bool(actual.value) or kpi.unit not in COUNTED)


def target_comes_too_early(kpi: Kpi) -> bool:
    """Whether the target is to be reached before anything could be: it is not after the baseline."""
    start, end = kpi.baseline_date, kpi.target_date
    return start is not None and end is not None and end <= start


def is_no_tolerance(kpi: Kpi) -> bool:
    """Whether less than nothing is tolerated."""
    return kpi.tolerance is not None and kpi.tolerance < 0


def is_impossible(kpi: Kpi, value: float | None) -> bool:
    """Whether a figure cannot be one of its KPI, by its value alone."""
    return value is not None and (is_no_share(kpi, value) or is_negative_count(kpi, value))


def in_doubt(line: Resource) -> Doubt | None:
    """Why a line of somebody's time cannot be rated, if it cannot be."""
    if not _backwards(line):
        return None
    cell = line.at("ends")
    return Doubt(f"its dates are in doubt: {cell.address} is before its start", cell)


def in_thousands(line: MoneyLine) -> str:
    """Which of Budget and Forecast outturn seems to be in thousands beside the other in pounds, as a field's name.

    It is between 500 and 2,000 times smaller; neither an overspend nor an underspend comes near that. Else blank.
    """
    small, large = sorted(("budget", "outturn"), key=lambda name: float(getattr(line, name)))
    least, most = getattr(line, small), getattr(line, large)
    asked = least > 0 and THOUSAND / WITHIN <= round(most / least, 9) <= THOUSAND * WITHIN
    return small if asked else ""


def _backwards(row: Resource | CalendarEntry) -> bool:
    return row.ends < row.starts


def backward_entries(calendar: tuple[CalendarEntry, ...]) -> Iterator[CalendarEntry]:
    """The entries of a calendar that end before they start."""
    return (entry for entry in calendar if _backwards(entry))


def out_of_order(thresholds: Thresholds) -> Iterator[tuple[str, str]]:
    """Pairs of settings of which the first is above the second."""
    return ((lower, upper) for lower, upper in ORDERED if getattr(thresholds, lower) > getattr(thresholds, upper))
