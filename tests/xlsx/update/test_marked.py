"""Marked copies: nothing differs from the officer's workbook but the sheets that are the product's own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from known.on_demand import load_workbook
from packages import parts_of
from xl_send.errors import RefusedError
from xl_send.findings import Cell, Finding, Severity, Worded
from xl_send.shells.cli import main
from xl_send.table import Table, TableColumn
from xl_send.vba.workbooks import workbook_with_buttons
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import content_of, example_texts, example_workbooks
from xl_send.xlsx.template.template import workbook_bytes
from xl_send.xlsx.update.update import NOT_MARKED, with_tables
from xl_send.xlsx.update.xml_patch import XmlPatch
from xl_send.xlsx.write.result_rows import checks_table, status_table

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LISTING = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
NASTY = '=HYPERLINK("http://x") <b>&\x07 _x0041_ "café"'


def finding(sheet: str = "Milestones", address: str = "F7", message: str = "It is late.") -> Finding:
    cell = Cell("a.xlsx", sheet, address, "TRN-M01", "Owner")
    return Finding("MS01", Severity.ERROR, cell, Worded(message, "Do it."))


def changed(before: bytes, after: bytes) -> set[str]:
    old, new = parts_of(before), parts_of(after)
    assert list(new)[: len(old)] == list(old)
    return {name for name in new if old.get(name) != new[name]}


def rows(workbook: bytes, sheet: str) -> list[list[object]]:
    (grid,) = [item for item in open_book(io.BytesIO(workbook), "copy").grids if item.title == sheet]
    return [list(cells.values()) for _, cells in grid.rows]


FOREIGN = files("xlwings").joinpath("quickstart.xlsm").read_bytes()


@cache
def example() -> bytes:
    """The example's transition return, of which nothing is explained."""
    text = next(book_text for book_text in example_texts() if book_text.name == "transition.xlsx")
    return workbook_bytes("programme", replace(content_of(text), explanations=()))


def test_only_checks_its_table_and_nothing_else_is_changed() -> None:
    many = [finding(address=f"F{number}") for number in range(2, 60)]
    copy = with_tables(example(), "a.xlsx", [checks_table(many)]).content
    found = changed(example(), copy)
    assert len(found) == 2
    assert {name.split("/")[1] for name in found} == {"worksheets", "tables"}
    sheet = load_workbook(io.BytesIO(copy))["Checks"]
    assert sheet.tables["tblChecks"].ref == "A2:K60"
    assert sheet["D3"].hyperlink.location == "'Milestones'!F2"
    assert [cell.value for cell in sheet[3]][:5] == ["MS01", "error", "Milestones", "F2", "TRN-M01"]
    assert sheet["H3"].value == "Milestones!F2"  # by which the cell lights up


def test_status_is_filled_and_filled_again_without_a_trace_of_before() -> None:
    first = with_tables(example(), "a.xlsx", [checks_table([finding()] * 40)]).content
    again = with_tables(first, "a.xlsx", [checks_table([finding(message="Second.")]), status_table([])]).content
    assert [row[5] for row in rows(again, "Checks")[2:]] == ["Second."]
    assert len(parts_of(again)["xl/worksheets/sheet19.xml"].split(b"<hyperlink ")) == 2


def test_text_is_text_and_survives_as_it_was_written() -> None:
    copy = with_tables(example(), "a.xlsx", [checks_table([finding("Bob's <list>", "A1", NASTY)])]).content
    sheet = load_workbook(io.BytesIO(copy))["Checks"]
    assert sheet["F3"].data_type == "s"
    assert sheet["D3"].hyperlink.location == "'Bob''s <list>'!A1"
    (told,) = [row[5] for row in rows(copy, "Checks")[2:]]
    assert str(told).replace("\x07", "") == NASTY.replace("\x07", "")


