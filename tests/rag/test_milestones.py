from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statuses import only, read, table
from xl_send.findings import Cell
from xl_send.rag.items import items
from xl_send.results import Rating, Status

# 13 November 2026, a Friday, is the as at date of every example that gives no other.
AS_AT = date(2026, 11, 13)


def rating(*sheets: str, **cells: str) -> Rating:
    row = {"ID": "TRN-M01", **{title.replace("_", " ").capitalize(): cell for title, cell in cells.items()}}
    return only(table("Milestones", row) + "".join(sheets), "TRN-M01").rating


def written(day: date) -> str:
    return f"{day:%d %b %Y}"


@pytest.mark.parametrize(
    ("actual", "reason"),
    [
        ("4 Nov 2026", "done on time: 4 November 2026, planned 4 November 2026"),
        ("7 Nov 2026", "done 2 working days late: 7 November 2026, planned 4 November 2026"),
        ("5 Nov 2026", "done 1 working day late: 5 November 2026, planned 4 November 2026"),
        ("13 Nov 2026", "done 7 working days late: 13 November 2026, planned 4 November 2026"),
        ("2 Nov 2026", "done on time: 2 November 2026, planned 4 November 2026"),
    ],
)
def test_step_1_reached_by_the_as_at_date_is_complete(actual: str, reason: str) -> None:
    found = rating(baseline_date="4 Nov 2026", forecast_date="", actual_date=actual)
    assert (found.status, found.reason) == (Status.COMPLETE, reason)


def test_an_actual_date_after_the_as_at_date_is_treated_as_not_given() -> None:
    found = rating(baseline_date="11 Dec 2026", forecast_date="11 Dec 2026", actual_date="14 Nov 2026")
    assert found.status is Status.GREEN
    assert found.facts["actual"] is None


def test_an_actual_date_to_come_without_a_forecast_leaves_nothing_to_go_by() -> None:
    found = rating(forecast_date="", actual_date="14 Nov 2026")
    assert (found.status, found.facts["late"]) == (Status.NO_DATA, None)


@pytest.mark.parametrize(
    ("starts", "forecast", "status"),
    [
        ("14 Nov 2026", "11 Dec 2026", Status.NOT_DUE),
        ("13 Nov 2026", "11 Dec 2026", Status.GREEN),
        ("14 Nov 2026", "14 Dec 2026", Status.GREEN),  # late already, so it is rated
        ("14 Nov 2026", "12 Nov 2026", Status.NOT_DUE),  # before step 3
    ],
)
def test_step_2_nothing_is_due_before_the_workstream_starts(starts: str, forecast: str, status: Status) -> None:
    assert rating(table("Workstreams", {"Starts": starts}), forecast_date=forecast).status is status


def test_a_workstream_that_is_not_listed_has_started_and_is_active() -> None:
    strange = table("Milestones", {"ID": "OUT-M01", "Workstream": "OUT"})
    assert only(strange, "OUT-M01").status is Status.GREEN


def test_it_is_not_known_whether_it_has_where_the_one_that_may_be_meant_has_not() -> None:
    strange = table("Workstreams", {"State": "Paused"}) + table("Milestones", {"ID": "TRN-M01", "Workstream": "TRM"})
    found = only(strange, "TRN-M01")
    assert found.status is Status.NO_DATA
    assert found.reason.startswith("its workstream, TRM, is not on the Workstreams sheet, and TRN may be meant")


@pytest.mark.parametrize(
    ("forecast", "status"), [("12 Nov 2026", Status.RED), ("13 Nov 2026", Status.GREEN), ("16 Nov 2026", Status.GREEN)]
)
def test_step_3_a_forecast_that_has_passed_is_red(forecast: str, status: Status) -> None:
    assert rating(forecast_date=forecast).status is status


def test_step_3_says_how_long_it_is_overdue() -> None:
    found = rating(forecast_date="6 Nov 2026")
    assert found.reason == (
        "forecast date has passed without an actual date: 6 November 2026, 5 working days overdue at 13 November 2026"
    )


