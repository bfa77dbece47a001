"""What may identify a person stands in the owner's own workbook, and in no output of any command."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import xl_send
from files import example_in, write_book
from known.on_demand import load_workbook
from xl_send.disclosure.texts import Withholding, may_be_shown
from xl_send.reading.markdown import book_of
from xl_send.shells.cli import main
from xl_send.workbook.cells import Book, Grid, Row, Value
from xl_send.workbook.columns import Column, Layout, columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.template.example import example_texts, example_workbooks

# Each holds a word that stands nowhere else, by which it is looked for.
MARK = "zqxv"
IDENTIFIERS = (
    f"{MARK}@exampleshire.example.org",
    f"Delay for {MARK}: Y6 boy, ASD, no place yet",
    f"NHS number 943 476 5919 ({MARK})",
    f"{MARK}, born 3rd May 2015",
    f"{MARK} at EX4 3PL",
    f"Ring {MARK} on 01632 960123",
    f"Case B801200005001, {MARK}",
    f"Case A801200005001, {MARK}",
)
RECORDS = {title_key(record.SHEET.title): record for record in SHEETS}


def _is_free(column: Column) -> bool:
    return isinstance(column.kind, Text)


def _planted(found: Book, *, free: bool) -> Book:
    own = Grid(f"Y6 boy {MARK.title()}, ASD", [(1, {1: "Date", 2: "What"}), (2, {1: "3 Nov 2026", 2: IDENTIFIERS[1]})])
    return replace(found, grids=(*(_planted_in(grid, free=free) for grid in found.grids), own))


def _planted_in(grid: Grid, *, free: bool) -> Grid:
    """A sheet with an identifier in every cell of free text, or in every other cell but those that name its rows."""
    record = RECORDS.get(title_key(grid.title))
    rows = [(number, dict(cells)) for number, cells in grid.rows]
    if record is None:
        return replace(grid, rows=rows)
    columns = {title_key(column.title): column for column in columns_of(record)}
    if record.SHEET.layout is Layout.LABELS:
        planted = _beside_labels(rows, columns, free=free) if record is Cover else iter(rows)
    else:
        planted = _below_titles(rows, columns, free=free)
    return replace(grid, rows=list(planted))


def _beside_labels(rows: Sequence[Row], columns: dict[str, Column], *, free: bool) -> Iterator[Row]:
    for number, cells in rows:
        column = columns.get(title_key(str(cells.get(1, ""))))
        wanted = column is not None and column.name != "as_at" and _is_free(column) is free
        yield number, {**cells, 2: IDENTIFIERS[number % len(IDENTIFIERS)]} if wanted else cells


def _below_titles(rows: Sequence[Row], columns: dict[str, Column], *, free: bool) -> Iterator[Row]:
    header = next(place for place, (_, cells) in enumerate(rows) if len(cells) > 1)
    titles = {place: columns.get(title_key(str(title))) for place, title in rows[header][1].items()}
    yield from rows[: header + 1]
    for number, cells in rows[header + 1 :]:
        told = dict(cells)
        for place, column in titles.items():
            if column is not None and column.name not in {"id", "code"} and _is_free(column) is free:
                told[place] = IDENTIFIERS[(number + place) % len(IDENTIFIERS)]
        yield number, told


def _written(tmp_path: Path, *, free: bool) -> tuple[Path, Path]:
    """Two boards of one example return, the later with an identifier wherever one may stand."""
    text = next(item for item in example_texts() if item.name.startswith("sufficiency"))
    folders = tmp_path / "then", tmp_path / "now"
    for folder in folders:
        folder.mkdir()
    found = book_of(text)
    grids = [replace(grid, rows=[(number, dict(cells)) for number, cells in grid.rows]) for grid in found.grids]
    earlier = replace(found, grids=tuple(_a_month_earlier(grid) for grid in grids))
    write_book(earlier, folders[0] / "sufficiency.xlsx")
    write_book(_planted(replace(found, grids=tuple(grids)), free=free), folders[1] / "sufficiency.xlsx")
    return folders


def _a_month_earlier(grid: Grid) -> Grid:
    if title_key(grid.title) != title_key(Cover.SHEET.title):
        return grid
    rows = [
        (number, {**cells, 2: date(2026, 10, 2)} if cells.get(1, "") in {"As at", "As at *"} else cells)
        for number, cells in grid.rows
    ]
    return replace(grid, rows=rows)


def _commands(then: Path, now: Path, out: Path) -> Iterator[list[str]]:
    yield from ([verb, str(now)] for verb in ("validate", "status", "conflicts", "sequence"))
    yield from (["validate", str(now), "--format", form] for form in ("json", "sarif"))
    yield ["status", str(now), "--format", "json"]
    yield from (["conflicts", str(now), "--format", form] for form in ("json", "sarif"))
    yield ["conflicts", str(now), "--graph"]
    yield ["report", str(now), "-o", str(out), "--since", str(then)]
    yield ["report", str(now), "-o", str(out), "--word"]
    yield from (["changes", str(then), str(now), "--format", form] for form in ("text", "json", "csv"))
    yield from (["whatif", str(now), "--slip", "SUF-M07=15", "--format", form] for form in ("text", "json"))
    yield ["consolidate", str(now), "-o", str(out / "programme.xlsx"), "--history", str(out / "boards.sqlite")]
    yield ["consolidate", str(now), "-o", str(out / "again.xlsx"), "--format", "json"]
    yield from (["sequence", str(now), "--format", form] for form in ("json", "csv"))


def _texts(path: Path) -> Iterator[str]:
    """Everything that a file holds, what is packed in it too."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    else:
        yield path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("free", [True, False], ids=["in every free text", "in every other cell"])
