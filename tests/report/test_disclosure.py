"""A small count of children leaves no trace: pages for different hidden counts are the same page."""

from __future__ import annotations

import pytest

from report.boards import board, said, table
from xl_send.report.disclosure import names_a_number
from xl_send.report.html import to_html

PLAN = """
Milestones:
| ID | Baseline date | Actual date | Forecast date |
| --- | --- | --- | --- |
| TRN-M01 | 25 Sep 2026 | 25 Sep 2026 | |

Expectations:
| KPI | Milestone | Expected |
| --- | --- | --- |
| TRN-K01 | TRN-M01 | {expected} |
"""
KPI = """
KPIs:
| ID | Unit | Baseline | Target | Tolerance | Counts children | Commentary | Reported RAG |
| --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | {unit} | {baseline} | 60 | 1 | {counts} | {commentary} | Green |

Actuals:
| KPI | Period end | Value | Base | Note |
| --- | --- | --- | --- | --- |
| TRN-K01 | 30 Sep 2026 | 31 | {base} | |
| TRN-K01 | 31 Oct 2026 | {value} | {base} | |
"""


def _page(value: object, **given: object) -> str:
    words = {
        "value": value, "expected": 40, "unit": "Count", "baseline": 20, "counts": "Yes", "base": "", "commentary": "",
        **given,
    }  # fmt: skip
    return to_html(board((PLAN + KPI).format(**words)))


def _kpi(value: object, **given: object) -> dict[str, str]:
    words = {
        "value": value, "expected": 40, "unit": "Count", "baseline": 20, "counts": "Yes", "base": "", "commentary": "",
        **given,
    }  # fmt: skip
    return table(board((PLAN + KPI).format(**words)), "kpis", "KPIs of")[0]


@pytest.mark.parametrize("value", [0, 1, 2, 3, 4])
def test_a_hidden_count_leaves_no_trace(value: int) -> None:
    assert _page(value) == _page(0)
    assert "fewer than 5" in _page(value)


@pytest.mark.parametrize("counts", ["No", "Yes"])
def test_what_need_not_be_hidden_is_shown(counts: str) -> None:
    assert _page(5, counts=counts) != _page(6, counts=counts)
    assert _kpi(5, counts=counts)["Actual"].startswith("5\n")


def test_a_count_that_is_not_of_children_is_shown() -> None:
    assert _kpi(3, counts="No")["Actual"].startswith("3\n")


def test_a_count_of_which_nobody_has_said_what_it_counts_is_hidden() -> None:
    assert _page(1, counts="") == _page(3, counts="")


def test_the_expectation_stands_where_it_gives_nothing_away() -> None:
    row = _kpi(3)
    assert row["Actual"].startswith("fewer than 5\n")
    assert row["Expected"].startswith("40\n")
    assert "Fewer than 5, expected 40" in row["RAG"]


@pytest.mark.parametrize(("value", "same"), [(0, 2), (4, 4), (3, 3)])
def test_an_expectation_whose_colour_would_tell_the_count_is_withheld(value: int, same: int) -> None:
    row = _kpi(value, expected=4)
    assert row["Expected"].startswith("Not shown")
    assert "expected" not in row["RAG"]
    assert _page(value, expected=4) == _page(same, expected=4)


def test_a_small_baseline_is_hidden() -> None:
    assert _page(30, baseline=2) == _page(30, baseline=3)
    assert _kpi(30, baseline=2)["Baseline"].startswith("fewer than 5")


@pytest.mark.parametrize("commentary", ["Down by two", "We have 3 children now", "One family moved"])
def test_words_that_hold_a_number_are_withheld_beside_a_hidden_count(commentary: str) -> None:
    assert commentary not in _page(3, commentary=commentary)
    assert commentary in _page(30, commentary=commentary)


def test_words_without_a_number_are_shown_beside_a_hidden_count() -> None:
    assert "Families were told on 3 November" in _page(3, commentary="Families were told on 3 November")


def test_a_rate_that_rests_on_very_few_is_hidden() -> None:
    row = _kpi("50%", unit="Percent", base=2, expected="90%")
    assert row["Actual"].startswith("Too few to show\n")
    assert "Base: fewer than 5" in row["Actual"]
    assert "50%" not in said(tuple(row.values()))


def test_a_threshold_of_nothing_hides_nothing() -> None:
    text = (PLAN + KPI).format(
        value=3, expected=40, unit="Count", baseline=20, counts="Yes", base="", commentary=""
    ) + "\nThresholds:\n| Suppress counts below |\n| --- |\n| 0 |\n"
    assert table(board(text), "kpis", "KPIs of")[0]["Actual"].startswith("3\n")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On 3 November 2026 TRN-K01 was looked at", False), ("In 2026-27 all is well", False), ("2 left", True),
        ("Both left", True), ("Nobody knows", False), ("a third", False), ("£400", True),
    ],
)  # fmt: skip
def test_numbers_are_told_from_dates_and_ids(text: str, *, names: bool) -> None:
    assert names_a_number(text) is names
