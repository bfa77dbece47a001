from __future__ import annotations

from datetime import date

import pytest

from rag.kpis.examples import Dated, kpi
from statuses import only, read, table
from xl_send.rag.items import items
from xl_send.results import Status

ON = "31 Oct 2026"
IN_OCTOBER = ((ON, "120"),)


def test_step_1_context_only_is_shown_and_not_rated() -> None:
    found = kpi(better_when="Context only", target="", target_date="", baseline="")
    assert found.status is Status.CONTEXT
    assert (found.rating.facts["distance"], found.rating.facts["direction"]) == (None, None)


@pytest.mark.parametrize(("starts", "status"), [("13 Nov 2026", Status.GREEN), ("14 Nov 2026", Status.NOT_DUE)])
def test_step_2_nothing_is_due_before_the_workstream_starts(starts: str, status: Status) -> None:
    assert kpi(more=table("Workstreams", {"Starts": starts})).status is status


def test_step_3_without_expectations_there_is_no_data() -> None:
    found = kpi(expected=())
    assert (found.status, found.reason) == (Status.NO_DATA, "nothing is expected at any milestone")


def test_step_3_comes_before_a_figure_that_is_too_old_or_absent() -> None:
    assert kpi(expected=(), actuals=()).reason == "nothing is expected at any milestone"


@pytest.mark.parametrize(
    ("day", "actuals", "status"),
    [
        ("14 Nov 2026", (), Status.NOT_DUE),
        ("13 Nov 2026", (), Status.NO_DATA),
        ("14 Nov 2026", (("14 Nov 2026", "100"),), Status.NOT_DUE),  # after the as at date: not given
        ("14 Nov 2026", ((ON, ""),), Status.NOT_DUE),  # a blank is not a figure
        ("14 Nov 2026", (("1 Aug 2026", "100"),), Status.NO_DATA),  # a figure there was, and it is too old
    ],
)
def test_step_4_nothing_is_due_before_the_first_point(day: str, actuals: tuple[Dated, ...], status: Status) -> None:
    assert kpi(expected=((day, "120"),), actuals=actuals).status is status


@pytest.mark.parametrize(
    ("day", "frequency", "lag", "status"),
    [
        ("14 Sep 2026", "Monthly", "", Status.GREEN),  # 60 days old
        ("13 Sep 2026", "Monthly", "", Status.NO_DATA),
        ("13 Sep 2026", "Monthly", "1", Status.GREEN),
        ("21 Jul 2026", "Half-termly", "", Status.GREEN),  # 115
        ("20 Jul 2026", "Half-termly", "", Status.NO_DATA),
        ("1 Jul 2026", "Quarterly", "", Status.GREEN),  # 135
        ("30 Jun 2026", "Quarterly", "", Status.NO_DATA),
        ("12 May 2026", "Termly", "", Status.GREEN),  # 185
        ("11 May 2026", "Termly", "", Status.NO_DATA),
        ("9 Oct 2025", "Annual", "", Status.GREEN),  # 400
        ("8 Oct 2025", "Annual", "", Status.NO_DATA),
    ],
)
def test_step_5_an_old_figure_is_no_data(day: str, frequency: str, lag: str, status: Status) -> None:
    found = kpi((("1 Sep 2025", "100"),), ((day, "120"),), frequency=frequency, lag=lag)
    assert found.status is status


def test_step_5_tells_the_age() -> None:
    found = kpi(actuals=(("13 Sep 2026", "120"),))
    assert found.reason == (
        "the latest figure, at 13 September 2026, is 61 days old; monthly figures are overdue after 60 days"
    )
    assert kpi(actuals=()).reason == "no figure has been given"


def test_a_blank_figure_does_not_stand_for_the_latest() -> None:
    found = kpi(actuals=(("30 Sep 2026", "120"), (ON, "")))
    assert found.rating.facts["actual_date"] == date(2026, 9, 30)


def test_a_zero_is_a_figure() -> None:
    assert kpi(actuals=((ON, "0"),)).status is Status.RED


@pytest.mark.parametrize(
    ("break_on", "status"),
    [
        ("30 Sep 2026", Status.GREEN),  # on the day of the point
        ("1 Oct 2026", Status.NOT_DUE),
        ("31 Oct 2026", Status.NOT_DUE),  # on the day of the figure
        ("1 Nov 2026", Status.GREEN),
    ],
)
def test_step_7_a_series_that_broke_since_the_point_has_restarted(break_on: str, status: Status) -> None:
    found = kpi(series_break=break_on)
    assert found.status is status
    if status is Status.NOT_DUE:
        assert found.rating.cells[-1].column == "Series break"


