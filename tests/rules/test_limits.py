"""Rules at their limits: on the day or the figure, one below and one above."""

from __future__ import annotations

import pytest

from examples import programme
from xl_send.findings import Severity
from xl_send.rules import all_rules, check


def told(rule: str, text: str) -> list[str]:
    found, _ = programme(text)
    return [f"{finding.cell.sheet} {finding.cell.address}" for finding in check(found, [all_rules()[rule]])]


@pytest.mark.parametrize(
    ("agreed", "asked"), [("12 Nov 2026", False), ("13 Nov 2026", True), ("14 Nov 2026", True), ("16 Nov 2026", False)]
)
def test_an_agreed_date_counts_as_still_to_come_on_the_as_at_day(agreed: str, asked: bool) -> None:
    """Thursday 12, Friday 13, which is closed here, Saturday 14 and Monday 16 November."""
    text = f"""
    Milestones:
    | ID | Baseline date | Forecast date | Agreed date | Change reference |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Nov 2026 | {agreed} | Board 4 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Closed | Closure day | 12 Nov 2026 | 13 Nov 2026 |
    """
    assert told("MC01", text) == (["Milestones V2"] if asked else [])


@pytest.mark.parametrize(("forecast", "asked"), [("12 Nov 2026", False), ("13 Nov 2026", True), ("14 Nov 2026", True)])
def test_a_forecast_counts_as_still_to_come_on_the_as_at_day(forecast: str, asked: bool) -> None:
    text = f"""
    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | {forecast} |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Closed | Closure day | 12 Nov 2026 | 13 Nov 2026 |
    """
    assert told("MC01", text) == (["Milestones H2"] if asked else [])


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("0.99", ""), ("1", "UN02"), ("1.5", "UN02"), ("1.51", "UN01"), ("-1", "UN02"), ("-0.99", ""),
        ("100%", ""), ("101%", "UN03"), ("150%", "UN03"), ("151%", "UN01"),
    ],
)  # fmt: skip
def test_what_a_figure_of_a_percentage_kpi_may_mean(value: str, rule: str) -> None:
    """A bare 1 may be 1% or 100%; a percentage says which."""
    text = f"""
    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 60% | |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | {value} |
    """
    assert [name for name in ("UN01", "UN02", "UN03") if told(name, text)] == ([rule] if rule else [])


@pytest.mark.parametrize(("fte", "severity"), [("0.5", ""), ("0.51", "query"), ("0.7", "query"), ("0.71", "error")])
def test_two_workstreams_use_of_one_person_at_each_limit(fte: str, severity: str) -> None:
    """0.5 and as much again: 100% is full, and 120% is not yet an error."""
    text = f"""
    Resources:
    | ID | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | 7 Sep 2026 | 18 Dec 2026 | 0.5 | 1 |

    out.xlsx Workstreams:
    | Code |
    | --- |
    | OUT |

    out.xlsx Resources:
    | ID | Workstream | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- | --- |
    | OUT-P01 | OUT | 7 Sep 2026 | 18 Dec 2026 | {fte} | 1 |
    """
    found, _ = programme(text)
    assert [finding.severity.value for finding in check(found, [all_rules()["CF16"]])] == (
        [severity] if severity else []
    )


@pytest.mark.parametrize(
    ("reviewed", "rule"),
    [("23 Aug 2026", "RK07"), ("24 Aug 2026", ""), ("8 Sep 2026", "")],
)
def test_a_risk_may_be_reviewed_in_the_fortnight_before_it_is_raised(reviewed: str, rule: str) -> None:
    text = f"Risks:\n| ID | Raised | Last reviewed |\n| --- | --- | --- |\n| TRN-R01 | 7 Sep 2026 | {reviewed} |"
    assert bool(told("RK07", text)) is bool(rule)


FORUM = """
Forums:
| Forum |
| --- |
| Programme Board |

Meetings:
| Forum | Meeting date | Papers due |
| --- | --- | --- |
| Programme Board | 9 Oct 2026 | |
| Programme Board | {last} | |

Risks:
| ID | Raised | Monitored at | Last reviewed | Likelihood | Impact |
| --- | --- | --- | --- | --- | --- |
| TRN-R01 | 1 Jul 2026 | Programme Board | {reviewed} | 3 | 3 |
"""


@pytest.mark.parametrize(
    ("last", "reviewed", "overdue"),
    [
        ("13 Nov 2026", "28 Sep 2026", True),  # a forum that meets on the as at day has met
        ("14 Nov 2026", "28 Sep 2026", False),
        ("13 Nov 2026", "29 Sep 2026", False),  # ten days before the meeting but one, for its papers
    ],
)
def test_a_review_is_overdue_once_its_forum_has_met_twice(last: str, reviewed: str, overdue: bool) -> None:
    assert bool(told("RK09", FORUM.format(last=last, reviewed=reviewed))) is overdue


@pytest.mark.parametrize(
    ("likelihood", "reviewed", "overdue"),
    [
        (5, "29 Sep 2026", False), (5, "28 Sep 2026", True),  # Red: 45 days
        (3, "12 Sep 2026", False), (3, "11 Sep 2026", True),  # Amber: 62
        (1, "12 Aug 2026", False), (1, "11 Aug 2026", True),  # Green: 93
    ],
)  # fmt: skip
def test_a_review_where_no_forum_meets_is_overdue_after_the_days_of_its_colour(
    likelihood: int, reviewed: str, overdue: bool
) -> None:
    text = f"""
    Risks:
    | ID | Raised | Monitored at | Last reviewed | Likelihood | Impact |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 1 Jul 2026 | Cabinet | {reviewed} | {likelihood} | 3 |
    """
    assert bool(told("RK09", text)) is overdue


@pytest.mark.parametrize(
    ("back", "severity"),
    [("", Severity.QUERY), ("13 Nov 2026", Severity.QUERY), ("14 Nov 2026", Severity.ADVICE)],
)
def test_a_workstream_reported_green_on_its_way_back_is_advised_of(back: str, severity: Severity) -> None:
    text = f"""
    Workstreams:
    | Code | Reported RAG |
    | --- | --- |
    | TRN | Green |

    Milestones:
    | ID | Baseline date | Forecast date | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 30 Dec 2026 | {back} |
    """
    (found,) = check(programme(text)[0], [all_rules()["WM04"]])
    assert found.severity is severity