@pytest.mark.parametrize("made", [lambda: FOREIGN, partial(workbook_with_buttons, "workstream")], ids=["excel", "ours"])
def test_macros_and_all_else_stay_byte_for_byte(made: Callable[[], bytes]) -> None:
    original = made()
    copy = with_tables(original, "a.xlsm", [checks_table([finding()])]).content
    assert parts_of(copy)["xl/vbaProject.bin"] == parts_of(original)["xl/vbaProject.bin"]
    assert changed(original, copy) <= LISTING | {
        name for name in parts_of(copy) if name.startswith(("xl/worksheets/", "xl/tables/"))
    }


EXTENDED = (
    b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"'
    b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    b" xmlns:xr='http://schemas.microsoft.com/office/spreadsheetml/2014/revision' xr:uid=\"{0A}\""
)


def saved_by_excel() -> bytes:
    """The example with what Excel adds when it saves: revision ids, and markup that older editions may ignore."""
    sheet, book = b'officeDocument/2006/relationships"', b"</workbook>"
    controls = b"<mc:AlternateContent><mc:Choice Requires='x14ac'><controls/></mc:Choice></mc:AlternateContent>"
    uid = b'<xr:revisionPtr revIDLastSave="0" documentId="8_{0A}"/>'
    saved = _with(example(), "xl/worksheets/sheet19.xml", sheet, sheet + EXTENDED)
    saved = _with(saved, "xl/worksheets/sheet19.xml", b'<row r="2"', b'<row x14ac:dyDescent="0.3" r="2"')
    saved = _with(saved, "xl/worksheets/sheet19.xml", b"<pageMargins", controls + b"<pageMargins")
    table = next(name for name, content in parts_of(saved).items() if b'name="tblChecks"' in content)
    saved = _with(saved, table, b"<table ", b"<table" + EXTENDED + b" ")
    return _with(saved, "xl/workbook.xml", sheet, sheet + EXTENDED, {}, (book, uid + book))


def test_what_excel_adds_for_itself_stays_declared_and_as_it_was() -> None:
    original = saved_by_excel()
    copy = with_tables(original, "a.xlsx", [checks_table([finding()])]).content
    both = with_tables(copy, "a.xlsx", [Table("New", (TableColumn("A", 9),), [("1",)], ("note",))]).content
    for name in changed(original, copy) | changed(copy, both):
        if name in parts_of(original):
            assert opening(parts_of(both)[name], without="ref") == opening(parts_of(original)[name], without="ref")
        root = ET.fromstring(parts_of(both)[name])
        assert root.attrib.get(f"{{{MC}}}Ignorable", "") in {"", "x14ac xr"}
    sheet = parts_of(both)["xl/worksheets/sheet19.xml"]
    assert b'<row x14ac:dyDescent="0.3" r="2"' in sheet
    assert sheet.index(b"<hyperlinks>") < sheet.index(b"<mc:AlternateContent>")
    assert [grid.title for grid in open_book(io.BytesIO(both), "b").grids][-1] == "New"


def opening(part: bytes, without: str) -> dict[str, str]:
    """The attributes of a part's root, with the declarations of its prefixes."""
    return {key: value for key, value in XmlPatch(part).root.attributes.items() if key != without}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20), max_size=5))
def test_marking_changes_only_rows_links_and_extent(messages: list[str]) -> None:
    original = saved_by_excel()
    copy = with_tables(original, "a.xlsx", [checks_table([finding(message=text) for text in messages])]).content
    for name in changed(original, copy):
        assert bared(parts_of(copy)[name]) == bared(parts_of(original)[name])


def bared(part: bytes) -> bytes:
    """A part without what marking may change."""
    patch = XmlPatch(part)
    root = patch.root
    if root.all("sheetData"):
        for row in root.one("sheetData").children[2:]:
            patch.remove(row)
        for item in root.all("hyperlinks"):
            patch.remove(item)
        patch.set(root.one("dimension"), {})
    else:
        patch.set(root, {key: value for key, value in root.attributes.items() if key != "ref"})
        patch.set(root.one("autoFilter"), {})
    return patch.done()