@pytest.mark.parametrize(
    ("basis", "point", "figure", "status"),
    [
        ("Academic", "1 Sep 2026", ON, Status.GREEN),
        ("Academic", "31 Aug 2026", "1 Sep 2026", Status.NOT_DUE),
        ("Academic", "31 Aug 2026", "31 Aug 2026", Status.GREEN),
        ("Academic", "1 Oct 2025", "31 Jul 2026", Status.GREEN),
        ("Calendar", "1 Jan 2026", ON, Status.GREEN),
        ("Calendar", "31 Dec 2025", "1 Jan 2026", Status.NOT_DUE),
        ("Financial", "1 Apr 2026", ON, Status.GREEN),
        ("Financial", "31 Mar 2026", "1 Apr 2026", Status.NOT_DUE),
    ],
)
def test_step_7_figures_of_the_year_to_date_begin_anew_each_year(
    basis: str, point: str, figure: str, status: Status
) -> None:
    found = kpi(((point, "120"),), ((figure, "120"),), measures="Year to date", year_basis=basis, frequency="Annual")
    assert found.status is status
    if status is Status.NOT_DUE:
        assert found.reason.startswith("series restarted")
        assert found.rating.cells[-1].column == "Year basis"


def test_a_break_on_the_day_of_the_point_is_not_what_restarted_the_year() -> None:
    found = kpi(
        (("31 Aug 2026", "120"),),
        (("30 Sep 2026", "120"),),
        measures="Year to date",
        year_basis="Academic",
        series_break="31 Aug 2026",
    )
    assert found.rating.cells[-1].column == "Year basis"


def test_a_period_figure_does_not_begin_anew_with_the_year() -> None:
    point, figure = (("31 Aug 2026", "120"),), (("30 Sep 2026", "120"),)
    assert kpi(point, figure, measures="Period", year_basis="Academic").status is Status.GREEN


@pytest.mark.parametrize(
    ("base", "status"), [("10", Status.RED), ("9", Status.NOT_RATED), ("0", Status.NOT_RATED), ("", Status.RED)]
)
def test_step_8_too_few_cases_are_not_rated(base: str, status: Status) -> None:
    sheets = table("KPIs", {"ID": "TRN-K01"}) + table("Expectations", {"Measured on": "30 Sep 2026"})
    found = only(sheets + table("Actuals", {"Value": "0", "Base": base}), "TRN-K01")
    assert found.status is status


def test_step_8_does_not_tell_how_few() -> None:
    sheets = table("KPIs", {"ID": "TRN-K01"}) + table("Expectations", {"Measured on": "30 Sep 2026"})
    found = only(sheets + table("Actuals", {"Value": "2", "Base": "3"}), "TRN-K01")
    assert found.reason == "too few to rate: the figure rests on fewer than 10 cases"
    assert (found.rating.facts["shortfall"], found.rating.facts["tolerance"]) == (None, None)


@pytest.mark.parametrize(
    ("better", "figure", "status"),
    [
        ("Higher", "120", Status.GREEN),
        ("Higher", "119.9", Status.AMBER),
        ("Higher", "108", Status.AMBER),  # a tenth of 120
        ("Higher", "107.9", Status.RED),
        ("Higher", "300", Status.GREEN),
        ("Lower", "120", Status.GREEN),
        ("Lower", "132", Status.AMBER),
        ("Lower", "132.1", Status.RED),
        ("Lower", "0", Status.GREEN),
        ("Close to target", "126", Status.GREEN),  # half the tolerance
        ("Close to target", "114", Status.GREEN),
        ("Close to target", "126.1", Status.AMBER),
        ("Close to target", "108", Status.AMBER),
        ("Close to target", "107.9", Status.RED),
    ],
)
def test_step_9_the_shortfall_in_the_bad_direction_decides(better: str, figure: str, status: Status) -> None:
    found = kpi(actuals=((ON, figure),), better_when=better, unit="Rate")
    assert found.status is status
    assert ("tolerance" in found.rating.told) is (status is not Status.GREEN or better == "Close to target")


def test_step_9_numbers_are_compared_after_rounding() -> None:
    found = kpi(
        (("30 Sep 2026", "0.85"),), ((ON, "0.8"),), unit="Percent", baseline="0.5", target="0.9", tolerance="5%"
    )
    assert found.status is Status.AMBER
    assert (found.rating.facts["shortfall"], found.rating.facts["tolerance"]) == (0.05, 0.05)


LEVEL = {"baseline": "120", "target": "120"}