@pytest.mark.parametrize(
    ("forecast", "status"),
    [("11 Dec 2026", Status.GREEN), ("13 Dec 2026", Status.GREEN), ("14 Dec 2026", Status.RED)],
)
def test_step_4_any_working_day_late_on_a_fixed_date_is_red(forecast: str, status: Status) -> None:
    assert rating(forecast_date=forecast, fixed_date="Yes").status is status


@pytest.mark.parametrize(
    ("forecast", "status", "reason"),
    [
        ("4 Dec 2026", Status.GREEN, "on time: forecast 4 December 2026, planned 11 December 2026"),
        ("18 Dec 2026", Status.GREEN, "5 working days late: forecast 18 December 2026, planned 11 December 2026"),
        ("21 Dec 2026", Status.AMBER, "6 working days late: forecast 21 December 2026, planned 11 December 2026"),
        ("13 Jan 2027", Status.AMBER, "20 working days late: forecast 13 January 2027, planned 11 December 2026"),
        ("14 Jan 2027", Status.RED, "21 working days late: forecast 14 January 2027, planned 11 December 2026"),
    ],
)
def test_step_5_lateness_at_each_threshold_is_the_better_colour(forecast: str, status: Status, reason: str) -> None:
    found = rating(forecast_date=forecast)
    assert (found.status, found.reason) == (status, reason)


def test_step_5_takes_the_thresholds_from_the_workbook() -> None:
    own = {"Milestone green within (working days)": "0", "Milestone amber within (working days)": "2"}
    found = [rating(table("Thresholds", own), forecast_date=day).status for day in ("15 Dec 2026", "16 Dec 2026")]
    assert found == [Status.AMBER, Status.RED]


def test_closure_days_are_not_working_days() -> None:
    shut = table("Calendar", {"Name": "Shut", "Kind": "Closure day", "From": "14 Dec 2026", "To": "18 Dec 2026"})
    assert rating(shut, forecast_date="25 Dec 2026").facts["late"] == 4


@pytest.mark.parametrize(
    ("change", "plan"),
    [
        ("", date(2026, 12, 11)),
        ("Board paper 7", date(2027, 1, 29)),
        ("TRN-A01", date(2026, 12, 11)),  # an open change request
        ("trn-a01; Board paper 7", date(2026, 12, 11)),  # an open one among other words
        ("trn-a01, Board paper 7", date(2026, 12, 11)),
        ("TRN-A02, TRN-A01", date(2026, 12, 11)),  # one agreed before, one still asked for
        ("TRN-A01 (to the December board)", date(2026, 12, 11)),
        ("TRN-A011", date(2027, 1, 29)),  # another
        ("Board paper 7 of TRN-A02", date(2027, 1, 29)),
        ("tbc", date(2026, 12, 11)),
        ("TBC; TRN-A02", date(2027, 1, 29)),
        ("TRN-A02", date(2027, 1, 29)),  # closed
        ("TRN-A03", date(2027, 1, 29)),  # an issue: another rule's business
        ("OUT-A01", date(2027, 1, 29)),  # of a workbook that was not read
    ],
)
def test_the_agreed_date_is_the_plan_once_its_change_counts(change: str, plan: date) -> None:
    log = table(
        "Issues and decisions",
        {"ID": "TRN-A01", "Kind": "Change request", "Status": "Open"},
        {"ID": "TRN-A02", "Kind": "Change request", "Status": "Closed"},
        {"ID": "TRN-A03", "Kind": "Issue", "Status": "Open"},
    )
    found = rating(log, forecast_date="29 Jan 2027", agreed_date="29 Jan 2027", change_reference=change)
    assert found.facts["plan"] == plan
    assert found.facts["original_late"] == 32


def test_an_open_change_is_named() -> None:
    log = table("Issues and decisions", {"ID": "TRN-A01", "Kind": "Change request", "Status": "Open"})
    found = rating(log, agreed_date="29 Jan 2027", change_reference="TRN-A01")
    assert found.reason.endswith("; the agreed date of 29 January 2027 does not count while TRN-A01 is open")


