"""Several councils as counts and colours: no text of theirs is told, and what is not sure is left out."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

import xl_send
from known.on_demand import load_workbook
from places import TEMPLATES
from xl_send.consolidation.region_counts import (
    LABELS,
    NO_SHEET,
    CouncilCounts,
    councils_table,
    counts_of,
    counts_table,
)
from xl_send.output.text.region import region_json, region_text
from xl_send.results import AspectName, ItemKind
from xl_send.shells.cli import main
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import example_workbooks

# Sheets in the product's own words; what they quote stands on the others too.
RESULTS = {
    "Overview", "Year view", "Owners", "Conflicts", "Returns", "Differences", "Not taken", "Checks", "Status", "Start",
    "Summary", "Lists",
}  # fmt: skip
THEIR_WORDS = "Quagga secret"
COUNCILS = {"north.xlsx": "Northtown Council", "south.xlsx": "Southmouth Council"}


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two councils' programme workbooks with words in own columns and sheets."""
    folder = tmp_path_factory.mktemp("councils")
    for (name, council), source in zip(COUNCILS.items(), ("transition.xlsx", "outreach.xlsx"), strict=True):
        made = load_workbook(_return(source))
        _say(made, "Council", council)
        made.create_sheet(f"Zebra {council}")["A1"] = "Quagga secret"
        made["Risks"]["AZ2"] = "Okapi secret"
        made.save(folder / name)
    return folder


def _return(source: str) -> io.BytesIO:
    return io.BytesIO(example_workbooks()[source])


def _say(book: openpyxl.Workbook, label: str, value: object) -> None:
    for row in book["Programme"].iter_rows():
        if row[0].value == label:
            row[1].value = value  # type: ignore[assignment,union-attr,unused-ignore]


def texts_of(path: Path) -> set[str]:
    """Every text of a workbook that is its council's own, and no word of the template."""
    template = TEMPLATES / "send_programme.xlsx"

    def all_of(file: Path) -> set[str]:
        return {
            value
            for grid in open_book(file).grids
            if grid.title not in RESULTS
            for _, cells in grid.rows
            for value in (*cells.values(), grid.title)
            if isinstance(value, str)
        }

    return {text for text in all_of(path) - all_of(template) if len(text) > 8}


def all_bytes(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        return "\n".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())


def test_no_text_of_an_input_is_in_any_output(
    councils: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "region.xlsx"
    assert main(["consolidate", str(councils), "--counts", "-o", str(target)]) == 0
    told = capsys.readouterr()
    assert main(["consolidate", str(councils), "--counts", "-o", str(target), "--replace", "--format", "json"]) == 0
    written = capsys.readouterr()
    output = all_bytes(target.read_bytes()) + told.out + told.err + written.out + written.err
    for path in councils.iterdir():
        found = [text for text in texts_of(path) if text in output]
        assert not found, path.name


def test_counts_and_colours_are_those_of_each_council_as_the_public_may_know_them(councils: Path) -> None:
    found = xl_send.region(councils)
    assert [one.file for one in found.councils] == sorted(COUNCILS)
    for one in found.councils:
        known = xl_send.status(councils / one.file, for_publication=True)
        overall = {aspect.aspect: aspect.status for aspect in known.aspects if aspect.of == "programme"}
        assert one.colours == overall
        (row,) = (row for row in councils_table(found.councils).rows if row[0] == one.file)
        names = [AspectName.OVERALL, *(name for name in AspectName if name is not AspectName.OVERALL)]
        assert row[2:8] == tuple(overall[name].value for name in names)
        assert sum(sum(counts.values()) for counts in one.items.values()) == len({item.id for item in known.items})


def test_what_is_not_sure_is_left_out_and_nothing_of_it_is_quoted(councils: Path, tmp_path: Path) -> None:
    for path in councils.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "again.xlsx").write_bytes((councils / "north.xlsx").read_bytes())
    (tmp_path / "bad.xlsx").write_text("Quagga secret")
    nameless = load_workbook(councils / "south.xlsx")
    _say(nameless, "Council", None)
    nameless.save(tmp_path / "nameless.xlsx")
    named = load_workbook(councils / "south.xlsx")
    _say(named, "Council", "Eastwich Council")
    named["Risks"]["P2"] = "Ask j.doe@eastwich.example.org about it"
    named.save(tmp_path / "person.xlsx")
    found = xl_send.region(tmp_path)
    assert [one.file for one in found.councils] == ["south.xlsx"]
    why = {item.path: item.sentence for item in found.refused}
    assert set(why) == {"again.xlsx", "north.xlsx", "bad.xlsx", "nameless.xlsx", "person.xlsx"}
    assert "neither is plainly the later" in why["north.xlsx"]
    assert "identify a person" in why["person.xlsx"]
    assert found.errors_found()


