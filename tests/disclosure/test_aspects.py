"""Where a KPI stands among what drives a colour, once its figure is hidden: its place must not tell it."""

from __future__ import annotations

import pytest

from statuses import read, table
from xl_send.disclosure.aspects import SafeAspects
from xl_send.rag.items import items
from xl_send.rag.rollup import programme_status

MILESTONES = table(
    "Milestones",
    {"ID": "TRN-M01", "Baseline date": "11 Dec 2026", "Forecast date": "14 Dec 2026", "Fixed date": "Yes"},
    {"ID": "TRN-M02", "Baseline date": "11 Dec 2026", "Forecast date": "14 Jun 2027"},
    {"ID": "TRN-M03", "Baseline date": "11 Dec 2026", "Forecast date": "13 Jan 2027"},
    {"ID": "TRN-M04", "Baseline date": "30 Oct 2026", "Actual date": "30 Oct 2026", "Forecast date": ""},
)
KPI = table("KPIs", {"ID": "TRN-K01"}) + table("Expectations", {"Milestone": "TRN-M04", "Expected": "120"})
ALL = ("TRN-M01", "TRN-M02", "TRN-M03", "TRN-K01")


@pytest.mark.parametrize(
    ("value", "place"),
    [("12", 1), ("110", 2), ("120", 3)],  # Red, Amber and Green: before all that is as bad, but for fixed dates
)
@pytest.mark.parametrize("given", [ALL, (ALL[3], *ALL[:3]), (*ALL[:2], ALL[3], ALL[2])])
def test_a_hidden_kpi_stands_before_all_that_is_as_bad_but_for_fixed_dates(
    value: str, place: int, given: tuple[str, ...]
) -> None:
    programme = read(MILESTONES + KPI + table("Actuals", {"Value": value}))
    aspect = programme_status(programme).aspects[-1]._replace(drivers=given)
    (safe,) = SafeAspects(items(programme), {"TRN-K01"}).of([aspect])
    assert safe.drivers.index("TRN-K01") == place
    assert [name for name in safe.drivers if name != "TRN-K01"] == list(ALL[:3])


def test_what_is_no_item_gives_way_to_a_hidden_kpi() -> None:
    programme = read(MILESTONES + KPI + table("Actuals", {"Value": "110"}))
    aspect = programme_status(programme).aspects[-1]._replace(drivers=("OUT", "TRN-K01"))
    (safe,) = SafeAspects(items(programme), {"TRN-K01"}).of([aspect])
    assert safe.drivers == ("TRN-K01", "OUT")
