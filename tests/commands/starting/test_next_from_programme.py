"""The next returns begun from a programme workbook or a history: under names that fit, and nothing lost unsaid."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_send
from known.on_demand import load_workbook
from xl_send.commands.loading import NamedFile
from xl_send.commands.loading.returns import read_return
from xl_send.commands.starting.next_return import NextResult
from xl_send.commands.starting.originals import write_all
from xl_send.commands.starting.within import FROM_HISTORY, FROM_PROGRAMME, file_name_of, name_of_one, rows_apart_told
from xl_send.consolidation.parting import PartedReturn, parted
from xl_send.new_files import allowed_name, is_allowed
from xl_send.output.text.files import next_text
from xl_send.workbook.cells import Grid, Row
from xl_send.xlsx.template.example import example_workbooks

DAY = "2027-01-15"
DEVICES = ["CON", "con", "PRN", "AUX", "NUL", "COM1", "lpt9", "COM\u00b9", "CONIN$", "nul.tar", "CON ", "aux ."]


# A cell has no time zone.
OWN: tuple[str | bool | float | datetime, ...] = ("Flag", True, False, datetime(2026, 1, 2, 9, 30), 0.5, "=1+1")  # noqa: DTZ001


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme workbook of two returns, one with what is its council's own, one with macros, and its history."""
    home = tmp_path_factory.mktemp("office")
    content = example_workbooks()
    for folder, name, source in (("a", "CON.xlsx", "outreach"), ("b", "transition.xlsm", "transition")):
        (home / folder).mkdir()
        (home / folder / name).write_bytes(content[f"{source}.xlsx"])
    book = load_workbook(home / "a" / "CON.xlsx")
    book.create_sheet("Places. Ours")["A1"] = 1
    for row, value in enumerate(OWN, 1):
        book["Risks"].cell(row, 60, value)
    book.save(home / "a" / "CON.xlsx")
    xl_send.consolidate(home / "a", home / "b", output=home / "programme.xlsx", history=str(home / "boards.db"))
    return home / "programme.xlsx"


