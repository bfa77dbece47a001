"""A workbook of the first edition is brought to this one, and keeps all that its council made of it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter as letters
from openpyxl.worksheet.worksheet import Worksheet

import xl_send
from cases.workbooks import shipped
from files import write_example
from known.on_demand import load_workbook
from office.lint import faults
from office.outside_tools import sdk_errors
from packages import parts_of
from places import FIRST_EDITION, TEMPLATES
from statuses import table
from xl_send.commands.starting.upgrade import UpgradedWorkbook
from xl_send.output.text.files import upgrade_text
from xl_send.shells.cli import main
from xl_send.workbook.columns import columns_of
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import version_of
from xl_send.workbook.submissions import SHEETS, Submission
from xl_send.xlsx.upgrade.changes import room_for

TOUCHED = {
    "Programme",
    "Workstreams",
    "Milestones",
    "KPIs",
    "Expectations",
    "Risks",
    "Interdependencies",
    "Issues and decisions",
    "Thresholds",
}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "transition.xlsx"
    path.write_bytes(FIRST_EDITION.read_bytes())
    return path


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a column, a sheet, a chart and a comment of the council's own, saved by another program."""
    old = tmp_path_factory.mktemp("ours") / "transition.xlsx"
    book = shipped(FIRST_EDITION).book
    risks = book["Risks"]
    risks["AE1"], risks["AE2"] = "Our note", "Ask finance"
    risks["C3"].comment = Comment("Seen by the board", "Officer")
    own = book.create_sheet("Ours", 2)
    own["A1"], own["B1"], own["A2"], own["B2"] = "Year", "Places", 2026, "=Risks!G2"
    chart = BarChart()
    chart.add_data(Reference(own, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    own.add_chart(chart, "D2")
    book.save(old)
    return old


def test_a_sheet_under_another_name_is_told_and_nothing_is_put_into_it(tmp_path: Path) -> None:
    book = shipped(FIRST_EDITION).book
    book["Risks"].title = "Risk register"
    book.save(tmp_path / "transition.xlsx")
    made = xl_send.upgrade(tmp_path / "transition.xlsx")
    told = upgrade_text(made)
    assert "The sheet Risks of transition.xlsx was not found (Risk register may be it). It stays as it is" in told
    assert made.errors_found()
    assert "Risks" not in {one.sheet for one in made.workbooks[0].moved}


@cache
def upgraded(path: Path) -> UpgradedWorkbook:
    return xl_send.upgrade(path).workbooks[0]


def brought(path: Path) -> Path:
    found = upgraded(path).path
    assert found
    return found


def read(path: Path) -> Submission:
    return xl_send.read(path).submissions[0]


def held(submission: Submission) -> dict[str, list[list[object]]]:
    """What every row says in the columns of the first edition."""
    return {
        record.SHEET.title: [
            [
                getattr(row, column.name)
                for column in columns_of(record)
                if column.since < 2 and column.name != "template"
            ]
            for row in submission.all(record)
        ]
        for record in SHEETS
    }


def test_it_has_all_that_the_present_edition_has_and_says_the_same(old: Path) -> None:
    before, after = read(old), read(brought(old))
    assert after.cover.template == version_of("programme")
    assert held(after) == held(before)
    for record in SHEETS:
        lacking = {column.title for column in columns_of(record)} - {
            column.title for column in columns_of(record) if column.name in after.seen[record].table.places
        }
        assert not lacking, record.SHEET.title
    assert after.thresholds.school_notice == before.thresholds.school_notice


def test_every_other_part_is_as_it_was_and_the_workbook_is_as_sound(old: Path) -> None:
    new = brought(old)
    was, now = parts_of(old), parts_of(new)
    titles = load_workbook(old, read_only=True).sheetnames
    changed = {name for name in was if now[name] != was[name]}
    sheets = {f"xl/worksheets/sheet{titles.index(title) + 1}.xml" for title in TOUCHED}
    assert {name for name in changed if "worksheets" in name} == sheets
    lists = (
        "xl/sharedStrings.xml",
        "xl/worksheets/",
        "xl/tables/",
        "xl/workbook",
        "xl/_rels/",
        "xl/styles.xml",
        "[Content_Types].xml",
    )
    assert not {name for name in changed if not name.startswith(lists)}
    assert set(faults(old.name, new.read_bytes())) <= set(faults(old.name, old.read_bytes()))


def test_new_columns_have_pull_downs_looks_and_live_formulas(old: Path) -> None:
    book = load_workbook(brought(old))
    kpis = book["KPIs"]
    titles = {cell.value: letters(cell.column or 0) for cell in kpis[1]}
    at = titles["Part of"]
    assert kpis.tables["tblKPIs"].ref.split(":")[1].startswith(titles["Their own id"])
    rules = [rule for rule in kpis.data_validations.dataValidation if f"{at}2:{at}2001" in str(rule.sqref)]
    assert [rule.formula1 for rule in rules] == ["ids_KPIs"]
    assert kpis[f"{at}1"].style_id == kpis[f"{titles['Leads to']}1"].style_id
    fresh = load_workbook(TEMPLATES / "send_programme.xlsx")["KPIs"]
    live = letters(next(cell for cell in fresh[1] if cell.value == "RAG by expectation").column or 0)
    assert kpis[f"{titles['RAG by expectation']}2"].value == fresh[f"{live}2"].value
    assert book.defined_names["threshold_school_notice"].attr_text.count("'Thresholds'!$F$10") >= 1


def test_the_summary_comes_with_its_charts_and_figures_behind_the_start_sheet(ours: Path) -> None:
    new = brought(ours)
    was, now = load_workbook(ours), load_workbook(new, data_only=True)
    assert now.sheetnames[:2] == ["Start", "Summary"]
    added = set(parts_of(new)) - set(parts_of(ours))
    assert len({name for name in added if name.startswith("xl/charts/")}) == 2
    colours = {row[0].value: [cell.value for cell in row[1:8]] for row in now["Summary"]["A5:H9"]}
    assert sum(colours["Milestones"][:6]) == len(read(new).all(Milestone)) == colours["Milestones"][6]
    for sheet in was.sheetnames:
        assert now[sheet].print_title_rows == was[sheet].print_title_rows, sheet


def test_it_is_as_the_standard_says(ours: Path) -> None:
    """What the library that wrote the old one has against the standard stays as it was: its parts are not ours."""
    assert set(sdk_errors(brought(ours))) <= set(sdk_errors(ours))


def test_what_the_council_made_of_it_stays(ours: Path) -> None:
    new = brought(ours)
    was, now = parts_of(ours), parts_of(new)
    kept = [name for name in was if name.startswith(("xl/charts/", "xl/drawings/", "xl/comments"))]
    assert kept
    assert all(now[name] == was[name] for name in kept)
    book = load_workbook(new)
    assert [name for name in book.sheetnames if name != "Summary"] == load_workbook(ours).sheetnames
    risks = book["Risks"]
    assert (risks["AE1"].value, risks["AE2"].value, risks["AF1"].value) == ("Our note", "Ask finance", "Their own id")
    assert risks.tables["tblRisks"].ref.startswith("A1:AD")
    comment = risks["C3"].comment
    assert comment
    assert comment.text == "Seen by the board"
    assert book["Ours"]["B2"].value == "=Risks!G2"
    assert held(read(new)) == held(read(ours))


def test_a_preview_says_the_same_and_writes_nothing(ours: Path) -> None:
    brought(ours)
    before = sorted(ours.parent.rglob("*"))
    (preview,) = xl_send.upgrade(ours, preview=True).workbooks
    assert sorted(ours.parent.rglob("*")) == before
    assert preview.moved == upgraded(ours).moved
    assert preview.path is None


def test_what_is_of_this_edition_stays_as_it_is_and_a_later_one_is_refused(old: Path, tmp_path: Path) -> None:
    assert xl_send.upgrade(brought(old)).workbooks[0].path is None
    later = write_example(table("Programme", {"Template version": "10.1.0"}), tmp_path / "later.xlsx")
    with pytest.raises(xl_send.Error, match="use the xl_send that made it"):
        xl_send.upgrade(later)


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "transition.xlsx").write_bytes(FIRST_EDITION.read_bytes())
    (home / "notes.xlsx").write_text("not a workbook")
    assert main(["upgrade", str(home), "-o", str(tmp_path / "new")]) == 1
    told = capsys.readouterr().out
    assert "the column Part of" in told
    assert "notes.xlsx: This is a plain text file" in told
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["transition.xlsx"]


def column(sheet: Worksheet, title: str) -> str:
    return letters(next(cell.column or 0 for cell in sheet[1] if cell.value == title))


@pytest.fixture(scope="module")
def at_odds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with formulas of its council's own among ours, and a sheet and a column that have names of ours."""
    path = tmp_path_factory.mktemp("odds") / "transition.xlsx"
    book = shipped(FIRST_EDITION).book
    kpis, risks = book["KPIs"], book["Risks"]
    for row in (3, 5):
        kpis[f"{column(kpis, 'RAG by expectation')}{row}"] = f'=IF(A{row}="","","Green")'
    kpis[f"{column(kpis, 'Tolerated')}4"] = f"={'1+' * 200}1"
    risks[f"{column(risks, 'Score')}2"] = 25
    kpis["BA1"], kpis["BA2"] = "Measure", "people"
    book.create_sheet("SUMMARY")["A1"] = "ours"
    book.save(path)
    return path


def test_formulas_of_its_own_that_are_replaced_are_named_with_what_they_said(at_odds: Path) -> None:
    named = [item for item in upgraded(at_odds).moved if "your own" in item.what]
    new = load_workbook(brought(at_odds))
    kpis, risks = new["KPIs"], new["Risks"]
    rag, tolerated = column(kpis, "RAG by expectation"), column(kpis, "Tolerated")
    assert [(item.sheet, item.cell) for item in named] == [("KPIs", f"{rag}3"), ("KPIs", f"{tolerated}4")]
    more = f"; so in 1 more cell, the last {rag}5"
    assert named[0].what == f'our formula, in place of your own =IF(A3="","","Green"){more}'
    assert named[1].what.endswith("\u2026")
    assert str(kpis[f"{rag}5"].value).startswith("=IFERROR(")
    assert risks[f"{column(risks, 'Score')}2"].value == 25


def test_what_its_own_keeps_out_is_said_and_comes_in_once_that_is_renamed(at_odds: Path, tmp_path: Path) -> None:
    found = upgraded(at_odds)
    measure, summary = found.told
    assert measure.startswith("KPIs BA1: your own column Measure has the title of a standard one of this edition")
    assert summary.startswith("Your own sheet SUMMARY has the name of one of this edition")
    assert all("rename" in told and "upgrade once more" in told for told in found.told)
    book = load_workbook(brought(at_odds))
    book["SUMMARY"].title, book["KPIs"]["BA1"].value = "Ours", "Our measure"
    book.save(tmp_path / "renamed.xlsx")
    (again,) = xl_send.upgrade(tmp_path / "renamed.xlsx", output=tmp_path).workbooks
    assert again.told == ()
    assert {item.what for item in again.moved} >= {"the column Measure", "the sheet, live, with its charts"}


def test_nothing_is_said_where_nothing_is_kept_out(old: Path) -> None:
    assert upgraded(old).told == ()
    assert not [item for item in upgraded(old).moved if "your own" in item.what]


def test_a_formula_that_cells_share_stays_with_those_that_are_not_ours(tmp_path: Path) -> None:
    """Excel writes a formula that was filled across several columns once, and the others only name it."""
    held = parts_of(FIRST_EDITION)
    part = f"xl/worksheets/sheet{load_workbook(FIRST_EDITION, read_only=True).sheetnames.index('Risks') + 1}.xml"
    text = held[part].decode()
    first = re.search(r'<c r="AD2"([^>]*)><f>[^<]*</f>', text)
    assert first
    text = text.replace(first[0], f'<c r="AD2"{first[1]}><f t="shared" ref="AD2:AE2" si="7">$A2&amp;AC2</f>')
    row = re.search(r'<row r="2"[^>]*>.*?</row>', text)
    assert row
    shares = '<c r="AE2" t="str"><f t="shared" si="7"/><v>x</v></c></row>'
    held[part] = text.replace(row[0], row[0].replace("</row>", shares)).encode()
    with zipfile.ZipFile(tmp_path / "shared.xlsx", "w") as package:
        for name, content in held.items():
            package.writestr(name, content)
    (found,) = xl_send.upgrade(tmp_path / "shared.xlsx").workbooks
    assert found.path
    risks = load_workbook(found.path)["Risks"]
    assert str(risks["AD2"].value).startswith("=IFERROR(")
    assert risks["AE2"].value == "=$A2&AD2"
    assert "in place of your own =$A2&AC2" in next(item.what for item in found.moved if item.cell == "AD2")


@pytest.mark.parametrize(
    ("filled", "columns", "place"),
    [
        ([16_384], 2, 31), ([31, 16_383], 2, 32), ([16_383], 1, 16_384), (range(31, 16_385), 1, 0), ([], 3, 31),
        ([30, 40], 2, 41),
    ],
)  # fmt: skip
def test_new_columns_go_where_there_is_room(filled: Sequence[int], columns: int, place: int) -> None:
    assert room_for({2: dict.fromkeys(filled, "x")}, 30, columns) == place
