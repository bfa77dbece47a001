from __future__ import annotations

import pytest

from statuses import only, table
from xl_send.results import Item, Status


def line(more: str = "", **cells: str) -> Item:
    row = {"ID": "TRN-F01", **{_title(name): cell for name, cell in cells.items()}}
    return only(table("Money", row) + more, "TRN-F01")


def _title(name: str) -> str:
    return {"outturn": "Forecast outturn", "carry": "Carry-forward agreed", "spent": "Actual to date"}.get(
        name, name.capitalize()
    )


@pytest.mark.parametrize(
    ("outturn", "status"),
    [
        ("50000", Status.GREEN),
        ("52500", Status.GREEN),  # 5%
        ("52501", Status.AMBER),
        ("55000", Status.AMBER),  # 10%
        ("55001", Status.RED),
        ("45000", Status.GREEN),
    ],
)
def test_an_overspend_at_a_threshold_is_the_better_colour(outturn: str, status: Status) -> None:
    assert line(outturn=outturn).status is status


def test_thresholds_are_the_workbooks_own() -> None:
    own = table("Thresholds", {"Money amber over": "1%", "Money red over": "2%"})
    assert [line(own, outturn=outturn).status for outturn in ("50500", "51000", "51500")] == [
        Status.GREEN,
        Status.AMBER,
        Status.RED,
    ]


@pytest.mark.parametrize(
    ("outturn", "funding", "carry", "status"),
    [
        ("45000", "Grant", "", Status.GREEN),
        ("44999", "Grant", "", Status.AMBER),
        ("44999", "Grant", "No", Status.AMBER),
        ("44999", "Grant", "Yes", Status.GREEN),
        ("44999", "Base budget", "", Status.GREEN),
        ("0", "Grant", "", Status.AMBER),
    ],
)
def test_a_grant_underspent_without_carry_forward_is_amber(
    outturn: str, funding: str, carry: str, status: Status
) -> None:
    assert line(outturn=outturn, funding=funding, carry=carry).status is status


@pytest.mark.parametrize(("outturn", "status"), [("1", Status.RED), ("0", Status.NOT_RATED)])
def test_without_a_budget_any_outturn_is_red(outturn: str, status: Status) -> None:
    assert line(budget="0", outturn=outturn).status is status


@pytest.mark.parametrize(("outturn", "status"), [("-50000", Status.GREEN), ("-40000", Status.RED)])
def test_income_that_falls_short_is_an_overspend(outturn: str, status: Status) -> None:
    assert line(budget="-50000", outturn=outturn, funding="Partner").status is status


@pytest.mark.parametrize(
    ("budget", "outturn", "status"),
    [
        ("50000", "-1", Status.NO_DATA),
        ("50000", "0", Status.GREEN),
        ("-1", "-1", Status.GREEN),
        ("0", "-1", Status.RED),
    ],
)
def test_a_forecast_below_nought_of_a_budget_above_it_is_in_doubt(budget: str, outturn: str, status: Status) -> None:
    found = line(budget=budget, outturn=outturn, carry="Yes")
    assert found.status is status
    assert ("its Forecast outturn is in doubt: H2" in found.reason) is (status is Status.NO_DATA)


def test_reasons_are_in_pounds() -> None:
    assert line(outturn="56000").reason == "12% over budget: forecast outturn £56,000, budget £50,000"
    assert line(outturn="40000").reason == (
        "20% under budget: forecast outturn £40,000, budget £50,000; a grant, with no carry-forward agreed"
    )
    assert line().reason == "on budget: forecast outturn £50,000, budget £50,000"
    assert line(budget="0").reason == "forecast outturn of £50,000 without a budget"


def test_the_rows_of_a_withdrawn_workstream_are_not_rated() -> None:
    assert line(table("Workstreams", {"State": "Withdrawn"}), outturn="90000").status is Status.NOT_RATED


@pytest.mark.parametrize(
    ("budget", "outturn", "cell"),
    [
        ("104", "101500", "F2"),
        ("101500", "104", "H2"),
        ("100", "50000", "F2"),  # 500 times
        ("100", "49999", ""),
        ("100", "200000", "F2"),  # 2,000 times
        ("100", "200001", ""),
    ],
)
def test_a_figure_that_seems_to_be_in_thousands_is_in_doubt(budget: str, outturn: str, cell: str) -> None:
    found = line(budget=budget, outturn=outturn)
    assert (found.status is Status.NO_DATA) == bool(cell)
    assert not cell or found.reason.endswith(f"is in doubt: {cell}")


@pytest.mark.parametrize(
    ("outturn", "spent", "status"),
    [
        ("5000", "10000", Status.GREEN),
        ("5000", "10001", Status.NO_DATA),  # more than twice the forecast of the whole year
        ("25000", "74999", Status.NO_DATA),
        ("25000", "75000", Status.GREEN),  # the forecast fits the budget: what was spent is the odd one
        ("0", "1", Status.NO_DATA),
    ],
)
def test_a_forecast_of_less_than_half_of_what_has_been_spent_is_in_doubt(
    outturn: str, spent: str, status: Status
) -> None:
    found = line(budget="50000", outturn=outturn, spent=spent, carry="Yes")
    assert found.status is status
    assert ("its Forecast outturn is in doubt: H2" in found.reason) is (status is Status.NO_DATA)


@pytest.mark.parametrize(
    ("outturn", "carry", "status"),
    [
        ("45000", "", Status.GREEN),  # a tenth, as is tolerated
        ("44999", "", Status.NO_DATA),
        ("44999", "Yes", Status.GREEN),
        ("44999", "No", Status.NO_DATA),
        ("52501", "", Status.AMBER),
        ("55001", "", Status.RED),
    ],
)
def test_an_underspend_of_which_it_is_not_known_whether_it_is_a_grants_is_no_data(
    outturn: str, carry: str, status: Status
) -> None:
    found = line(outturn=outturn, carry=carry, funding="")
    assert found.status is status
    assert ("its Funding (D2) is blank" in found.reason) is (status is Status.NO_DATA)
