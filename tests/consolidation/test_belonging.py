"""`xl-send consolidate`: what is lost of no return, and returns of another council, programme or period."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import xl_send
from files import as_seen, write_example
from known.on_demand import load_workbook
from statuses import table
from xl_send.shells.cli import main

LIST = {"Type": "Lagging", "Unit": "Count", "Counts children": "No"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returns"
    made.mkdir()
    return made


def put(folder: Path, code: str, more: str = "", **cover: str) -> Path:
    """A return of one workstream with one milestone."""
    titles = {name.replace("_", " "): value for name, value in cover.items()}
    sheets = table("Programme", {"As at": "13 Nov 2026", **titles}) + table("Workstreams", {"Code": code})
    return write_example(sheets + table("Milestones", {"ID": f"{code}-M01", "Workstream": code}) + more,
                         folder / f"{code.lower()}.xlsx")  # fmt: skip


def run(folder: Path, *options: str) -> int:
    return main(["consolidate", str(folder), "-o", str(folder.parent / "all.xlsx"), "--replace", *options])


def rows(folder: Path, sheet: str) -> list[tuple[object, ...]]:
    found = as_seen(folder.parent / "all.xlsx")[sheet].iter_rows(min_row=3, values_only=True)
    return [row for row in found if row[0] is not None]


def shared(code: str, *values: float) -> str:
    kpi = table("KPIs", {"ID": "OUT-K01", "Workstream": code, **LIST})
    days = ("31 Aug 2026", "30 Sep 2026", "31 Oct 2026")
    found = [{"KPI": "OUT-K01", "Period end": days[place], "Value": str(value)} for place, value in enumerate(values)]
    return kpi + table("Actuals", *found)


def test_a_figure_of_one_who_does_not_own_the_kpi_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "OUT", shared("OUT", 30, 31))
    put(folder, "TRN", shared("TRN", 30, 31, 99999))
    assert run(folder) == 0
    told = capsys.readouterr().out
    assert "trn.xlsx, Actuals row 4 (OUT-K01): out.xlsx speaks for OUT-K01" in told
    assert "1 entry of theirs was not taken: the Not taken sheet says which and why." in " ".join(told.split())
    ((file, sheet, row, record, said, why),) = rows(folder, "Not taken")
    assert (file, sheet, row, record) == ("trn.xlsx", "Actuals", 4, "OUT-K01")
    assert said == "KPI: OUT-K01; Period end: 31 October 2026; Value: 99,999"
    assert why == "out.xlsx speaks for OUT-K01: its rows are taken."
    assert [row[1] for row in rows(folder, "Returns") if "Not taken" in str(row[2])] == ["Taken"]


def test_figures_that_the_owner_does_not_give_are_those_of_the_other(folder: Path) -> None:
    put(folder, "OUT", shared("OUT"))
    put(folder, "TRN", shared("TRN", 30, 31))
    assert run(folder) == 0
    (one,) = xl_send.read(str(folder.parent / "all.xlsx")).submissions
    assert len(one.records[next(record for record in one.records if record.SHEET.title == "Actuals")]) == 2
    assert not rows(folder, "Not taken")
    assert ("Actuals", "OUT-K01", "Rows", "2", "trn.xlsx", "none", "out.xlsx") in rows(folder, "Differences")


@pytest.mark.parametrize("title", ["Council", "Programme"])
def test_a_return_of_elsewhere_is_taken_only_when_it_is_named(
    title: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("OUT", "TRN"):
        put(folder, code, **{title: "Westhaven"})
    put(folder, "EHP", **{title: "Eastport"})
    assert run(folder) == 1
    told = capsys.readouterr().out
    assert f'Refused   ehp.xlsx: Its {title} is "Eastport", and "Westhaven" in out.xlsx.' in told
    assert "--take ehp.xlsx" in told
    assert xl_send.read(str(folder.parent / "all.xlsx")).codes == {"OUT", "TRN"}
    assert run(folder, "--take", "ehp.xlsx") == 0
    assert f'Its {title} is "Eastport"' in capsys.readouterr().out
    assert xl_send.read(str(folder.parent / "all.xlsx")).codes == {"EHP", "OUT", "TRN"}


def test_between_as_many_of_each_nobody_guesses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "OUT", Council="Westhaven")
    put(folder, "EHP", Council="Eastport")
    assert run(folder) == 2
    assert capsys.readouterr().err.count("add --take") == 2
    assert run(folder, "--take", str(folder / "ehp.xlsx")) == 1
    assert xl_send.read(str(folder.parent / "all.xlsx")).codes == {"EHP"}


def test_names_that_are_near_one_another_step_by_step_are_one_council(folder: Path) -> None:
    """The third is like the second alone."""
    for code, name in (("EHP", "Westhaven Council"), ("OUT", "Westhavn Council"), ("TRN", "Westhvn Council")):
        put(folder, code, Council=name)
    assert run(folder) == 0


@pytest.mark.parametrize("name", ["WESTHAVEN Council", "Westhavn Council", "Westhaven Councils"])
def test_a_near_spelling_is_taken_and_asked_about(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("OUT", "TRN"):
        put(folder, code, Council="Westhaven Council")
    put(folder, "EHP", Council=name)
    assert run(folder) == 0
    assert ("is it the same?" in capsys.readouterr().out) is (name.casefold() != "westhaven council")


def test_another_reporting_period_is_asked_about(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("OUT", "TRN"):
        put(folder, code, Reporting_period="Autumn 1 2026")
    put(folder, "EHP", Reporting_period="Summer 2 2026")
    assert run(folder) == 0
    assert 'Its Reporting period is "Summer 2 2026", and "Autumn 1 2026" elsewhere' in capsys.readouterr().out


def test_what_is_to_be_taken_must_be_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "OUT")
    assert run(folder, "--take", "otu.xlsx") == 2
    assert "Did you mean out.xlsx?" in capsys.readouterr().err


def test_settings_and_calendars_that_were_not_taken_are_named(folder: Path) -> None:
    silence = "\nThresholds, as it lies:\n| Rule | Reason | Until |\n| --- | --- | --- |\n"
    silence += "| MS02 | Agreed | 31 Dec 2026 |\n| Milestone green within | 7 | |\n"
    term = table("Calendar", {"Name": "Autumn", "Kind": "Term", "From": "3 Sep 2026", "To": "18 Dec 2026"})
    put(folder, "OUT", silence + term)
    for code in ("TRN", "EHP"):
        put(folder, code)
    assert run(folder) == 0
    said = {(row[0], row[1], row[3]) for row in rows(folder, "Not taken")}
    assert ("out.xlsx", "Thresholds", "MS02") in said
    assert ("out.xlsx", "Calendar", "Autumn") in said
    assert any(row[2:4] == ("Milestone green within (working days)", "5") for row in rows(folder, "Differences"))


@pytest.mark.parametrize("title", [None, "\n", " ", "\u200b"])
def test_an_own_label_is_left_behind_by_name_and_a_column_without_a_title_comes_over(
    title: str | None, folder: Path
) -> None:
    path = put(folder, "OUT")
    made = load_workbook(path)
    made["Programme"].append(["Cabinet member", "Cllr Example"])
    made["Milestones"].cell(1, 60).value = title
    made["Milestones"].cell(2, 60).value = "a note"
    made.save(path)
    assert run(folder) == 0
    assert rows(folder, "Returns")[0][2] == "Left behind: Programme, Cabinet member."
    titles, row = list(as_seen(folder.parent / "all.xlsx")["Milestones"].iter_rows(max_row=2, values_only=True))
    assert dict(zip(titles, row, strict=True))["Column BH"] == "a note"


@pytest.mark.parametrize("verb", ["validate", "status", "conflicts", "consolidate", "sequence", "whatif"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_every_output_says_first_where_its_thresholds_come_from(
    verb: str, form: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "OUT", table("Thresholds", {"Milestone green within (working days)": "7"}))
    put(folder, "TRN")
    more = {"consolidate": ["-o", str(folder.parent / "all.xlsx")], "whatif": ["--slip", "OUT-M01=3"]}.get(verb, [])
    main([verb, str(folder), "--format", form, *more])
    told = capsys.readouterr().out
    sentence = "Thresholds and calendar: what most of the 2 workbooks share, setting by setting; out.xlsx says"
    if form == "text":
        assert sentence in " ".join(" ".join(told.splitlines()[:6]).split())
    else:
        assert sentence in json.loads(told)["thresholds_from"]["sentence"]
        assert "thresholds_from" in "".join(told.splitlines()[:8])


def test_changes_and_the_board_summary_say_so_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "OUT")
    later = folder.parent / "later"
    later.mkdir()
    put(later, "OUT", As_at="20 Nov 2026")
    main(["changes", str(folder), str(later)])
    assert "Thresholds and calendar: those of out.xlsx." in "\n".join(capsys.readouterr().out.splitlines()[:5])
    main(["changes", str(folder), str(later), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert told["now"]["thresholds_from"]["source"] == "only workbook"
    main(["report", str(folder), "-o", str(folder.parent)])
    assert "Thresholds and calendar: those of out.xlsx." in capsys.readouterr().out
    assert "those of out.xlsx." in (folder.parent / "board-summary.html").read_text(encoding="utf-8")
