from __future__ import annotations

import pytest

from xl_send.xlsx.read.number_formats import Shown, shown_by


@pytest.mark.parametrize(
    "code",
    [
        "dd/mm/yyyy", "d-mmm-yy", "yyyy", "DD/MM/YYYY;@", "[$-809]dd mmmm yyyy;@",
        "[$-F800]dddd, mmmm dd, yyyy", "[Red]dd/mm/yyyy", 'yyyy"年"m"月"d"日"', "dd/mm/yyyy hh:mm", r"dd\.mm\.yyyy",
        "[<=0]dd/mm/yy;dd/mm/yyyy", "m/d/yy h:mm AM/PM",
    ],
)  # fmt: skip
def test_a_format_with_a_day_a_month_or_a_year_shows_a_date(code: str) -> None:
    assert shown_by(code) is Shown.DATE


@pytest.mark.parametrize("code", ["mmm-yy", "mm", "mmmmm", "mmmm yyyy", "[$-809]mmm-yy;@", "mm/yyyy"])
def test_a_format_with_a_month_and_no_day_shows_a_month(code: str) -> None:
    assert shown_by(code) is Shown.MONTH


@pytest.mark.parametrize("code", ["0%", "0.0%", "0%;[Red]-0%", "#,##0.00 %", "[Green]0%;[Red]-0%;0%", "[<1]0.0%;0%"])
def test_a_format_with_a_percent_sign_shows_a_percentage(code: str) -> None:
    assert shown_by(code) is Shown.PERCENTAGE


@pytest.mark.parametrize(
    "code",
    [
        "", "General", "GENERAL", "0", "#,##0.00", "0.00E+00", "@", '0 "days"', '0.0"%"', r"0\%", "0_%", r"0\d",
        '"Day "0', "[h]:mm", "[hh]:mm:ss", "[mm]:ss", "[s]", "h:mm", "h:mm:ss AM/PM", "mm:ss.0", "[$£-809]#,##0",
        "[Red]0", "[Magenta]0", '_-"£"* #,##0.00_-;-"£"* #,##0.00_-', r"#,##0_);[Red]\(#,##0\)", "[DBNum1]0",
        '0"unclosed dd',
    ],
)  # fmt: skip
def test_any_other_format_shows_a_number(code: str) -> None:
    assert shown_by(code) is Shown.NUMBER