def test_a_workbook_without_the_sheets_gets_them_at_its_end() -> None:
    copy = with_tables(FOREIGN, "a.xlsm", [checks_table([finding()]), status_table([])]).content
    added = set(parts_of(copy)) - set(parts_of(FOREIGN))
    assert changed(FOREIGN, copy) == LISTING | added
    assert len(added) == 2
    before = load_workbook(io.BytesIO(FOREIGN)).sheetnames
    assert load_workbook(io.BytesIO(copy)).sheetnames == [*before, "Checks", "Status"]


def test_somebody_elses_sheet_of_that_name_is_left_alone() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Checks"  # type: ignore[union-attr]
    book["Checks"]["A1"] = "Mine"
    saved = io.BytesIO()
    book.save(saved)
    copy = load_workbook(io.BytesIO(with_tables(saved.getvalue(), "a.xlsx", [checks_table([finding()])]).content))
    assert copy.sheetnames == ["Checks", "Checks (xl_send)"]
    assert copy["Checks"]["A1"].value == "Mine"


def test_a_list_of_formulas_that_would_name_emptied_cells_is_taken_out() -> None:
    listed = _with(example(), "xl/worksheets/sheet19.xml", b"</row></sheetData>",
                   b'</row><row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row></sheetData>')  # fmt: skip
    override = b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.x"/></Types>'
    relation = b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>'  # noqa: E501
    chained = _with(listed, "[Content_Types].xml", b"</Types>", override)
    chained = _with(
        chained, "xl/_rels/workbook.xml.rels", b"</Relationships>", relation, {"xl/calcChain.xml": b"<calcChain/>"}
    )
    copy = parts_of(with_tables(chained, "a.xlsx", [checks_table([finding()])]).content)
    assert "xl/calcChain.xml" not in copy
    assert b"calcChain" not in copy["[Content_Types].xml"] + copy["xl/_rels/workbook.xml.rels"]


def _with(
    workbook: bytes, part: str, old: bytes, new: bytes, more: dict[str, bytes] | None = None, *also: tuple[bytes, bytes]
) -> bytes:
    found = parts_of(workbook)
    for before, after in ((old, new), *also):
        assert found[part].count(before) == 1
        found[part] = found[part].replace(before, after)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in {**found, **(more or {})}.items():
            target.writestr(name, content)
    return out.getvalue()


def test_a_prefix_and_a_filter_are_no_obstacle() -> None:
    found = parts_of(example())
    sheet = re.sub(rb"<(/?)(?=\w)(?!\?)", rb"<\1x:", found["xl/worksheets/sheet19.xml"]).replace(b"xmlns=", b"xmlns:x=")
    prefixed = _with(example(), "xl/worksheets/sheet19.xml", found["xl/worksheets/sheet19.xml"], sheet)
    table = next(name for name, content in found.items() if b'name="tblChecks"' in content)
    filtered = re.sub(
        rb"<autoFilter ([^>]*)/>",
        rb'<autoFilter \1><filterColumn colId="0"><filters><filter val="MS01"/></filters></filterColumn></autoFilter>',
        found[table],
    )
    both = _with(prefixed, table, found[table], filtered)
    copy = with_tables(both, "a.xlsx", [checks_table([finding()])]).content
    assert rows(copy, "Checks")[2][0] == "MS01"
    assert b"filterColumn" not in parts_of(copy)[table]


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(RefusedError, match="plain text file"):
        with_tables(b"not a workbook at all, only text", "a.xlsx", [checks_table([])])


def test_what_is_an_end_only_in_a_comment_is_none() -> None:
    commented = _with(example(), "xl/workbook.xml", b"</sheets>", b"</sheets><!-- </sheets> -->")
    assert with_tables(commented, "a.xlsx", [checks_table([])]).content


