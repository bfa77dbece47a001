"""The Open XML SDK has nothing against any Office file that the product writes."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from board_pack.boards import packed
from board_pack.nasty import nasty_programme
from files import demonstration
from office.files import WRITTEN
from office.lint import with_part
from office.outside_tools import sdk_errors
from sizes import cases
from xl_send.board_pack.word import to_word
from xl_send.vba.workbooks import add_in
from xl_send.xlsx.update.update import with_tables
from xl_send.xlsx.write.result_rows import checks_table, status_table

# Both kinds of workbook and both forms are among the rest; lint and LibreOffice look at all four.
BY_HAND = {"workstream.xlsx", "programme.xlsm"}
ASKED = [name for name in WRITTEN if name not in BY_HAND or cases(0, whole=1)]


@pytest.mark.parametrize("name", ASKED)
def test_a_new_file_is_as_the_standard_says(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(WRITTEN[name]())
    assert sdk_errors(path) == []


def test_so_are_the_example_workbooks_blank_and_checked() -> None:
    """Each form of file once; the other returns, which differ in what was typed alone, by hand."""
    returns = [path.name for path in sorted(demonstration().joinpath("returns").iterdir())]
    assert len(returns) == 6
    written = [demonstration() / "programme.xlsx", *demonstration().glob("*.docx")]
    written += [
        demonstration() / form / name for name in returns[: cases(1, whole=6)] for form in ("returns", "checked")
    ]
    assert {path.name: found for path in written if (found := sdk_errors(path))} == {}


def test_so_is_a_board_packed_anything(tmp_path: Path) -> None:
    path = tmp_path / "nasty.docx"
    path.write_bytes(to_word(packed(nasty_programme())))
    assert sdk_errors(path) == []


def test_marking_a_workbook_that_excel_wrote_adds_no_fault_to_it(tmp_path: Path) -> None:
    original = files("xlwings").joinpath("quickstart.xlsm").read_bytes()
    before, after = tmp_path / "before.xlsm", tmp_path / "after.xlsm"
    before.write_bytes(original)
    after.write_bytes(with_tables(original, "a.xlsm", [checks_table([]), status_table([])]).content)
    assert sdk_errors(after) == sdk_errors(before)


def test_the_validator_sees_what_is_wrong_in_a_ribbon(tmp_path: Path) -> None:
    wrong = with_part(add_in(), "customUI/customUI14.xml", lambda xml: xml.replace(b" size=", b" sise="))
    path = tmp_path / "add_in.xlam"
    path.write_bytes(wrong)
    assert any("customUI14.xml" in error for error in sdk_errors(path))
