"""A return and its copies count once, in every verb, and each says which was not counted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

import xl_send
from files import example_in, write_example
from statuses import table
from xl_send.commands.result import ProgrammeResult
from xl_send.errors import CannotRunError, RefusedError
from xl_send.shells.cli import main


def a_return(code: str = "TRN", as_at: str = "13 Nov 2026", council: str = "Exampleshire", forecast: str = "") -> str:
    row = {"ID": f"{code}-M01", "Workstream": code, "Milestone": "Agreed", "Forecast date": forecast or "30 Nov 2026"}
    cover = {"As at": as_at, "Council": council}
    return table("Programme", cover) + table("Workstreams", {"Code": code}) + table("Milestones", row)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returns"
    made.mkdir()
    write_example(a_return(), made / "transition.xlsx")
    write_example(a_return("OUT"), made / "outreach.xlsx")
    return made


def names(found: ProgrammeResult) -> list[str]:
    return [Path(submission.workbook).name for submission in found.programme.submissions]


def aside(found: ProgrammeResult) -> dict[str, str]:
    return {Path(item.path).name: item.sentence for item in found.loaded.not_counted}


@pytest.mark.parametrize("copy", ["transition (1).xlsx", "transition - Copy.xlsx", "a.xlsx"])
def test_the_same_file_again_is_not_counted(folder: Path, copy: str) -> None:
    before = xl_send.status(folder)
    shutil.copy(folder / "transition.xlsx", folder / copy)
    after = xl_send.status(folder)
    assert [(item.id, item.status) for item in after.items] == [(item.id, item.status) for item in before.items]
    ((name, told),) = aside(after).items()
    assert name == (copy if copy != "a.xlsx" else "transition.xlsx")
    assert "the same file as" in told
    assert not after.errors_found()


def test_an_older_return_gives_way_to_a_later_one(folder: Path) -> None:
    write_example(a_return(as_at="13 Oct 2026"), folder / "october.xlsx")
    found = xl_send.validate(folder)
    assert "october.xlsx" not in names(found)
    assert "is later" in aside(found)["october.xlsx"]


def test_of_two_for_one_workstream_and_day_neither_is_believed(folder: Path) -> None:
    write_example(a_return(forecast="1 Dec 2026"), folder / "transition v2.xlsx")
    found = xl_send.conflicts(folder)
    assert names(found) == ["outreach.xlsx"]
    assert found.errors_found()
    assert {*aside(found)} == {"transition.xlsx", "transition v2.xlsx"}
    with pytest.raises(RefusedError, match="neither is plainly the later"):
        xl_send.read(folder)
    (folder / "outreach.xlsx").unlink()
    with pytest.raises(CannotRunError, match="leave only one of them"):
        xl_send.status(folder)


def test_a_return_of_another_council_is_checked_and_coloured_as_any(folder: Path) -> None:
    write_example(a_return("WFD", council="Elsewhere"), folder / "workforce.xlsx")
    assert len(names(xl_send.status(folder))) == 3


def test_a_programme_workbook_gives_way_to_the_returns_it_was_made_from(folder: Path) -> None:
    assert main(["consolidate", str(folder), "-o", str(folder / "all.xlsx")]) == 0
    found = xl_send.status(folder)
    assert names(found) == ["outreach.xlsx", "transition.xlsx"]
    assert "made from returns" in aside(found)["all.xlsx"]
    assert names(xl_send.status(folder / "all.xlsx")) == ["all.xlsx"]


def test_open_files_and_bytes_count_once_too(folder: Path) -> None:
    content = (folder / "transition.xlsx").read_bytes()
    assert names(xl_send.status(content, BytesIO(content))) == ["workbook"]


VERBS: dict[str, Callable[[Path], list[str]]] = {
    "validate": lambda folder: ["validate", str(folder)],
    "validate json": lambda folder: ["validate", str(folder), "--format", "json"],
    "validate sarif": lambda folder: ["validate", str(folder), "--format", "sarif"],
    "validate csv": lambda folder: ["validate", str(folder), "--format", "csv"],
    "status": lambda folder: ["status", str(folder)],
    "status json": lambda folder: ["status", str(folder), "--format", "json"],
    "conflicts": lambda folder: ["conflicts", str(folder)],
    "graph": lambda folder: ["conflicts", str(folder), "--graph"],
    "whatif": lambda folder: ["whatif", str(folder), "--slip", "TRN-M01=5"],
    "sequence": lambda folder: ["sequence", str(folder), "--without-solver"],
    "report": lambda folder: ["report", str(folder), "-o", str(folder.parent / "out")],
    "consolidate": lambda folder: ["consolidate", str(folder), "-o", str(folder.parent / "all.xlsx")],
    "changes": lambda folder: ["changes", str(folder.parent / "before"), str(folder)],
    "changes json": lambda folder: ["changes", str(folder.parent / "before"), str(folder), "--format", "json"],
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_output_names_what_was_not_counted(folder: Path, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(folder / "transition.xlsx", folder / "transition (1).xlsx")
    before = folder.parent / "before"
    before.mkdir()
    write_example(a_return(as_at="13 Oct 2026"), before / "transition.xlsx")
    assert main(VERBS[verb](folder)) in {0, 1}
    said = capsys.readouterr()
    assert "transition (1).xlsx" in " ".join((said.out + said.err).split())
    if "json" in verb:
        assert "transition (1).xlsx" in json.dumps(json.loads(said.out))


def test_the_example_with_a_copy_of_a_return_is_the_example(tmp_path: Path) -> None:
    example_in(tmp_path)
    before = xl_send.status(tmp_path)
    shutil.copy(tmp_path / "transition.xlsx", tmp_path / "transition (1).xlsx")
    after = xl_send.status(tmp_path)
    assert [(item.of, item.aspect, item.status) for item in after.aspects] == [
        (item.of, item.aspect, item.status) for item in before.aspects
    ]
