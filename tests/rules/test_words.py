"""The words of findings, where they depend on what was found."""

from __future__ import annotations

import pytest

from examples import programme
from xl_send.findings import Finding, Severity
from xl_send.rules import all_rules, check
from xl_send.words import counted, did_you_mean, first_few, nearest
from xl_send.workbook.columns import columns_of
from xl_send.workbook.sheets.programme import Workstream

ROLLOUT = "Did you mean Rollout? Choose one of: Set up, Design, Trial, Rollout, Sustain."
MEANT = "Did you mean TRN-M01 (A2)? Correct it."
TYPED = "Last updated is a date typed as text."
DAY_FIRST = "Last updated is a date typed as text, read day first as 3 April 2026."
SOON = 'Forecast date says "soon", which cannot be read as a date.'
KEY = "A key decision is needed, but no forum is named."
UNDATED = "Closed, but Closed on is blank."
LOOSE = "Thresholds:\n| Tight float (working days) |\n| --- |\n| some |\n"
NO_NOTE = "Actuals, as it lies:\n| KPI | Period end | Value | Base |\n| --- | --- | --- | --- |\n"
NO_BASE = "Actuals, as it lies:\n| KPI | Period end | Value | Note |\n| --- | --- | --- | --- |\n"


def _found(rule: str, text: str) -> tuple[Finding, ...]:
    return check(programme(text)[0], [all_rules()[rule]])


def _table(sheet: str, **cells: str) -> str:
    titles = " | ".join(title.replace("_", " ") for title in cells)
    return f"{sheet}:\n| {titles} |\n|{' --- |' * len(cells)}\n| {' | '.join(cells.values())} |\n"


@pytest.mark.parametrize(
    ("rule", "text", "ending"),
    [
        ("WB02", _table("Milestones", Forecast_date="soon"), "2026. Until then this row is not counted."),
        ("WB02", _table("Milestones", Last_updated="soon"), "such as 13 November 2026, or leave it blank."),
        ("WB02", _table("Programme", As_at="soon"), "2026. Until then nothing can be rated."),
        ("WB02", LOOSE, "from 0 to 3660. Until then the default is used."),
        ("WB05", _table("Milestones", Last_updated="TBC"), "Leave it blank until it is known."),
        ("WB05", _table("Milestones", Baseline_date="TBC"), "you have now. Until then this row is not counted."),
        ("WB05", _table("KPIs", Baseline="TBC"), "blank and fill in Baseline due. Until then this row is not counted."),
        ("WB07", _table("Milestones", Last_updated='"Dec 26"'), ": 31 December 2026 is the last of the month."),
        ("WB07", _table("Milestones", Last_updated="December"), "Give the day as well and the year."),
        ("WB07", _table("Milestones", Last_updated='"02/2028"'), ": 29 February 2028 is the last of the month."),
        ("WB07", _table("Milestones", Last_updated='"13/2026"'), "Give the day as well and the year."),
        ("WB08", _table("Milestones", Last_updated='"11/25/2026"'), "Type the day first: 25 November 2026."),
        ("WB04", _table("Milestones", Phase="Rolled out"), ROLLOUT),
        ("WB04", _table("Milestones", Key="perhaps"), "Choose Yes or No."),
        ("RF08", _table("Milestones", ID="TRN-M01", Depends_on="TRN-M1"), MEANT),
    ],
)  # fmt: skip
def test_the_remedy(rule: str, text: str, ending: str) -> None:
    (found,) = _found(rule, text)
    assert found.fix.endswith(ending)


# Every column of Workstreams but those that the product fills in a programme workbook.
STREAM = " | ".join(column.title for column in columns_of(Workstream) if not column.by_product)


