from __future__ import annotations

from dataclasses import replace

import pytest

from rag.kpis.examples import kpi
from statuses import only, table
from xl_send.results import Connective, Driver, Reason, Status
from xl_send.text import figure, gap, pounds, rounded, share, working_days
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import Unit


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.001, "0"),
        (3.25, "3.25"),
        (3.5, "3.5"),
        (1240, "1,240"),
        (1234.567, "1,234.57"),
        (-7, "-7"),
        (999_999_999_999_999, "999,999,999,999,999"),
        (1e300, "a number of 301 digits"),
        (float("inf"), "no number"),
    ],
)
def test_numbers_have_no_needless_decimals(number: float, text: str) -> None:
    assert rounded(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1200, "£1,200"), (-1200.5, "-£1,200.50"), (0.05, "£0.05"), (-0.001, "£0"), (62650.25, "£62,650.25")],
)
def test_money_is_in_pounds_with_pence_where_there_are_any(number: float, text: str) -> None:
    assert pounds(number) == text


@pytest.mark.parametrize(
    ("unit", "one", "two"),
    [
        (Unit.COUNT, "1", "2"),
        (Unit.PERCENT, "100%", "200%"),
        (Unit.POUNDS, "£1", "£2"),
        (Unit.DAYS, "1 day", "2 days"),
        (Unit.SCORE, "1", "2"),
        (Unit.RATE, "1", "2"),
    ],
)
def test_a_figure_is_told_in_its_unit(unit: Unit, one: str, two: str) -> None:
    assert (figure(1, unit), figure(2, unit)) == (one, two)


def test_between_percentages_lie_points() -> None:
    assert [gap(number, Unit.PERCENT) for number in (0.01, 0.14, 0.075)] == ["1 point", "14 points", "7.5 points"]
    assert gap(2, Unit.DAYS) == "2 days"
    assert share(0.615) == "61.5%"


def test_lists_and_counts_read_as_sentences() -> None:
    assert [every_name(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert [working_days(number) for number in (0, 1, 2)] == ["0 working days", "1 working day", "2 working days"]


@pytest.mark.parametrize("figure", ["-17e307", "17e307"])
@pytest.mark.parametrize("unit", list(Unit))
def test_absurd_figures_have_a_colour_unless_their_unit_cannot_have_them(figure: str, unit: str) -> None:
    """They must not stop the picture of everything else."""
    huge = f"{float(figure):.0f}"
    actuals = (("31 Aug 2026", huge), ("30 Sep 2026", huge.strip("-")), ("31 Oct 2026", huge))
    below_nought = figure.startswith("-") and unit in {Unit.COUNT, Unit.DAYS, Unit.RATE}
    impossible = unit in {Unit.PERCENT, Unit.POUNDS} or below_nought  # as pounds they may be in thousands
    assert kpi(actuals=actuals, unit=unit).status in ({Status.NO_DATA} if impossible else {Status.RED, Status.GREEN})
    assert only(table("Money", {"Forecast outturn": huge, "Budget": "0.001"}), "TRN-F01").reason


def test_what_several_drivers_share_is_said_once() -> None:
    lost = "the column Forecast date of Milestones was not found"
    late = [Driver(f"TRN-M{number:02}", Status.NO_DATA, lost) for number in range(1, 8)]
    kpi = Driver("TRN-K01", Status.RED, "61%, expected 75%")
    reason = Reason("No data", Connective.BECAUSE_OF, tuple(late))
    assert reason.words == (f"No data, because of TRN-M01, TRN-M02, TRN-M03, TRN-M04, TRN-M05 and 2 more ({lost})")
    assert replace(reason, drivers=(kpi, *late[:2])).words == (
        f"No data, because of TRN-K01 (61%, expected 75%) and TRN-M01 and TRN-M02 ({lost})"
    )
    mixed = replace(reason, drivers=(*late[:4], kpi, late[4]))
    assert mixed.words.endswith(f"({lost}), TRN-K01 (61%, expected 75%) and 1 more")
