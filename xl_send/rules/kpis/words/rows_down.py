"""What shows that the figures of a KPI may stand one row too low."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.analysis.figures import Dated, actuals
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme, once_per_programme

FEWEST = 3


def perhaps_a_row_too_low(programme: Programme, kpi: Kpi, figures: Sequence[Dated]) -> str:
    """A question to put before the remedy where another figure is said to be the latest; blank where nothing asks it.

    Asked where the first row of a KPI alone is blank, without a Note, or gives the baseline of an earlier day.
    """
    rows, first = _rows(programme).get(kpi, ()), figures[0]
    if len(figures) < FEWEST or not rows or not programme.of(rows[0]).whole(Actual):
        return ""
    blank = [row for row in rows if row.value is None]
    if blank == [rows[0]] and not rows[0].note:
        return f"Value of its first row, {rows[0].at('value').address}, is blank: were all pasted one row too low? "
    earlier = kpi.baseline_date is not None and kpi.baseline_date < first.day
    if earlier and kpi.baseline == first.value and kpi.baseline_date:
        cell = first.row.at("value").address
        return f"{cell} gives the baseline of {say(kpi.baseline_date)}: were the figures pasted one row too low? "
    return ""


@once_per_programme
def _rows(programme: Programme) -> Mapping[Kpi, Sequence[Actual]]:
    """The rows of each KPI with a day, earliest first, with a figure or without."""
    found: dict[Kpi, list[Actual]] = {}
    for row, kpi in actuals(programme):
        if row.period_end:
            found.setdefault(kpi, []).append(row)
    return {kpi: sorted(rows, key=lambda row: row.period_end) for kpi, rows in found.items() if rows}