def test_no_output_holds_what_identifies_a_person(
    free: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    then, now = _written(tmp_path, free=free)
    out = tmp_path / "out"
    out.mkdir()
    for command in _commands(then, now, out):
        main(command)
        told = capsys.readouterr()
        assert MARK not in told.out.casefold() + told.err.casefold(), command
    written = list(out.iterdir())
    assert len(written) >= 5, "the commands write what is looked through"
    for path in written:
        texts = list(_texts(path))
        assert any(texts), path.name
        assert not any(MARK in text.casefold() for text in texts), path.name


def test_checks_of_a_marked_copy_lead_to_the_text_and_do_not_repeat_it(tmp_path: Path) -> None:
    _, now = _written(tmp_path, free=True)
    main(["validate", str(now), "--mark", "-o", str(tmp_path / "checked")])
    checked = load_workbook(tmp_path / "checked" / "sufficiency.xlsx")
    sheet = checked[checked.sheetnames[-1]]
    checks = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "PD06" in checks
    assert MARK not in checks.casefold()


def test_a_withheld_text_says_where_to_find_it_and_alike_names_stay_alike() -> None:
    third: dict[int, Value] = {1: IDENTIFIERS[0], 2: 9434765919.0, 3: 943.0}
    rows: list[Row] = [(1, {1: "ID"}), (2, {1: IDENTIFIERS[0], 2: IDENTIFIERS[1]}), (3, third)]
    shown, found = Withholding().safe(Book("a.xlsx", (Grid("Resources", rows),)))
    cells = dict(shown.grids[0].rows)
    assert cells[2] == {
        1: "[withheld: may identify a person; see Resources A2]",
        2: "[withheld: may identify a child; see Resources B2]",
    }
    assert cells[3] == {1: cells[2][1], 2: "[withheld: may identify a person; see Resources B3]", 3: 943.0}
    assert found["Resources", "A3"] == frozenset({"email"})
    assert found["Resources", "B3"] == frozenset({"nhs"})


@pytest.mark.parametrize("text", ["", "Y6", "The SEMH base at Ashcombe Primary opens in January"])
def test_what_points_at_nobody_is_shown(text: str) -> None:
    assert may_be_shown(text)


NAMING = [
    ["consolidate", "."],
    ["consolidate", ".", "--for-publication"],
    ["consolidate", ".", "--counts"],
    *(["report", ".", "--audience", audience] for audience in ("parents", "board", "dfe", "partnership", "forum")),
]


@pytest.mark.parametrize("stem", ["Jack in Y6", "Jack_(Year_6)", "transition.Jack-in-Y6"])
@pytest.mark.parametrize("command", NAMING, ids=" ".join)
def test_nothing_is_made_of_a_file_whose_name_may_identify_a_child(
    command: list[str],
    stem: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / f"{stem}.xlsx").write_bytes(example_workbooks()["outreach.xlsx"])
    (tmp_path / "early_help.xlsx").write_bytes(example_workbooks()["early_help.xlsx"])
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert main(command) == 2
    told = capsys.readouterr()
    assert "may identify a person" in told.err
    assert "another name" in told.err
    assert "Jack" not in told.out + told.err
    assert sorted(tmp_path.iterdir()) == before


def test_nor_of_one_that_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "Jack in Y6.xlsx").write_bytes(b"no workbook")
    (tmp_path / "early_help.xlsx").write_bytes(example_workbooks()["early_help.xlsx"])
    with pytest.raises(xl_send.Error, match="a file that was left out may identify a person") as refused:
        xl_send.consolidate(tmp_path, output=tmp_path / "programme.xlsx")
    assert "Jack" not in str(refused.value)


def test_a_sheet_whose_name_may_identify_a_child_is_called_by_its_number(tmp_path: Path) -> None:
    path = example_in(tmp_path, "outreach.xlsx") / "outreach.xlsx"
    book = load_workbook(path)
    number = len(book.sheetnames) + 1
    book.create_sheet("Jack in Y6")["A1"] = "Visits"
    book.save(path)
    behind = xl_send.consolidate(path, output=tmp_path / "programme.xlsx").sources.chosen.taken[0].left_behind
    assert behind[-1] == f"the sheet Sheet {number} (name withheld)"
    with pytest.raises(xl_send.Error, match=rf"Sheet {number} \(name withheld\) in outreach.xlsx"):
        xl_send.consolidate(path, output=tmp_path / "public.xlsx", for_publication=True)
    (told,) = [one for one in xl_send.validate(path).findings if one.rule == "PD11"]
    assert told.cell.sheet == f"Sheet {number} (name withheld)"
