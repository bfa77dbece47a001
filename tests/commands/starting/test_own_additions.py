"""What a council adds to a workbook, of any kind and anywhere, is still there after upgrade and after next, twice."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter as letters
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

import xl_send
from known.on_demand import load_workbook
from packages import parts_of
from places import FIRST_EDITION
from sizes import cases
from xl_send.workbook.columns import Layout, columns_of
from xl_send.workbook.submissions import SHEETS, Submission

STANDARD = [record.SHEET.title for record in SHEETS if record.SHEET.layout is Layout.TABLE]
# Parts that list what a workbook has, and may list more.
LISTS = ("xl/workbook.xml", "xl/_rels/", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/tables/")
ODD = ["Ours & theirs", "O'Brien's", "1", "A1", "2026-27", "\u00c9t\u00e9 \u2603", "x" * 31, "Checks (old)", " "]
VALUES: list[str | float | bool] = [
    "=1+1", "=SUM(A1:A2)", "text", " \n two lines", 3.25, True, "'=x", "<b>&amp;</b>", "_x0041_", "1/2",
]  # fmt: skip
FAR, VERSION = 60, "template"

Add = Callable[[openpyxl.Workbook, random.Random], None]


def sheet_of(book: openpyxl.Workbook, chance: random.Random) -> Worksheet:
    return book[chance.choice([title for title in STANDARD if title in book.sheetnames])]


def own_column(book: openpyxl.Workbook, chance: random.Random) -> None:
    sheet, place = sheet_of(book, chance), FAR + chance.randrange(4)
    sheet.cell(1, place, chance.choice(["Our note", "Notes (ours)", "2026", "Flag"]))
    for row in range(2, chance.randrange(3, 40)):
        cell = sheet.cell(row, place, chance.choice(VALUES))
        cell.font, cell.number_format = Font(bold=True), "0.000"


def own_sheet(book: openpyxl.Workbook, chance: random.Random) -> None:
    titles = [title for title in ODD if title not in book.sheetnames]
    sheet = book.create_sheet(chance.choice(titles), chance.randrange(len(book.sheetnames)))
    for row in range(1, 6):
        for column in range(1, 4):
            sheet.cell(row, column, chance.choice([*VALUES, "=Risks!C2", '=KPIs!$C$2&"x"']))
    sheet.sheet_state = chance.choice(["visible", "hidden", "veryHidden"])


def own_table(book: openpyxl.Workbook, chance: random.Random) -> None:
    sheet, row = sheet_of(book, chance), chance.randrange(50, 60)
    if not any(name.startswith("own") for name in sheet.tables):
        for place in range(FAR + 10, FAR + 12):
            sheet.cell(row, place, f"T{place}")
            sheet.cell(row + 1, place, 1)
        name = f"own{len(book.sheetnames)}{sheet.title.replace(' ', '')}"
        sheet.add_table(Table(displayName=name, ref=f"{letters(FAR + 10)}{row}:{letters(FAR + 11)}{row + 1}"))


def own_chart(book: openpyxl.Workbook, chance: random.Random) -> None:
    sheet = sheet_of(book, chance)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=6), titles_from_data=True)
    sheet.add_chart(chart, f"{letters(FAR)}{chance.randrange(2, 30)}")


def own_comment(book: openpyxl.Workbook, chance: random.Random) -> None:
    cell = sheet_of(book, chance).cell(chance.randrange(1, 12), chance.randrange(1, 8))
    cell.comment = Comment(chance.choice(["Seen by the board", "<x> & y", "zwei\nZeilen"]), "Officer")


def own_looks(book: openpyxl.Workbook, chance: random.Random) -> None:
    sheet = sheet_of(book, chance)
    sheet.column_dimensions[letters(chance.randrange(3, 9))].hidden = True
    sheet.row_dimensions[chance.randrange(3, 9)].height = 77
    sheet.cell(chance.randrange(2, 9), chance.randrange(2, 9)).fill = PatternFill("solid", start_color="00FFAA00")
    look = DifferentialStyle(fill=PatternFill("solid", "00FF0000"))
    sheet.conditional_formatting.add("B2:B99", Rule("cellIs", operator="equal", formula=['"x"'], dxf=look))
    rule = DataValidation("list", formula1='"a,b"', sqref=f"{letters(FAR + 2)}2:{letters(FAR + 2)}9")
    sheet.add_data_validation(rule)


def own_protection(book: openpyxl.Workbook, chance: random.Random) -> None:
    sheet = sheet_of(book, chance)
    sheet.protection.sheet, sheet.protection.password = True, "ours"
    name = f"own_name{chance.randrange(9)}"
    book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$A$1:$C$3")


def own_merge(book: openpyxl.Workbook, chance: random.Random) -> None:
    sheet, row = sheet_of(book, chance), chance.randrange(70, 90, 2)
    sheet.cell(row, FAR, "merged")
    sheet.merge_cells(start_row=row, start_column=FAR, end_row=row + 1, end_column=FAR + 2)


ADDITIONS: tuple[Add, ...] = (
    own_column, own_sheet, own_table, own_chart, own_comment, own_looks, own_protection, own_merge,
)  # fmt: skip


def added(content: bytes, seed: int, target: Path) -> Path:
    """A workbook with eight or so additions of its council's own, saved by another program."""
    book, chance = load_workbook(io.BytesIO(content)), random.Random(seed)  # noqa: S311 - no secret
    for add in (*ADDITIONS, *chance.choices(ADDITIONS, k=4)):
        add(book, chance)
    book.save(target)
    return target