def test_what_cannot_be_marked_safely_is_refused() -> None:
    wide = parts_of(FOREIGN)["[Content_Types].xml"].decode().encode("utf-16")
    odd = _with(FOREIGN, "[Content_Types].xml", parts_of(FOREIGN)["[Content_Types].xml"], wide)
    with pytest.raises(RefusedError, match=re.escape(NOT_MARKED)):
        with_tables(odd, "a.xlsm", [checks_table([])])


def test_a_part_that_would_burst_is_not_inflated() -> None:
    burst = _with(example(), "xl/workbook.xml", b"</workbook>", b"</workbook>", {"xl/media/a.png": bytes(64 * 2**20)})
    deflated = io.BytesIO()
    with zipfile.ZipFile(deflated, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts_of(burst).items():
            target.writestr(name, content)
    with pytest.raises(RefusedError, match="far larger"):
        with_tables(deflated.getvalue(), "a.xlsx", [checks_table([])])


def test_a_signature_is_told_of() -> None:
    signed = _with(example(), "xl/workbook.xml", b"</workbook>", b"</workbook>", {"_xmlsignatures/sig1.xml": b"<a/>"})
    assert with_tables(signed, "a.xlsx", [checks_table([])]).signed
    assert not with_tables(example(), "a.xlsx", [checks_table([])]).signed


def test_copies_stand_in_a_folder_of_their_own_and_nothing_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returned = tmp_path / "transition.xlsx"
    returned.write_bytes(example())
    assert main(["validate", str(tmp_path), "--mark", "--select", "UN01"]) == 1
    assert (
        f"A copy with its Checks sheet filled is in {tmp_path / 'checked' / 'transition.xlsx'}."
        in capsys.readouterr().err
    )
    assert main(["validate", str(tmp_path), "--mark", "--format", "json"]) == 1
    assert capsys.readouterr().out.startswith("{")
    assert main(["status", str(tmp_path), "-o", str(tmp_path)]) == 0
    assert returned.read_bytes() == example()
    assert sorted(str(item.relative_to(tmp_path)) for item in tmp_path.rglob("*.xlsx")) == [
        "checked/transition (2).xlsx", "checked/transition.xlsx", "transition (2).xlsx", "transition.xlsx",
    ]  # fmt: skip
    assert "UN01" in str(rows((tmp_path / "checked" / "transition.xlsx").read_bytes(), "Checks"))
    assert "TRN-M01" in str(rows((tmp_path / "transition (2).xlsx").read_bytes(), "Status"))


def test_a_workbook_that_cannot_be_marked_is_named_and_no_copy_of_any_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xlsx").write_bytes(example_workbooks()["outreach.xlsx"])
    sheet = parts_of(example())["xl/worksheets/sheet19.xml"]
    wide = sheet.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    odd = _with(example(), "xl/worksheets/sheet19.xml", sheet, wide)
    (tmp_path / "b.xlsx").write_bytes(odd)
    assert main(["validate", str(tmp_path), "--mark", "--select", "UN01"]) == 2
    assert f"{tmp_path / 'b.xlsx'}: {NOT_MARKED} No copy was written." in capsys.readouterr().err
    assert not (tmp_path / "checked").exists()


def test_without_findings_the_sheet_stays_empty_under_its_titles() -> None:
    sheet = checks_table([])
    assert len(rows(with_tables(example(), "a.xlsx", [sheet]).content, "Checks")) == 2


def test_what_counts_checks_is_worked_out_when_a_copy_of_a_workbook_saved_by_excel_is_opened() -> None:
    names = parts_of(example())
    tie = '<Relationship Id="rIdChain" Type="{}/calcChain" Target="calcChain.xml"/></Relationships>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names["xl/_rels/workbook.xml.rels"] = names["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", tie.format(kind).encode()
    )
    names["xl/workbook.xml"] = names["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    names["xl/calcChain.xml"] = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as target:
        for name, content in names.items():
            target.writestr(name, content)
    copy = parts_of(with_tables(saved.getvalue(), "a.xlsx", [checks_table([finding()])]).content)
    assert b'fullCalcOnLoad="1"' in copy["xl/workbook.xml"]