def test_a_change_request_in_another_workbook_is_seen_by_the_programme_and_not_by_the_row_alone() -> None:
    text = """
    Milestones:
    | ID | Forecast date | Agreed date | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | 29 Jan 2027 | OUT-A01 |

    out.xlsx Workstreams:
    | Code |
    | --- |
    | OUT |

    out.xlsx Issues and decisions:
    | ID | Workstream | Kind | Status |
    | --- | --- | --- | --- |
    | OUT-A01 | OUT | Change request | Open |
    """
    found = only(text, "TRN-M01")
    assert (found.status, found.own.status) == (Status.RED, Status.GREEN)


def test_lateness_against_the_baseline_is_kept_after_a_rebaseline() -> None:
    found = rating(forecast_date="1 Feb 2027", agreed_date="29 Jan 2027", change_reference="CR-17")
    assert (found.facts["late"], found.facts["original_late"]) == (1, 33)
    assert found.reason == (
        "1 working day late: forecast 1 February 2027, planned 29 January 2027; "
        "33 working days late against its baseline of 11 December 2026"
    )


@pytest.mark.parametrize(
    ("changes", "forecast", "status"),
    [
        ("CR-17", "29 Jan 2027", Status.GREEN),
        ("CR-17, cr-17", "29 Jan 2027", Status.GREEN),
        ("CR-17, CR-21", "29 Jan 2027", Status.AMBER),
        ("CR-17, CR-21", "8 Feb 2027", Status.AMBER),
        ("CR-17, CR-21", "29 Mar 2027", Status.RED),
        ("CR-17, TRN-A01", "29 Jan 2027", Status.RED),  # the second is still open
    ],
)
def test_step_6_more_than_one_rebaseline_is_not_green(changes: str, forecast: str, status: Status) -> None:
    log = table("Issues and decisions", {"ID": "TRN-A01", "Kind": "Change request", "Status": "Open"})
    assert rating(log, forecast_date=forecast, agreed_date="29 Jan 2027", change_reference=changes).status is status


def test_step_6_asks_for_an_agreed_date() -> None:
    assert rating(change_reference="CR-17, CR-21").status is Status.GREEN


@pytest.mark.parametrize(
    ("row", "stream", "reason"),
    [
        ("Paused", "Active", "this row is paused"),
        ("Withdrawn", "Paused", "this row is withdrawn"),
        ("Active", "Paused", "its workstream, TRN, is paused"),
        ("", "Withdrawn", "its workstream, TRN, is withdrawn"),
    ],
)
def test_paused_and_withdrawn_rows_are_not_rated(row: str, stream: str, reason: str) -> None:
    found = rating(table("Workstreams", {"State": stream}), state=row, actual_date="12 Nov 2026")
    assert (found.status, found.reason) == (Status.NOT_RATED, reason)


def test_a_rating_names_the_cells_that_decided_it() -> None:
    found = rating(forecast_date="14 Jan 2027")
    assert found.cells == (
        Cell("return.xlsx", "Milestones", "H2", "TRN-M01", "Forecast date"),
        Cell("return.xlsx", "Milestones", "G2", "TRN-M01", "Baseline date"),
    )
    assert set(found.facts) == {
        "plan", "forecast", "actual", "late", "original_late", "feasible", "driving_chain", "float", "float_weeks",
    }  # fmt: skip
    assert found.in_brief == "21 working days late"


def late(forecast: date, fixed: str, agreed: str) -> int:
    """How bad a milestone is whose forecast has not passed: 0 is Green."""
    row = {"Forecast date": written(forecast), "Fixed date": fixed, "Agreed date": agreed, "Change reference": "A, B"}
    (found,) = items(read(table("Milestones", row)))
    return [Status.GREEN, Status.AMBER, Status.RED].index(found.status)


@settings(deadline=None)
@given(st.integers(0, 120), st.integers(0, 60), st.sampled_from(["Yes", "No"]), st.sampled_from(["", "29 Jan 2027"]))
def test_a_later_forecast_never_improves_a_milestone(first: int, more: int, fixed: str, agreed: str) -> None:
    """Among forecasts that have not passed: one that has is Red, and a new one is the remedy."""
    sooner = AS_AT + timedelta(first)
    assert late(sooner, fixed, agreed) <= late(sooner + timedelta(more), fixed, agreed)