def lacking(source: Path, folder: Path, sheet: str) -> Path:
    """A folder with the two councils, of which one has a sheet under another name."""
    for path in source.iterdir():
        book = load_workbook(path)
        if path.name == "south.xlsx":
            book[sheet].title = f"Our {sheet}"
        book.save(folder / path.name)
    return folder


@pytest.mark.parametrize("kind", [ItemKind.RISK, ItemKind.MONEY])
def test_a_sheet_that_was_not_read_is_not_counted_as_none(councils: Path, tmp_path: Path, kind: ItemKind) -> None:
    found = xl_send.region(lacking(councils, tmp_path, LABELS[kind]))
    north, south = found.councils
    assert found.errors_found()
    assert not north.not_read
    assert list(south.missing) == [kind]
    assert south.rows_of(kind) is None
    (row,) = (row for row in counts_table(found.councils).rows if row[:2] == ("south.xlsx", LABELS[kind]))
    assert set(row[2:-1]) == {None}
    assert row[-1] == NO_SHEET
    (every,) = (row for row in counts_table(found.councils).rows if row[:2] == ("All councils", LABELS[kind]))
    assert every[-1] == "south.xlsx"
    told = region_text(found)
    assert f"{LABELS[kind]}: {NO_SHEET}" in told
    assert "without what was not read of south.xlsx" in told
    assert f"Our {LABELS[kind]}" not in told


def test_workstreams_that_were_not_read_are_not_counted_as_none(councils: Path, tmp_path: Path) -> None:
    found = xl_send.region(lacking(councils, tmp_path, "Workstreams"))
    _, south = found.councils
    assert south.workstreams is None
    assert found.errors_found()
    assert json.loads(region_json(found))["councils"][1]["not_read"] == {"Workstreams": NO_SHEET}
    (row,) = (row for row in councils_table(found.councils).rows if row[0] == "south.xlsx")
    assert row[-1] == f"Workstreams: {NO_SHEET}"
    assert row[8:-1] == (None,) * 6


def test_what_the_return_of_a_workstream_lacked_may_be_more(tmp_path: Path) -> None:
    returns = tmp_path / "returns"
    returns.mkdir()
    for name in ("transition.xlsx", "outreach.xlsx"):
        book = load_workbook(_return(name))
        if name == "outreach.xlsx":
            book["Money"].title = "Budget lines"
        book.save(returns / name)
    xl_send.consolidate(returns, output=tmp_path / "programme.xlsx")
    (found,) = xl_send.region(tmp_path / "programme.xlsx").councils
    assert found.missing == {ItemKind.MONEY: "of 1 workstream there may be more"}
    assert sum((found.rows_of(ItemKind.MONEY) or {}).values())


@pytest.mark.parametrize("option", [["--take", "a.xlsx"], ["--history", "h.db"], ["--feedback", "sent"]])
def test_what_belongs_to_one_councils_returns_is_refused(councils: Path, option: list[str]) -> None:
    assert main(["consolidate", str(councils), "--counts", *option]) == 2


def test_a_workstreams_return_is_no_programme_workbook(tmp_path: Path) -> None:
    book = load_workbook(_return("transition.xlsx"))
    _say(book, "Template version", "0.2.0")
    book.save(tmp_path / "transition.xlsx")
    with pytest.raises(xl_send.Error, match="no programme workbook"):
        xl_send.region(tmp_path)


def test_a_fault_over_one_council_costs_that_one_alone_and_quotes_nothing(
    councils: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counts(file: str, *known: object) -> CouncilCounts:
        if file == "south.xlsx":
            raise ValueError(THEIR_WORDS)
        return counts_of(file, *known)  # type: ignore[arg-type]

    monkeypatch.setattr("xl_send.commands.region.counts_of", counts)
    found = xl_send.region(councils)
    assert [one.file for one in found.councils] == ["north.xlsx"]
    assert [item.path for item in found.refused] == ["south.xlsx"]
    assert THEIR_WORDS not in found.refused[0].sentence


def test_it_is_the_same_in_any_order(councils: Path) -> None:
    paths = sorted(councils.iterdir())
    one, other = (json.dumps([tuple(map(str, item)) for item in xl_send.region(*found).councils])
                  for found in (paths, paths[::-1]))  # fmt: skip
    assert one == other
