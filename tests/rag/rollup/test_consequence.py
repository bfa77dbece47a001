"""What each kind of row would cost, and so in which order what drives a colour is named."""

from __future__ import annotations

from datetime import date

import pytest

from statuses import read, table
from xl_send.calendar import WorkingDays
from xl_send.rag.items import items
from xl_send.rag.rollup.consequence import Class, Consequence, Consequences
from xl_send.results import Item, Rating, Status
from xl_send.workbook.submissions import Programme

LATE = {"Baseline date": "11 Dec 2026", "Forecast date": "18 Dec 2026"}


def measured(text: str) -> tuple[Consequences, Item]:
    """The only item of a text, and what it is measured by, with nothing measured yet."""
    programme: Programme = read(text)
    (item,) = items(programme)
    return Consequences(programme, WorkingDays.of(())), item


def milestone(**cells: str) -> str:
    return table("Milestones", {**LATE, **{name.replace("_", " "): text for name, text in cells.items()}})


def figure(unit: str, value: str, expected: str, **cells: str) -> str:
    kpi = {"Unit": unit, "Baseline": expected, "Target": expected, **cells}
    return (
        table("KPIs", {name.replace("_", " "): text for name, text in kpi.items()})
        + table("Expectations", {"Measured on": "30 Sep 2026", "Expected": expected})
        + table("Actuals", {"Value": value})
    )


def money(**cells: str) -> str:
    return table("Money", {"Budget": "50000", **{name.replace("_", " "): text for name, text in cells.items()}})


def handover(forecast: str) -> str:
    return table("Interdependencies", {"Forecast": forecast})


def resource(fte: str) -> str:
    return table("Resources", {"FTE": fte})


def issue(severity: str) -> str:
    return table("Issues and decisions", {"Severity": severity})


@pytest.mark.parametrize(
    ("text", "kind", "much", "place"),
    [
        (milestone(Fixed_date="Yes"), Class.FIXED_DATE, 5, 0),
        (milestone(Key="Yes"), Class.KEY_MILESTONE, 5, 0),
        (milestone(Key="No"), Class.REST, 5, 1),
        (milestone(Key="No", Forecast_date="4 Dec 2026"), Class.REST, 0, 1),  # early is not late
        # Overdue by the longer of since its forecast and since its plan: Friday 6 and Monday 2 to Friday 13 November.
        (milestone(Key="No", Baseline_date="6 Nov 2026", Forecast_date="2 Nov 2026"), Class.REST, 9, 1),
        (milestone(Key="No", Baseline_date="2 Nov 2026", Forecast_date="6 Nov 2026"), Class.REST, 9, 1),
        (milestone(Key="No", Baseline_date="2 Nov 2026", Forecast_date="13 Nov 2026"), Class.REST, 9, 1),
        (milestone(Key="No", Baseline_date="13 Nov 2026", Forecast_date="12 Nov 2026"), Class.REST, 1, 1),
        (figure("Count", "110", "120"), Class.CHILDREN, 10, 0),
        (figure("Count", "110", "120", Counts_children=""), Class.CHILDREN, 10, 0),
        (figure("Count", "90", "120", Counts_children="No", Tolerance="20"), Class.REST, 1.5, 2),
        (figure("Percent", "50%", "60%", Counts_children="Yes"), Class.CHILDREN, 0.1, 1),
        (figure("Percent", "50%", "60%", Counts_children="", Tolerance="4%"), Class.REST, 2.5, 2),
        (figure("Percent", "50%", "60%", Counts_children="No", Tolerance="0%"), Class.REST, 0.1, 2),
        (money(Forecast_outturn="60000"), Class.MONEY, 10_000, 0),
        (money(Forecast_outturn="40000"), Class.MONEY, 10_000, 0),  # of a grant that would be lost
        (money(Forecast_outturn="40000", Funding="Base budget"), Class.MONEY, 0, 0),
        (table("Risks", {"Likelihood": "4", "Impact": "5"}), Class.RISK, 20, 0),
        (handover("18 Dec 2026"), Class.REST, 5, 0),
        (handover("4 Dec 2026"), Class.REST, -5, 0),
        (issue("High"), Class.REST, 3, 3),
        (issue("Medium"), Class.REST, 2, 3),
        (issue("Low"), Class.REST, 1, 3),
        (resource("1.5"), Class.REST, 0.5, 4),
    ],
)
def test_what_a_row_would_cost(text: str, kind: Class, much: float, place: int) -> None:
    found, item = measured(text)
    cost = found.of(item, item.rating)
    assert (cost.kind, round(cost.much, 9), cost.place) == (kind, much, place)
    assert found.order(item, item.rating) == cost.order(item.status)


def test_a_rating_without_figures_costs_nothing_that_is_known() -> None:
    found, item = measured(milestone(Key="Yes"))
    assert found.of(item, Rating(Status.NO_DATA, "it cannot be read", ())) == Consequence(Class.KEY_MILESTONE, 0)


def test_the_day_by_which_an_item_is_measured_is_its_own_workbooks() -> None:
    found, item = measured(milestone())
    assert found.as_at(item) == date(2026, 11, 13)
    undated = Consequences(read("Programme:\n| As at |\n| --- |\n| |\n"), found.days)
    assert undated.as_at(item) == date.min


def test_the_worst_stands_first_then_the_gravest_kind_then_the_most() -> None:
    key, rest = Consequence(Class.KEY_MILESTONE, 1), Consequence(Class.REST, 9)
    beside = Consequence(Class.REST, 30, 1)
    orders = [
        rest.order(Status.RED), key.order(Status.AMBER), Consequence(Class.KEY_MILESTONE, 0).order(Status.AMBER),
        rest.order(Status.AMBER), Consequence(Class.REST, 8).order(Status.AMBER), beside.order(Status.AMBER),
        key.order(Status.NO_DATA), key.order(Status.GREEN),
    ]  # fmt: skip
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)
    assert key.order(Status.GREEN) == key.order(Status.COMPLETE)
