"""One KPI with its expectations and actuals, as short as a test can say it."""

from __future__ import annotations

from collections.abc import Sequence

from statuses import only, table
from xl_send.results import Item

Dated = tuple[str, str]


def kpi(
    expected: Sequence[Dated] = (("30 Sep 2026", "120"),),
    actuals: Sequence[Dated] = (("31 Oct 2026", "120"),),
    more: str = "",
    **cells: str,
) -> Item:
    """The KPI TRN-K01 (a count, higher is better, 100 to 200 by July 2027), rated at 13 November 2026.

    Expectations and actuals are (date, figure); other cells are named by their titles in small letters.
    """
    row = {"ID": "TRN-K01", **{_title(name): cell for name, cell in cells.items()}}
    points = [
        {"Milestone": f"TRN-M{place:02}", "Measured on": day, "Expected": figure}
        for place, (day, figure) in enumerate(expected, 1)
    ]
    figures = [{"Period end": day, "Value": figure} for day, figure in actuals]
    return only(table("KPIs", row) + table("Expectations", *points) + table("Actuals", *figures) + more, "TRN-K01")


def _title(name: str) -> str:
    return {"lag": "Publication lag (days)"}.get(name, name.replace("_", " ").capitalize())
