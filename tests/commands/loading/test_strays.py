"""A file of comma-separated values among returns is named, and nothing is missing for want of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import xl_send
from files import write_example
from statuses import table
from xl_send.commands.loading.files import NO_RETURN
from xl_send.results import Status
from xl_send.shells.cli import main

NOTES = "School;Contact;Rang on\nLarkfield;A Khan;2 Nov 2026\n"
MILESTONES = "ID,Workstream,Milestone,Phase,Owner,Baseline date\nOUT-M01,OUT,Team in post,Trial,Lead,1 Dec 2026\n"
COVER = "Council,Exampleshire\nProgramme,SEND\nAs at,13/11/2026\nPrepared by,A Khan\n"


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    home = tmp_path / "returns"
    home.mkdir()
    text = table("Programme", {"As at": "13 Nov 2026"}) + table("Milestones", {"ID": "TRN-M01", "Workstream": "TRN"})
    write_example(text, home / "transition.xlsx")
    return home


@pytest.mark.parametrize("content", [NOTES, "", "a,b\n"])
def test_one_that_is_no_return_is_named_and_makes_nothing_unknown(returns: Path, content: str) -> None:
    before = xl_send.status(returns)
    (returns / "calls.CSV").write_text(content, encoding="utf-8")
    found = xl_send.status(returns)
    assert found.picture.aspects == before.picture.aspects
    assert found.errors_found() == before.errors_found()
    assert found.left_out == (f"Not counted: {returns / 'calls.CSV'}. {NO_RETURN}",)


@pytest.mark.parametrize("content", [MILESTONES, COVER, MILESTONES.replace(",", ";")])
def test_one_that_is_a_sheet_of_a_return_may_be_what_is_missing(returns: Path, content: str) -> None:
    (returns / "outreach.csv").write_text(content, encoding="utf-8-sig")
    found = xl_send.status(returns)
    assert [item.path for item in found.refused] == [str(returns / "outreach.csv")]
    assert Status.GREEN not in {aspect.status for aspect in found.picture.aspects if aspect.of == "programme"}


@pytest.mark.parametrize("ending", ["xls", "xlsb", "ods"])
def test_what_may_be_a_return_saved_in_another_kind_stays_unknown(returns: Path, ending: str) -> None:
    (returns / f"outreach.{ending}").write_text(NOTES, encoding="utf-8")
    assert [Path(item.path).suffix for item in xl_send.status(returns).refused] == [f".{ending}"]


def test_consolidate_names_it_and_ends_well(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (returns / "calls.csv").write_text(NOTES, encoding="utf-8")
    made = returns.parent / "p.xlsx"
    assert main(["consolidate", str(returns), "-o", str(made), "--feedback", str(returns.parent / "sent")]) == 0
    assert f"  No return calls.csv: {NO_RETURN}" in capsys.readouterr().out
    assert not [path for path in (returns.parent / "sent").iterdir() if "calls" in path.name]
    assert not xl_send.read(made).submissions[0].cover.left_out


def test_alone_it_is_refused(returns: Path) -> None:
    path = returns.parent / "calls.csv"
    path.write_text(NOTES, encoding="utf-8")
    with pytest.raises(xl_send.Error, match="not a return"):
        xl_send.status(path)