@pytest.fixture(scope="module")
def begun(programme: Path) -> NextResult:
    return xl_send.next_return(programme, as_at=DAY)


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme workbook without the risks of one return and without a return that the last one had; its history."""
    home = tmp_path_factory.mktemp("lacking")
    returns = home / "returns"
    returns.mkdir()
    for name in ("outreach.xlsx", "transition.xlsx"):
        (returns / name).write_bytes(example_workbooks()[name])
    before = xl_send.consolidate(returns, output=home / "before.xlsx").path
    book = load_workbook(returns / "transition.xlsx")
    book["Risks"].title = "Our risks"
    book.save(returns / "transition.xlsx")
    (returns / "outreach.xlsx").unlink()
    xl_send.consolidate(returns, output=home / "all.xlsx", previous=str(before), history=str(home / "boards.db"))
    return home


def test_what_the_programme_workbook_lacks_of_a_return_is_told_of_the_one_that_is_begun(lacking: Path) -> None:
    made = xl_send.next_return(lacking / "all.xlsx", as_at=DAY)
    assert {Path(item.last).name: item.lacking for item in made.returns} == {
        "OUT.xlsx": "OUT is without a return",
        "TRN.xlsx": "The sheet Risks of the return of TRN was not found",
    }
    assert "was not found. This one begins without it: type it in, or begin from the file that was sent." in next_text(
        made
    )
    assert made.errors_found()


def test_what_a_history_did_not_keep_of_a_return_is_told_of_the_one_that_is_begun(lacking: Path) -> None:
    (begun,) = xl_send.next_return(str(lacking / "boards.db"), as_at=DAY).returns
    assert begun.lacking == "The sheet Risks of transition.xlsx was not found"


def test_a_programme_workbook_that_lacks_nothing_says_so_of_none(begun: NextResult) -> None:
    assert not [item for item in begun.returns if item.lacking or item.not_found]
    assert not begun.errors_found()


def with_texts(path: Path, texts: Mapping[str, str | None], target: Path) -> Path:
    """A workbook in which these texts were retyped by hand, wherever they stood."""
    book = load_workbook(path)
    for row in (row for sheet in book.worksheets for row in sheet.iter_rows()):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = texts.get(cell.value, cell.value)
    book.save(target)
    return target


@pytest.mark.parametrize("stem", DEVICES)
def test_names_that_a_computer_keeps_for_devices_fit_nowhere(stem: str) -> None:
    assert not is_allowed(f"{stem}.xlsx")
    assert is_allowed(f"{allowed_name(stem)}.xlsx")


@settings(max_examples=40)
@given(st.text(max_size=300) | st.text(string.punctuation + string.ascii_uppercase + "\0 ", max_size=8))
def test_any_text_gives_a_name_that_fits_and_stays_in_its_folder(text: str) -> None:
    name = f"{allowed_name(text)}.xlsx"
    assert is_allowed(name)
    assert PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).is_reserved()


def test_a_return_has_a_name_that_fits_and_it_is_said_why(begun: NextResult) -> None:
    made = begun.returns
    assert [item.path.name for item in made] == ["OUT.xlsx", "transition.xlsx"]
    assert made[0].told[0] == "It is called OUT.xlsx: CON.xlsx can be no workbook's name on every computer."
    assert "it has no macros" in made[1].told[0]
    assert all(load_workbook(item.path, read_only=True).sheetnames for item in made)


def test_codes_of_any_kind_give_names_and_so_does_a_name_that_may_identify_a_child(
    programme: Path, tmp_path: Path
) -> None:
    odd = {"OUT": "A/B:C", "TRN": "NUL", "CON.xlsx": "return?", "transition.xlsm": "Jack in Y6.xlsx"}
    path = with_texts(programme, odd, tmp_path / "odd.xlsx")
    made = xl_send.next_return(path, as_at=DAY, output=tmp_path / "next").returns
    assert [item.path.name for item in made] == ["NUL_.xlsx", "A_B_C.xlsx"]
    assert made[0].told == ("It is called NUL_.xlsx: the name that it had was withheld.",)


def test_returns_without_a_code_are_numbered(tmp_path: Path) -> None:
    part = PartedReturn("", (), {}, {})
    assert [file_name_of(part), file_name_of(part._replace(codes=("",)))] == ["return.xlsx"] * 2
    made = [(Path("return.xlsx"), b"1"), (Path("return.xlsx"), b"2"), (Path("RETURN.xlsx"), b"3")]
    assert [path.name for path in write_all(made, tmp_path, "next")][:2] == ["return.xlsx", "return (2).xlsx"]
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"1", b"2", b"3"]


def test_what_is_not_carried_is_said_by_name_where_it_is_known(begun: NextResult) -> None:
    assert begun.returns[0].told[1:] == ("Its own, and not in this one: the sheet Places. Ours.",)
    told = next_text(begun)
    assert "Places. Ours" in told
    assert told.count(FROM_PROGRAMME) == 1


def test_a_return_that_was_sent_keeps_all_and_nothing_is_said(programme: Path, tmp_path: Path) -> None:
    made = xl_send.next_return(programme.parent / "a" / "CON.xlsx", as_at=DAY, output=tmp_path)
    assert (made.told, made.returns[0].told) == ((), ())


def test_own_columns_are_carried_as_what_they_are(begun: NextResult) -> None:
    sheet = load_workbook(begun.returns[0].path)["Risks"]
    cells = [sheet.cell(row, sheet.max_column) for row in range(1, 7)]
    assert [cell.value for cell in cells] == [*OWN]
    assert cells[-1].data_type == "s"


def test_rows_that_are_in_no_return_are_named(programme: Path) -> None:
    found = read_return(NamedFile(programme, str(programme)))
    grids = [replace(grid, rows=_without_source(grid)) if grid.title == "Risks" else grid for grid in found.book.grids]
    parts = parted(replace(found, book=replace(found.book, grids=tuple(grids))))
    assert parts.apart == (("Risks", 3),)
    (told,) = rows_apart_told(parts)
    assert told == "1 row belongs to no return or workstream that is listed, and no return has them: Risks row 3."


def _without_source(grid: Grid) -> list[Row]:
    """The rows of a sheet of a programme workbook, one of which does not say whence it comes."""
    return [
        (row, {at: value for at, value in cells.items() if row != 3 or at < max(cells) - 1}) for row, cells in grid.rows
    ]


def test_what_a_history_lacks_is_said_and_two_of_one_name_are_told_apart(programme: Path, tmp_path: Path) -> None:
    made = xl_send.next_return(programme.parent / "boards.db", as_at=DAY, output=tmp_path)
    assert made.told == (FROM_HISTORY,)
    assert [item.path.name for item in made.returns] == ["OUT.xlsx", "transition.xlsx"]
    assert name_of_one("return 2.1.XLSM (OUT)") == "return 2.1 (OUT).xlsx"
    assert name_of_one("return (2).xlsx") == "return (2).xlsx"