@cache
def opened(path: Path) -> openpyxl.Workbook:
    return load_workbook(path)


def assert_kept(before: Path, after: Path, written: Callable[[str, str, Any], bool]) -> None:
    """All that stood in a workbook stands there still, but for cells that were meant to be `written`."""
    was, now = opened(before), opened(after)
    assert [title for title in now.sheetnames if title in was.sheetnames] == was.sheetnames
    assert {*was.defined_names} <= {*now.defined_names}
    for old in was.worksheets:
        assert_same_sheet(old, now[old.title], written)
    first, last = parts_of(before), parts_of(after)
    lists = (*LISTS, "xl/worksheets/sheet", "xl/calcChain.xml")
    others = [name for name in first if not name.startswith(lists)]
    assert [name for name in others if last.get(name) != first[name]] == []


def assert_same_sheet(old: Worksheet, new: Worksheet, written: Callable[[str, str, Any], bool]) -> None:
    lost = [
        (old.title, cell.coordinate, cell.value, other.value)
        for row, others in zip(old.iter_rows(), new.iter_rows(), strict=False)
        for cell, other in zip(row, others, strict=False)
        if (cell.value != other.value or not _look_alike(cell, other))
        and not written(old.title, cell.coordinate, cell.value)
    ]
    assert new.max_row >= old.max_row
    assert new.max_column >= old.max_column
    assert lost == []
    assert old.sheet_state == new.sheet_state
    assert old.protection.password == new.protection.password
    assert {*map(str, old.merged_cells.ranges)} == {*map(str, new.merged_cells.ranges)}
    own = {table.name: table.ref for table in old.tables.values() if str(table.name).startswith("own")}
    assert own.items() <= {table.name: table.ref for table in new.tables.values()}.items()
    assert len(old._charts) == len(new._charts)  # type: ignore[attr-defined]  # noqa: SLF001 - it has no other name
    hidden = {key for key, look in old.column_dimensions.items() if look.hidden and look.outlineLevel == 0}
    assert hidden <= {key for key, look in new.column_dimensions.items() if look.hidden}
    assert {row: look.height for row, look in old.row_dimensions.items() if look.height == 77}.items() <= {
        row: look.height for row, look in new.row_dimensions.items()
    }.items()
    assert {str(rule.sqref) for rule in old.data_validations.dataValidation} <= {
        str(rule.sqref) for rule in new.data_validations.dataValidation
    }


def _look_alike(one: Any, other: Any) -> bool:  # noqa: ANN401 - cells of two kinds
    if one.comment and (other.comment is None or one.comment.text != other.comment.text):
        return False
    return one.style_id == other.style_id or _looks(one) == _looks(other)


def _looks(cell: Any) -> tuple[Any, ...]:  # noqa: ANN401 - cells of two kinds
    return cell.number_format, cell.font.b, cell.fill.start_color.rgb


def held(submission: Submission) -> Mapping[str, list[list[object]]]:
    """What every row says in the columns of the first edition, but for the edition."""
    return {
        record.SHEET.title: [
            [getattr(row, column.name) for column in columns_of(record) if column.since < 2 and column.name != VERSION]
            for row in submission.all(record)
        ]
        for record in SHEETS
    }


def read(path: Path) -> Submission:
    return xl_send.read(path).submissions[0]


@pytest.mark.parametrize("seed", range(cases(1, whole=60)))
def test_upgrade_and_next_and_next_again_keep_all(seed: int, tmp_path: Path) -> None:
    old = added(FIRST_EDITION.read_bytes(), seed, tmp_path / "old.xlsx")
    (found,) = xl_send.upgrade(old).workbooks
    assert found.path
    columns = {(item.sheet, item.cell.rstrip("0123456789")) for item in found.moved}

    def written(sheet: str, cell: str, value: Any) -> bool:  # noqa: ANN401 - whatever stands in a cell
        meant = (sheet, cell.rstrip("0123456789")) in columns
        return value is None or (meant and (sheet == "Programme" or str(value).startswith("=IFERR")))

    assert_kept(old, found.path, written)
    assert held(read(found.path)) == held(read(old))
    last = found.path
    for day in ("2027-01-15", "2027-03-05"):
        (begun,) = xl_send.next_return(last, as_at=day).returns
        edits = begun.rolled.edits
        assert_kept(last, begun.path, lambda sheet, cell, _: cell in edits.get(sheet, {}))  # noqa: B023 - at once
        assert max(coordinate_to_tuple(cell)[1] for cells in edits.values() for cell in cells) < FAR
        last = begun.path
    assert xl_send.upgrade(last).workbooks[0].moved == ()
