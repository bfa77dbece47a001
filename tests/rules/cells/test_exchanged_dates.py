"""Dates with day and month the wrong way round: asked about where that alone makes sense, and never else."""

from __future__ import annotations

import pytest

from examples import programme
from xl_send.rules import all_rules, check

RULE = all_rules()["WB23"]


def asked(text: str) -> list[str]:
    found, _ = programme(text)
    return [f"{finding.cell.sheet} {finding.cell.address}" for finding in check(found, [RULE])]


def milestones(*rows: str, titles: str = "Baseline date | Forecast date | Actual date | Depends on") -> list[str]:
    lines = [f"| TRN-M{number:02} | {row} |" for number, row in enumerate(rows, 1)]
    return asked("\n".join(["Milestones:", f"| ID | {titles} |", "| --- | --- | --- | --- | --- |", *lines]))


@pytest.mark.parametrize(
    ("actual", "told"),
    [
        ("10 Dec 2026", True),  # 12 October
        ("13 Nov 2026", False),  # the as at date itself
        ("14 Dec 2026", False),  # there is no 14th month
        ("12 Dec 2026", False),  # the same day either way
        ("12 Nov 2026", False),  # before the as at date, though 11 December is not
        ("12 Dec 2027", False),
        ("1 Dec 2027", False),  # 12 January 2027 has not come either
    ],
)
def test_an_actual_date_after_the_as_at_date(actual: str, told: bool) -> None:
    assert milestones(f"9 Oct 2026 | | {actual} |") == (["Milestones I2"] if told else [])


def test_an_old_as_at_date_is_not_taken_for_exchanged_dates() -> None:
    rows = ["9 Oct 2026 | | 10 Dec 2026 |", "9 Oct 2026 | | 11 Dec 2026 |"]
    assert milestones(*rows) == ["Milestones I2", "Milestones I3"]
    assert milestones(*rows, "9 Oct 2026 | | 18 Dec 2026 |") == []


def test_a_working_day_is_not_taken_for_an_exchanged_saturday() -> None:
    assert milestones("9 Oct 2026 | | 9 Dec 2026 |") == []  # 12 September is a Saturday
    assert milestones("9 Oct 2026 | | 11 Dec 2026 |") == ["Milestones I2"]
    assert milestones("9 Oct 2026 | | 8 Dec 2026 |") == []  # 12 August is before the workstream starts


@pytest.mark.parametrize(
    ("forecast", "told"),
    [
        ("1 Dec 2027", True),  # 12 January, a week after the plan
        ("2 May 2027", True),  # 5 February, 31 days after it
        ("2 Jun 2027", False),  # 6 February, 32 days after it
        ("1 May 2027", True),  # 5 January, the plan itself
        ("1 Apr 2027", False),  # 4 January would be before the plan
        ("5 Apr 2027", False),  # 4 May is no nearer
    ],
)
def test_a_forecast_far_from_the_plan(forecast: str, told: bool) -> None:
    assert milestones(f"5 Jan 2027 | {forecast} | |") == (["Milestones H2"] if told else [])


@pytest.mark.parametrize(("plan", "told"), [("5 Apr 2027", False), ("4 Apr 2027", True)])
def test_a_forecast_is_far_from_the_plan_from_the_ninety_first_day_on(plan: str, told: bool) -> None:
    assert bool(milestones(f"{plan} | 4 Jul 2027 | |")) == told  # 7 April


def test_a_plan_between_its_neighbours() -> None:
    between = [
        "1 Feb 2027 | 1 Feb 2027 | |",
        "2 May 2027 | 2 May 2027 | | TRN-M01",
        "1 Mar 2027 | 1 Mar 2027 | | TRN-M02",
    ]
    assert milestones(*between) == ["Milestones G3"]
    assert milestones(between[0], "18 Mar 2027 | 18 Mar 2027 | | TRN-M01", between[2]) == []


def test_a_pair_of_dates_is_asked_about_where_one_exchanged_is_nearer() -> None:
    resources = "Resources:\n| ID | From | To |\n| --- | --- | --- |\n| TRN-P01 | {} | {} |"
    assert asked(resources.format("20 Apr 2027", "5 Jan 2027")) == ["Resources F2"]  # 1 May
    assert asked(resources.format("2 Nov 2026", "1 Nov 2026")) == []  # 11 February is further off
    assert asked(resources.format("1 Dec 2026", "1 Nov 2026")) == []  # 12 January or 11 January: neither helps
    assert asked(resources.format("5 Jan 2027", "5 Jan 2027")) == []
