"""`xl-send consolidate`: one programme workbook that says what its returns said, and where they differ."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest

import xl_send
from files import as_seen, example_in, write_example
from known.on_demand import load_workbook
from sizes import cases
from statuses import table
from xl_send.results import AspectName, Item, ProgrammeStatus, Status
from xl_send.shells.cli import main
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Layout, Record
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import SHEETS, Programme, identity
from xl_send.xlsx.template.example import example_workbooks
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xlsx.formulas.random_programmes import random_filling

# Handovers known to one party, accounts that disagree, shared KPIs that differ, and returns of different ages.
TOLD_APART = {"CF04", "CF05", "CF20", "CF23"}
MILESTONE = {"Forecast date": "30 Nov 2026"}


def a_return(code: str = "TRN", as_at: str = "13 Nov 2026", milestone: str = "Schools agree", more: str = "") -> str:
    row = {"ID": f"{code}-M01", "Workstream": code, "Milestone": milestone, **MILESTONE}
    return table("Programme", {"As at": as_at}) + table("Workstreams", {"Code": code}) + table("Milestones", row) + more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returns"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str) -> Path:
    return write_example(text, folder / name)


def run(folder: Path, *options: str) -> int:
    return main(["consolidate", str(folder), "-o", str(folder.parent / "all.xlsx"), *options])


def rows(folder: Path, sheet: str) -> list[dict[str, object]]:
    found = as_seen(folder.parent / "all.xlsx")[sheet]
    top = 1 if sheet in {record.SHEET.title for record in SHEETS} else 6 if sheet == "Overview" else 2
    titles, *lines = found.iter_rows(min_row=top, values_only=True)
    return [dict(zip(map(str, titles), line, strict=True)) for line in lines if line[0] is not None]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Programme, Programme, Path]:
    folder = tmp_path_factory.mktemp("example") / "returns"
    example_in(folder)
    assert run(folder) == 1
    together = str(folder.parent / "all.xlsx")
    return xl_send.read(*map(str, sorted(folder.iterdir()))), xl_send.read(together), folder


def test_every_row_of_every_return_is_there(example: tuple[Programme, Programme, Path]) -> None:
    apart, whole, _ = example
    (one,) = whole.submissions
    for record in (found for found in SHEETS if found.SHEET.layout is Layout.TABLE and not found.SHEET.setting):
        found = list(apart.each(record))
        expected = len({identity(row) for row in found}) if record.SHEET.shared_id else len(found)
        assert len(one.all(record)) == expected, record
    assert len(one.unread_rows) == sum(len(submission.unread_rows) for submission in apart.submissions) > 0
    assert whole.codes == apart.codes


def test_every_colour_is_what_the_returns_give_together(example: tuple[Programme, Programme, Path]) -> None:
    """One workbook holds one account of a handover: what its two owners must still settle is told between returns."""
    apart, whole = (xl_send.status(entry).picture for entry in example[:2])
    for told in (attrgetter("status"), _reason, attrgetter("workstream")):
        before = {(item.id, item.kind): told(item) for item in apart.items}
        assert {(item.id, item.kind): told(item) for item in whole.items} == before
    assert _aspects(whole) == _aspects(apart)


def test_every_conflict_is_what_the_returns_give_but_between_two_accounts(
    example: tuple[Programme, Programme, Path],
) -> None:
    """One row has one account, and one workbook one age: CF04, CF05, CF20 and CF23 are told between returns alone."""
    apart, whole = (
        {(conflict.rule, conflict.cell.sheet, conflict.cell.record) for conflict in xl_send.conflicts(found).findings}
        for found in example[:2]
    )
    assert whole < apart
    assert {rule for rule, _, _ in apart - whole} == {"CF04", "CF05", "CF20"} < TOLD_APART


def _aspects(found: ProgrammeStatus) -> dict[tuple[str, AspectName], tuple[Status, str]]:
    return {(aspect.of, aspect.aspect): (aspect.status, _wherever(aspect.sentence)) for aspect in found.aspects}


def _reason(item: Item) -> str:
    return _wherever(item.reason)


def _wherever(reason: str) -> str:
    """A reason whatever cells it names: rows stand elsewhere once they are brought together."""
    return re.sub(r"(?<![\w-])[A-Z]{1,2}\d+\b", "a cell", reason)


def test_the_workbook_is_checked_coloured_and_tells_its_sources(example: tuple[Programme, Programme, Path]) -> None:
    _, whole, folder = example
    assert {row["File"] for row in rows(folder, "Returns")} == {*example_workbooks()}
    assert {row["What became of it"] for row in rows(folder, "Returns")} == {"Taken"}
    assert {(row["Rule"], row["Cell"]) for row in rows(folder, "Checks")} == {
        (item.rule, item.cell.address) for item in xl_send.validate(whole).findings
    }
    assert len(rows(folder, "Status")) == len(xl_send.status(whole).items)
    assert rows(folder, "Overview")[0]["Workstream"] == "The programme"
    assert {row["Workbook"] for row in rows(folder, "Conflicts")} <= {*example_workbooks()}
    assert any("TRN-M07" in str(cell) for row in rows(folder, "Year view") for cell in row.values())


def test_each_party_has_its_own_side_of_a_handover_and_what_differs_is_listed(
    example: tuple[Programme, Programme, Path],
) -> None:
    _, _, folder = example
    (promised,) = [row for row in rows(folder, "Differences") if row["Column"] == "Promised for"]
    assert (promised["Record"], promised["From"], promised["Of"]) == ("SUF-D03", "early_help.xlsx", "sufficiency.xlsx")
    assert (promised["Taken"], promised["Not taken"]) == ("26 February 2027", "12 February 2027")


def test_no_return_is_changed_and_the_same_returns_give_the_same_workbook(folder: Path) -> None:
    before = put(folder, "trn.xlsx", a_return()).read_bytes()
    assert run(folder) == 0
    first = (folder.parent / "all.xlsx").read_bytes()
    assert run(folder, "--replace") == 0
    assert (folder.parent / "all.xlsx").read_bytes() == first
    assert [item.read_bytes() for item in folder.iterdir()] == [before]


def test_the_later_of_two_returns_is_taken(folder: Path) -> None:
    put(folder, "a.xlsx", a_return(as_at="13 Nov 2026", milestone="The later"))
    put(folder, "b.xlsx", a_return(as_at="2 Oct 2026", milestone="The earlier"))
    assert run(folder) == 0
    assert [row["Milestone"] for row in rows(folder, "Milestones")] == ["The later"]
    aside = next(row for row in rows(folder, "Returns") if row["What became of it"] == "Set aside")
    assert aside["File"] == "b.xlsx"
    assert str(aside["Why"]).endswith("a.xlsx speaks for TRN too and is later: as at 13 November 2026.")


def test_between_two_returns_of_one_day_nobody_guesses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "a.xlsx", a_return(milestone="One"))
    put(folder, "b.xlsx", a_return(milestone="Another"))
    put(folder, "out.xlsx", a_return("OUT"))
    assert run(folder) == 1
    assert [row["ID"] for row in rows(folder, "Milestones")] == ["OUT-M01"]
    told = capsys.readouterr().out
    assert told.count("leave only one of them in the folder") == 2
    (folder / "out.xlsx").unlink()
    assert run(folder, "--replace") == 2
    assert "leave only one of them" in capsys.readouterr().err


def test_a_later_return_of_a_part_takes_nothing_away(folder: Path) -> None:
    """The later one does not speak for OUT, so taking it alone would lose OUT: somebody has to choose."""
    put(folder, "both.xlsx", a_return("TRN", "2 Oct 2026").replace("| TRN |", "| TRN |\n| OUT |", 1))
    put(folder, "part.xlsx", a_return("TRN"))
    put(folder, "ehp.xlsx", a_return("EHP"))
    assert run(folder) == 1
    assert {row["File"]: row["What became of it"] for row in rows(folder, "Returns")} == {
        "both.xlsx": "Set aside", "part.xlsx": "Set aside", "ehp.xlsx": "Taken",
    }  # fmt: skip


def test_the_same_file_twice_is_taken_once(folder: Path) -> None:
    content = put(folder, "a.xlsx", a_return()).read_bytes()
    (folder / "copy of a.xlsx").write_bytes(content)
    assert run(folder) == 0
    assert [row["What became of it"] for row in rows(folder, "Returns")] == ["Taken", "Set aside"]
    assert "byte for byte" in str(rows(folder, "Returns")[1]["Why"])


def test_a_return_saved_again_is_taken_once(folder: Path) -> None:
    """Another program writes other bytes of the same rows; one more row is another return."""
    first = put(folder, "a.xlsx", a_return())
    again = load_workbook(first)
    again.save(folder / "b.xlsx")
    assert (folder / "b.xlsx").read_bytes() != first.read_bytes()
    assert run(folder) == 0
    assert [row["ID"] for row in rows(folder, "Milestones")] == ["TRN-M01"]
    assert str(rows(folder, "Returns")[1]["Why"]).endswith("a.xlsx in every row.")
    again["Milestones"].append(["TRN-M02", "TRN"])
    again.save(folder / "b.xlsx")
    assert run(folder, "--replace") == 2


def test_what_rests_on_an_owner_is_counted_across_returns(folder: Path) -> None:
    def owned(code: str, owner: str, forecast: str) -> str:
        row = {"Workstream": code, "Owner": owner, "Baseline date": "2 Nov 2026"}
        to_come, done = (
            {"ID": f"{code}-M01", "Forecast date": forecast},
            {"ID": f"{code}-M02", "Actual date": "2 Nov 2026"},
        )
        cover = table("Programme", {"As at": "13 Nov 2026"})
        return cover + table("Workstreams", {"Code": code}) + table("Milestones", {**row, **to_come}, {**row, **done})

    put(folder, "trn.xlsx", owned("TRN", "Head of SEND", "18 Jan 2027"))
    put(folder, "out.xlsx", owned("OUT", "Head of Send", "4 Nov 2027"))
    run(folder)
    (owner,) = rows(folder, "Owners")
    assert (owner["Workstreams"], owner["Milestones to come"], owner["Open in all"]) == ("OUT, TRN", 2, 2)
    assert owner["Red"] == 2
    assert f"{owner['Next milestone']:%d %m %Y}" == "18 01 2027"
    put(folder, "out.xlsx", owned("OUT", "Head of Send", "4 Nov 2026"))
    run(folder, "--replace")
    (owner,) = rows(folder, "Owners")
    assert f"{owner['Next milestone']:%d %m %Y}" == "04 11 2026"


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "trn.xlsx", a_return())
    (folder / "notes.xlsx").write_text("no workbook")
    assert run(folder) == 1
    assert "Refused   notes.xlsx: " in capsys.readouterr().out
    assert {row["File"]: row["What became of it"] for row in rows(folder, "Returns")} == {
        "trn.xlsx": "Taken", "notes.xlsx": "Refused",
    }  # fmt: skip


def test_what_could_not_be_read_is_there_as_it_was_typed(folder: Path) -> None:
    put(folder, "trn.xlsx", a_return(milestone="@SUM(1,1)") + table("Risks", {"ID": "TRN-R01", "Likelihood": "often"}))
    run(folder)
    (risk,) = rows(folder, "Risks")
    assert risk["Likelihood"] == "often"
    assert rows(folder, "Milestones")[0]["Milestone"] == "@SUM(1,1)"
    assert ("WB02", "F2") in {(row["Rule"], row["Cell"]) for row in rows(folder, "Checks")}


def test_a_workstream_of_last_time_without_a_return_is_missed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "trn.xlsx", a_return())
    out = put(folder, "out.xlsx", a_return("OUT"))
    assert run(folder) == 0
    out.unlink()
    capsys.readouterr()
    assert run(folder, "--replace") == 0
    assert "No return was taken of OUT, which the workbook before had." in capsys.readouterr().out


def test_a_workbook_that_is_there_is_kept_unless_it_is_to_be_replaced(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "trn.xlsx", a_return())
    (folder.parent / "all.xlsx").write_bytes(b"somebody's work")
    assert run(folder) == 2
    assert (folder.parent / "all.xlsx").read_bytes() == b"somebody's work"
    assert "--replace" in capsys.readouterr().err


def test_a_programme_workbook_is_no_return(folder: Path) -> None:
    put(folder, "trn.xlsx", a_return())
    assert main(["consolidate", str(folder), "-o", str(folder / "first.xlsx")]) == 0
    assert run(folder) == 1
    refused = next(row for row in rows(folder, "Returns") if row["What became of it"] == "Refused")
    assert refused["File"] == "first.xlsx"


def test_into_the_folder_itself_twice(folder: Path) -> None:
    put(folder, "trn.xlsx", a_return())
    for _ in range(2):
        assert main(["consolidate", str(folder), "-o", str(folder / "all"), "--replace"]) == 0
    assert sorted(item.name for item in folder.iterdir()) == ["all.xlsx", "trn.xlsx"]


def test_without_an_as_at_date_it_says_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "trn.xlsx", a_return(as_at="soon"))
    assert run(folder) == 2
    assert "--as-at" in capsys.readouterr().err
    assert run(folder, "--as-at", "13/11/2026") == 1


def test_large_numbers_that_differ_are_told_to_the_last_digit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code, figure in (("TRN", "1234567"), ("SUF", "1234890")):
        shared = table("KPIs", {"ID": "SUF-K01", "Unit": "Count", "Better when": "Lower", "Target": figure})
        put(folder, f"{code.lower()}.xlsx", a_return(code, more=shared))
    assert run(folder, "--format", "json") == 0
    (told,) = [item for item in json.loads(capsys.readouterr().out)["differences"] if item["column"] == "Target"]
    assert (told["taken"], told["other"]) == ("1,234,890", "1,234,567")
    (row,) = [row for row in rows(folder, "Differences") if row["Column"] == "Target"]
    assert (row["Taken"], row["Not taken"]) == ("1,234,890", "1,234,567")


def test_thresholds_and_silences_are_the_policys(folder: Path) -> None:
    mine = table("Thresholds", {"Milestone green within (working days)": "7"})
    put(folder, "trn.xlsx", a_return(more=mine))
    put(folder, "out.xlsx", a_return("OUT"))
    assert run(folder, "--policy", str(folder / "trn.xlsx")) == 0
    (one,) = xl_send.read(str(folder.parent / "all.xlsx")).submissions
    assert one.thresholds.milestone_green == 7


def test_a_policy_workbook_beside_the_returns_gives_its_thresholds_and_nothing_else(folder: Path) -> None:
    put(folder, "trn.xlsx", a_return())
    mine = table("Thresholds", {"Milestone green within (working days)": "7"})
    policy = put(folder.parent, "policy.xlsx", table("Programme", {"Council": "Elsewhere"}) + mine)
    assert run(folder, "--policy", str(policy)) == 0
    (one,) = xl_send.read(str(folder.parent / "all.xlsx")).submissions
    assert one.thresholds.milestone_green == 7
    assert one.cover.council == xl_send.read(str(folder / "trn.xlsx")).submissions[0].cover.council != "Elsewhere"


def test_as_json_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "trn.xlsx", a_return())
    assert run(folder, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "xl_send/consolidated/1"
    assert [(item["fate"], item["workstreams"], item["as_at"]) for item in told["files"]] == [
        ("taken", ["TRN"], "2026-11-13")
    ]


@pytest.mark.parametrize("seed", range(4, 4 + cases(2, whole=4)))
def test_a_return_of_any_kind_comes_out_as_it_went_in(seed: int, folder: Path) -> None:
    """Random rows, readable and not: the same statuses and the same findings in the same cells."""
    path = folder / "random.xlsx"
    path.write_bytes(workbook_bytes("programme", random_filling(seed, 2)))
    as_at = date(2026, 11, 13)
    assert run(folder, "--as-at", as_at.isoformat()) in {0, 1}
    before, after = (xl_send.read(str(item), as_at=as_at) for item in (path, folder.parent / "all.xlsx"))
    assert _told(after) == _told(before)
    assert _found(after) == _found(before)


@pytest.mark.parametrize("seed", range(8, 8 + cases(2, whole=4)))
def test_a_programme_in_several_returns_comes_out_as_they_went_in(seed: int, folder: Path) -> None:
    """A random programme, a return for each of its workstreams: the same statuses, colours and conflicts."""
    as_at = date(2026, 11, 13)
    for code, item in _by_workstream(random_filling(seed, 3)).items():
        (folder / f"{code}.xlsx").write_bytes(workbook_bytes("programme", item))
    assert run(folder, "--as-at", as_at.isoformat()) in {0, 1}
    before = xl_send.read(*map(str, sorted(folder.iterdir())), as_at=as_at)
    after = xl_send.read(str(folder.parent / "all.xlsx"), as_at=as_at)
    assert len(before.submissions) > 1
    assert _told(after) == _told(before)
    assert _aspects(xl_send.status(after).picture) == _aspects(xl_send.status(before).picture)
    assert _at_odds(after) == _at_odds(before)


def _by_workstream(whole: WorkbookContent) -> dict[str, WorkbookContent]:
    """A workbook a workstream. A row that names none of them goes with the first."""
    codes = sorted({str(row["Code"]) for row in whole.rows[Workstream]})
    found: dict[str, dict[type[Record], list[Mapping[str, Value]]]] = {code: {} for code in codes}
    for record, given in whole.rows.items():
        for row in given:
            named = str(row.get("Code") or row.get("ID") or row.get("KPI") or "").split("-")[0]
            found[named if named in found else codes[0]].setdefault(record, []).append(row)
    return {code: replace(whole, rows=rows) for code, rows in found.items()}


def _at_odds(programme: Programme) -> set[tuple[str, str, str, str]]:
    found = xl_send.conflicts(programme).findings
    return {
        (item.rule, item.cell.sheet, item.cell.record, item.cell.column)
        for item in found
        if item.rule not in TOLD_APART
    }


def _told(programme: Programme) -> list[tuple[str, str, str]]:
    """Every colour with its reason. In one workbook a row of Workstreams that cannot be read may be anybody's: what
    has no colour is then unknown.
    """
    items = xl_send.status(programme).items
    colourless = {Status.NO_DATA, Status.NOT_RATED}
    return sorted(
        (item.id, "", "") if item.status in colourless else (item.id, item.status.value, item.reason) for item in items
    )


def _found(programme: Programme) -> set[tuple[str, str, str]]:
    """What is found, and where; but that As at was left behind, as in what was made it is the command's own."""
    findings = xl_send.validate(programme, ignore=["PR35"]).findings
    return {(item.rule, item.cell.sheet, item.cell.address) for item in findings}


def test_the_longest_text_that_a_cell_holds_comes_along_and_what_quotes_it_is_cut(folder: Path) -> None:
    longest = "A" * 32_767
    put(folder, "trn.xlsx", a_return(more=table("Risks", {"ID": "TRN-R01", "Risk": longest, "Owner": longest})))
    assert run(folder) == 0
    assert rows(folder, "Risks")[0]["Risk"] == longest
    assert max(len(str(cell)) for row in rows(folder, "Owners") for cell in row.values()) == 32_767
