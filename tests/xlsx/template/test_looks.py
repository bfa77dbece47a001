"""How the workbook looks: what can be read on its ground, what is seen whole, what is set apart."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise

import pytest

from board_pack.html.test_palette import contrast
from xl_send.results import Status
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Calculated, Need, Record, columns_by_name, columns_of, laid_out
from xl_send.workbook.ids import Id, Link, Links
from xl_send.workbook.kinds import Day, Measure, Pounds
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.xlsx.template.start_sheet import rag_key
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xl_send.xlsx.write.looks import BAND, HEADERS, MARKS, ON_PAPER, PAPER, SEVERITIES, STATES
from xl_send.xlsx.write.widths import header_height, lines_needed, row_height, width_for_title, width_of
from xlsx.template.blanks import TABLES, blank, loaded, placed

PAIRS = [*STATES.values(), *HEADERS.values(), *SEVERITIES.values(), BAND, *((PAPER, text) for text in ON_PAPER)]
PAIRS += [(fill, text) for fill, text, _ in MARKS.values()]


@pytest.mark.parametrize("pair", PAIRS)
def test_every_text_can_be_read_on_its_fill(pair: tuple[str, str]) -> None:
    assert contrast(*pair) >= 4.5


def test_every_colour_in_the_file_is_one_whose_contrast_is_tested() -> None:
    known = {colour.lstrip("#") for pair in PAIRS for colour in pair}
    sheets = blank().worksheets
    assert any(cell.value for sheet in sheets for cell in sheet[1])
    for sheet in sheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            text = cell.font.color.rgb if cell.font.color else "FF000000"
            fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else "FFFFFFFF"
            assert {text[2:], fill[2:]} <= known, (sheet.title, cell.coordinate)
            assert contrast(f"#{text[2:]}", f"#{fill[2:]}") >= 4.5, (sheet.title, cell.coordinate)


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_blank_rows_are_printed_without_boxes_and_filled_ones_with_them(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    looks = [*(cell for row in sheet.iter_rows(min_row=2) for cell in row), *sheet.column_dimensions.values()]
    assert {look.border.bottom.style for look in looks} == {None}
    assert {look.fill.fill_type for look in looks} == {None}
    ruled = [
        place
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.formula == ['$A2<>""'] and rule.dxf.border.bottom.style == "thin"
        for reached in area.sqref.ranges
        for place in range(reached.min_col, reached.max_col + 1)
    ]
    assert sorted(ruled) == [*range(1, len(laid_out(record)) + 1)]


def test_there_is_one_typeface() -> None:
    fonts = {cell.font.name for sheet in blank().worksheets for row in sheet.iter_rows() for cell in row}
    assert fonts == {"Arial"}


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_required_columns_look_required_and_calculated_ones_stand_apart(record: type[Record]) -> None:
    fills = [f"#{cell.fill.fgColor.rgb[2:]}" for cell in blank()[record.SHEET.title][1]]
    required = [fills[place - 1] == HEADERS["required"][0] for place, _ in placed(record)]
    assert required == [column.need is not Need.OPTIONAL for _, column in placed(record)]
    apart = [isinstance(column, Calculated) for column in laid_out(record)]
    assert [fill == HEADERS["calculated"][0] for fill in fills] == apart


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_exactly_the_finer_columns_are_folded_away(record: type[Record]) -> None:
    widths = blank()[record.SHEET.title].column_dimensions.values()
    folded = {
        number for width in widths if width.outlineLevel for number in range(width.min or 0, (width.max or 0) + 1)
    }
    assert folded == {place for place, column in enumerate(laid_out(record), 1) if column.folded}
    assert all(bool(width.hidden) is bool(width.outlineLevel) for width in widths)


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_every_title_is_seen_whole(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    for column in columns_of(record):
        longest = max(column.title.split(), key=len)
        assert lines_needed(longest, width_of(column) - 2) == 1
        assert sheet.row_dimensions[1].height >= header_height([(column.title, width_of(column))])


def test_a_cell_looks_like_what_it_holds() -> None:
    dimensions = list(blank()["Milestones"].column_dimensions.values())
    formats = {Day: "dd mmm yyyy", Id: "@", Link: "@", Links: "@"}
    for place, column in placed(Milestone):
        wanted = next((found for kind, found in formats.items() if isinstance(column.kind, kind)), "General")
        found = [
            dimension.number_format for dimension in dimensions if (dimension.min or 0) <= place <= (dimension.max or 0)
        ]
        assert found == [wanted], column.title


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("short", 10, 1),
        ("two\nparts", 20, 2),
        ("a line\n\nafter a gap", 30, 3),
        ("word " * 40, 48, 5),
        ("x" * 200, 10, 26),
    ],
)
def test_lines_are_counted_as_words_wrap(text: str, width: int, lines: int) -> None:
    assert lines_needed(text, width) == lines


def test_a_row_is_as_tall_as_its_longest_text() -> None:
    assert row_height([]) == row_height([("short", 10)])
    heights = [row_height([("word " * count, 20), ("short", 10)]) for count in (1, 10, 100)]
    assert all(height < other for height, other in pairwise(heights))


def test_columns_are_as_wide_as_what_they_hold() -> None:
    assert width_of(columns_by_name(Milestone)["name"]) > width_of(columns_by_name(Milestone)["baseline"])
    assert width_for_title("Carry-forward agreed") > len("Carry-forward")
    assert isinstance(columns_by_name(Kpi)["target"].kind, Measure)
    assert not isinstance(columns_by_name(Kpi)["target"].kind, Pounds)


def test_filled_rows_grow_with_what_is_typed_and_the_start_page_stays_put() -> None:
    filling = WorkbookContent(rows={Milestone: [{"ID": "TRN-M01", "Commentary": "word " * 100}]})
    with zipfile.ZipFile(BytesIO(workbook_bytes("programme", filling))) as package:
        parts = [package.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, 22)]
    assert [b'customHeight="1"' in part for part in parts[:2]] == [True, True]
    assert not [part for part in parts[2:] if b'customHeight="1"' in part]
    assert any(b'<row r="2" ' in part and b' ht="' in part for part in parts[1:])


def test_figures_stand_to_the_right_and_words_to_the_left() -> None:
    row: dict[str, Value] = {"KPI": "TRN-K01", "Value": 12.0, "Note": "Provisional"}
    sheet = loaded(workbook_bytes("programme", WorkbookContent(rows={Actual: [row]})))["Actuals"]
    assert (sheet["C2"].alignment.horizontal, sheet["E2"].alignment.horizontal) == ("right", "left")


@pytest.mark.parametrize("record", [Kpi, Expectation, Actual], ids=lambda record: record.SHEET.title)
def test_figures_of_a_percentage_kpi_are_shown_as_percentages(record: type[Record]) -> None:
    shown = set()
    for area in blank()[record.SHEET.title].conditional_formatting:
        if any('="Percent"' in formula for rule in area.rules for formula in rule.formula):
            shown |= {place for item in area.cells.ranges for place in range(item.min_col, item.max_col + 1)}
    assert shown == {place for place, column in enumerate(laid_out(record), 1) if isinstance(column.kind, Measure)}


def test_the_key_names_the_thresholds_it_stands_for() -> None:
    key = rag_key(Thresholds(milestone_green=3.0, milestone_amber=15.0))
    assert "more than 15 working days" in key[Status.RED]
    assert "4 to 15 working days" in key[Status.AMBER]
    assert "up to 3 working days" in key[Status.GREEN]
    assert set(key) == set(Status)