@pytest.mark.parametrize(
    ("rule", "text", "message"),
    [
        ("WB02", _table("Milestones", Forecast_date="soon"), SOON),
        ("WB12", _table("Milestones", Last_updated='"13/11/2026"'), TYPED),
        ("WB12", _table("Milestones", Last_updated='"11/11/2026"'), TYPED),
        ("WB12", _table("Milestones", Last_updated='"03/04/2026"'), DAY_FIRST),
        ("WB12", _table("Milestones", Last_updated='"3 April 2026"'), TYPED),
        ("MS17", _table("Milestones", Decision_needed="Assurance"), "Assurance is needed, but no forum is named."),
        ("MS17", _table("Milestones", Decision_needed="Key decision"), KEY),
        ("IS01", _table("Issues and decisions", Status="Closed"), "Closed, but Outcome and Closed on are blank."),
        ("IS01", _table("Issues and decisions", Status="Closed", Outcome="Done"), UNDATED),
        ("SH11", "Calendar, as it lies:\n| Kind | From | To |\n| --- | --- | --- |\n", None),
        ("SH11", f"Workstreams, as it lies:\n| {STREAM} |\n|{' --- |' * len(STREAM.split(' | '))}\n", None),
        ("SH04", "Calendar, as it lies:\n| Kind | From | To |\n| --- | --- | --- |\n", 'The column "Name" is missing.'),
    ],
)  # fmt: skip
def test_the_message(rule: str, text: str, message: str | None) -> None:
    assert [found.message for found in _found(rule, text)] == ([message] if message else [])


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        ("WB05", _table("Milestones", Last_updated="TBC"), Severity.QUERY),
        ("WB05", _table("Milestones", Actual_date="TBC"), Severity.ERROR),
        ("WB05", _table("Workstreams", Ends="TBC"), Severity.ERROR),
        ("WB17", _table("Milestones", Last_updated="31 Dec 2014"), Severity.QUERY),
        ("WB17", _table("Milestones", Last_updated="1 Jan 2000"), Severity.QUERY),
        ("WB17", _table("Milestones", Last_updated="31 Dec 1999"), Severity.ERROR),
        ("WB17", _table("Milestones", Last_updated="1 Jan 2050"), Severity.ERROR),
        ("WB17", _table("Milestones", Last_updated="31 Dec 2049"), Severity.QUERY),
        ("SH11", NO_NOTE, Severity.ADVICE),
        ("SH11", NO_BASE, Severity.QUERY),
        ("SH11", "Programme, as it lies:\n| Council | Us |\n| --- | --- |\n", Severity.ADVICE),
        ("SH11", "Thresholds, as it lies:\n| Tight float | 9 |\n| --- | --- |\n", Severity.ADVICE),
    ],
)  # fmt: skip
def test_the_severity(rule: str, text: str, severity: Severity) -> None:
    (found,) = _found(rule, text)
    assert found.severity is severity


def test_a_column_that_dooms_its_sheet_says_so() -> None:
    text = "Actuals, as it lies:\n| KPI | Value |\n| --- | --- |\n"
    assert [found.fix.endswith("no row of this sheet is counted.") for found in _found("SH04", text)] == [True]
    text = "Calendar, as it lies:\n| Kind | From | To |\n| --- | --- | --- |\n"
    assert [found.fix.endswith("no row of this sheet is counted.") for found in _found("SH04", text)] == [False]


def test_an_older_copy_is_told_as_such() -> None:
    def message(first: str, second: str) -> str:
        sheets = (f"{name}.xlsx " + _table("Programme", As_at=day) for name, day in (("a", first), ("b", second)))
        (found,) = _found("PR06", "\n".join(sheets))
        return f"{found.cell.workbook}: {found.message}"

    assert message("16 Oct 2026", "13 Nov 2026") == (
        "a.xlsx: TRN is also a workstream of b.xlsx, which is as at a later date."
    )
    assert message("13 Nov 2026", "13 Nov 2026") == "b.xlsx: TRN is also a workstream of a.xlsx."
    assert message("", "13 Nov 2026") == "a.xlsx: TRN is also a workstream of b.xlsx."


def test_the_usual_name_is_told_as_it_is_written() -> None:
    sheets = (
        f"{name}.xlsx " + _table("Programme", Council=council) for name, council in zip("abc", "XXY", strict=True)
    )
    (found,) = _found("PR07", "\n".join(sheets))
    assert found.message == 'Council is "Y" here, and "X" in the other workbooks.'


def test_the_nearest_listed_value_is_offered_and_no_far_one() -> None:
    assert nearest("opne", ("Open", "Closed")) == "Open"
    assert nearest("Perhaps", ("Open", "Closed")) == ""
    assert did_you_mean("Programme Bord", ["Cabinet", "Programme Board"]) == "Did you mean Programme Board? "


def test_lists_and_counts_read_as_sentences() -> None:
    assert first_few(["a"]) == "a"
    assert first_few("ab") == "a and b"
    assert first_few("abc", "or") == "a, b or c"
    assert first_few("abcdefgh", most=3) == "a, b and 6 more"
    assert [counted(number, "row") for number in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def test_a_very_long_text_is_quoted_in_part() -> None:
    (found,) = _found("RK31", _table("Risks", ID="TRN-R01", Risk="Absence" * 500))
    assert found.message.startswith('"AbsenceAbsence')
    assert '…" names something' in found.message
    assert len(found.message) < 750