@pytest.mark.parametrize(
    ("expected", "cells", "tolerance"),
    [
        ("120", {}, 12.0),
        ("120", {"target": "120"}, 5.0),  # a quarter of the journey is the smaller
        ("120", {"tolerance": "0"}, 0.0),
        ("120", {"tolerance": "30"}, 30.0),
        ("0", {"baseline": "100", "target": "0", "better_when": "Lower"}, 25.0),  # expected 0: the journey alone
        ("120", {"baseline": "", "baseline_date": "", "baseline_due": "1 Dec 2026", "target": "121"}, 12.0),
        ("4", {"baseline": "3", "target": "5"}, 1.0),  # never under 1 for a count
        ("4", {"baseline": "3", "target": "5", "unit": "Score"}, 0.4),
        ("0", {"baseline": "", "baseline_date": "", "baseline_due": "1 Dec 2026", "unit": "Score"}, 0.0),
        ("-120", {}, 12.0),
        ("120", {**LEVEL, "unit": "Score"}, 1.2),  # to be kept level: a share of what is expected
        ("-120", {**LEVEL, "unit": "Pounds"}, 1.2),
        ("95%", {"unit": "Percent", "baseline": "95%", "target": "95%"}, 0.01),  # a point of a percent
        ("120", {**LEVEL, "unit": "Count"}, 1.0),
        ("120", {**LEVEL, "unit": "Score", "tolerance": "0"}, 0.0),  # its own holds
        ("120", {"baseline": "120", "target": "120.1", "unit": "Score"}, 0.025),  # not level
    ],
)
def test_step_9_the_tolerance_is_its_own_or_the_smaller_default(
    expected: str, cells: dict[str, str], tolerance: float
) -> None:
    assert kpi((("30 Sep 2026", expected),), IN_OCTOBER, **cells).rating.facts["tolerance"] == tolerance


@pytest.mark.parametrize(
    ("figure", "status"), [("95%", Status.GREEN), ("94%", Status.AMBER), ("93.9%", Status.RED)]
)  # fmt: skip
def test_step_9_what_is_to_be_kept_level_may_slip_by_a_point(figure: str, status: Status) -> None:
    cells = {"unit": "Percent", "baseline": "95%", "target": "95%"}
    assert kpi((("30 Sep 2026", "95%"),), ((ON, figure),), **cells).status is status


def test_the_smallest_tolerance_is_the_programmes_own() -> None:
    cells = {"unit": "Percent", "baseline": "95%", "target": "95%"}
    more = table("Thresholds", {"Smallest tolerance": "2%"})
    assert kpi((("30 Sep 2026", "95%"),), ((ON, "93%"),), more, **cells).status is Status.AMBER


@pytest.mark.parametrize(
    ("cells", "figures", "reason"),
    [
        (
            {"unit": "Percent", "baseline": "0.5", "target": "0.9"},
            ("0.75", "0.61"),
            "61% at 31 October 2026, expected 75% at 30 September 2026: 14 points short, 7.5 points tolerated",
        ),
        (
            {"unit": "Pounds", "baseline": "60000", "target": "40000", "better_when": "Lower"},
            ("61300", "62650.5"),
            (
                "£62,650.50 at 31 October 2026, expected £61,300 or less at 30 September 2026: "
                "£1,350.50 too high, £5,000 tolerated"
            ),
        ),
        (
            {"unit": "Days", "better_when": "Close to target", "tolerance": "2"},
            ("20", "21"),
            "21 days at 31 October 2026, expected 20 days at 30 September 2026: 1 day away, 2 days tolerated",
        ),
        ({}, ("1120", "1240"), "1,240 at 31 October 2026, expected 1,120 at 30 September 2026: as expected or better"),
    ],
)
def test_reasons_speak_in_the_unit_of_the_kpi(cells: dict[str, str], figures: Dated, reason: str) -> None:
    assert kpi((("30 Sep 2026", figures[0]),), ((ON, figures[1]),), **cells).reason == reason


def test_what_is_exactly_as_expected_says_so() -> None:
    assert kpi().reason.endswith("expected 120 at 30 September 2026: as expected or better")


def test_a_few_words_for_the_list_of_drivers() -> None:
    found = kpi((("30 Sep 2026", "75%"),), ((ON, "61%"),), unit="Percent", baseline="50%", target="90%")
    assert found.rating.in_brief == "61%, expected 75%"


@pytest.mark.parametrize("state", ["Paused", "Withdrawn"])
def test_paused_and_withdrawn_kpis_are_not_rated(state: str) -> None:
    assert kpi(state=state, better_when="Context only").status is Status.NOT_RATED
    assert kpi(more=table("Workstreams", {"State": state})).status is Status.NOT_RATED


def test_every_kpi_tells_the_same_facts() -> None:
    keys = {"actual", "actual_date", "expected", "expected_at", "shortfall", "tolerance", "direction"}
    keys |= {"direction_year", "outlook", "distance", "latest", "latest_date", "later", "later_status"}
    for found in (kpi(), kpi(actuals=()), kpi(expected=()), kpi(state="Paused"), kpi(better_when="Context only")):
        assert set(found.rating.facts) == keys


def test_actuals_and_expectations_count_in_the_workbook_that_holds_them() -> None:
    text = """
    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Expectations:
    | Measured on |
    | --- |
    | 30 Sep 2026 |

    Actuals:
    | Value |
    | --- |
    | 120 |

    other.xlsx KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    other.xlsx Expectations:
    | Measured on |
    | --- |
    | 30 Sep 2026 |

    other.xlsx Actuals:
    | Value |
    | --- |
    | 50 |
    """
    found = [(item.record.workbook, item.status) for item in items(read(text))]
    assert found == [("other.xlsx", Status.RED), ("return.xlsx", Status.GREEN)]
