"""Help, pull-downs and warnings: present on every column, true to the declaration, and never in the way."""

from __future__ import annotations

import re

import pytest

from xl_send.workbook.columns import Column, Need, Record, columns_by_name, columns_of, laid_out
from xl_send.workbook.ids import Link
from xl_send.workbook.kinds import Choice, Day, Number, OwnList, YesNo
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.xlsx.write.conditional_formats import DEPTH
from xl_send.xlsx.write.validations import TEXT_ROOM, TITLE_ROOM, heading_message, input_message, validation
from xlsx.template.blanks import TABLES, blank, every_validation, placed, titled, validations_at


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_every_heading_explains_itself(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    for place, words in enumerate([column.help for column in laid_out(record)], 1):
        (found,) = validations_at(sheet, 1, place)
        assert str(found.prompt).startswith(words[:200])
        assert found.showInputMessage


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_every_column_has_help_and_a_warning_that_stops_nobody_far_down(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    for place, column in placed(record):
        for row in (2, 1000, DEPTH + 1):
            (found,) = validations_at(sheet, row, place)
            assert str(found.prompt).startswith(column.help[:200])
            assert found.promptTitle == column.title[:TITLE_ROOM]
            assert found.errorStyle == "warning"


@pytest.mark.parametrize("record", [Cover, Thresholds], ids=lambda record: record.SHEET.title)
def test_every_labelled_value_has_help(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    for row, column in enumerate(columns_of(record), 2):
        (found,) = validations_at(sheet, row, 2)
        whole = len(column.title) <= TITLE_ROOM
        assert found.promptTitle == (column.title if whole else f"{column.title[: TITLE_ROOM - 3].rstrip()}...")
        assert str(found.prompt).startswith(column.help[:200])


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_each_kind_asks_for_what_it_reads(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    for place, column in placed(record):
        (found,) = validations_at(sheet, 2, place)
        if isinstance(column.kind, Choice | YesNo | OwnList | Link):
            assert found.type == "list"
        elif isinstance(column.kind, Day):
            assert (found.type, found.operator) == ("date", "greaterThanOrEqual")
        elif isinstance(column.kind, Number):
            assert found.type == ("whole" if column.kind.whole else "decimal")
        else:
            assert found.type is None


@pytest.mark.parametrize(
    ("sheet", "title", "source"),
    [
        ("Milestones", "Phase", "list_Phase"),
        ("Milestones", "Key", "list_YesNo"),
        ("Milestones", "Workstream", "ids_Workstreams"),
        ("Milestones", "Forum", "ids_Forums"),
        ("Expectations", "KPI", "ids_KPIs"),
        ("Expectations", "Milestone", "ids_Milestones"),
        ("Risks", "Resource line", "ids_Resources"),
        ("Issues and decisions", "From risk", "ids_Risks"),
        ("Diagnostics", "Service area", "own_Service_areas"),
        ("Diagnostics", "Cohort", "own_Cohorts"),
        ("Meetings", "Forum", "ids_Forums"),
    ],
)
def test_a_pull_down_names_its_list(sheet: str, title: str, source: str) -> None:
    found = validations_at(blank()[sheet], 2, titled(blank()[sheet], title))
    assert [item.formula1 for item in found] == [source]


def test_every_pull_down_leads_to_a_defined_name_and_holds_no_words_of_its_own() -> None:
    lists = [(title, item.formula1) for title, item in every_validation(blank()) if item.type == "list"]
    assert lists
    assert {source for _, source in lists} <= set(blank().defined_names)


def test_what_is_said_fits_what_excel_shows() -> None:
    said = list(every_validation(blank()))
    assert any(item.prompt for _, item in said)
    for title, item in said:
        assert len(item.promptTitle or "") <= TITLE_ROOM, title
        assert len(item.prompt or "") <= TEXT_ROOM, title
        assert len(item.errorTitle or "") <= TITLE_ROOM, title
        assert len(item.error or "") <= TEXT_ROOM, title


def test_defined_names_are_such_as_excel_allows() -> None:
    names = list(blank().defined_names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", name) and len(name) < 256 for name in names)
    assert not [name for name in names if re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]", name)]
    assert len({name.lower() for name in names}) == len(names)


@pytest.mark.parametrize("column", columns_of(Interdependency), ids=lambda column: column.name)
def test_what_the_other_party_owns_is_offered_and_never_doubted(column: Column) -> None:
    assert validation(column, Interdependency)["show_error"] is not isinstance(column.kind, Link)


def test_within_a_workbook_an_unknown_code_is_doubted() -> None:
    assert validation(columns_by_name(Milestone)["workstream"], Milestone)["show_error"]


def test_a_warning_speaks_in_the_words_of_the_rule() -> None:
    found = validation(columns_by_name(Milestone)["baseline"])
    assert found["error_message"] == ("Baseline date must be a date, such as 13 November 2026. Keep what you typed?")


@pytest.mark.parametrize("record", [*TABLES, Cover, Thresholds], ids=lambda record: record.SHEET.title)
def test_no_help_is_cut_short(record: type[Record]) -> None:
    assert not [column.title for column in columns_of(record) if len(input_message(column)) > TEXT_ROOM]


def test_help_says_what_is_required() -> None:
    for column in columns_of(Milestone):
        assert input_message(column).endswith("Required.") is (column.need is not Need.OPTIONAL)


def test_words_that_are_too_long_are_cut_with_a_sign() -> None:
    found = heading_message("t" * 40, "w" * 300)
    assert (len(found["input_title"]), len(found["input_message"])) == (TITLE_ROOM, TEXT_ROOM)
    assert found["input_message"].endswith("...")


def test_the_risk_matrix_offers_its_colours_and_silenced_rules_their_help() -> None:
    sheet = blank()["Thresholds"]
    assert [item.formula1 for item in validations_at(sheet, 2, 6)] == ["list_Rag"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "Rule")
    assert [item.promptTitle for item in validations_at(sheet, top + 1, 3)] == ["Until"]
    assert [item.type for item in validations_at(sheet, top + 1, 3)] == ["date"]
