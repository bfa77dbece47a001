"""What the page asks and is answered, without a browser: the same results, escaped; every failure in a sentence."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.hostile import NASTY, nasty_workbook, text_named_workbook
from examples import SOUND
from known.on_demand import load_workbook
from packages import parts_of
from places import ROOT
from xl_send.board_pack.audiences import PackAudience
from xl_send.browser.bridge import TOO_MUCH, Bridge
from xl_send.browser.saving import SAVED
from xl_send.shells.cli import main

EXAMPLE = ROOT / "workbook_templates/example"
AS_COMMANDS = {
    "findings.json": ["validate", "--format", "json"],
    "conflicts.json": ["conflicts", "--format", "json"],
    "status.json": ["status", "--format", "json"],
    "order.json": ["sequence", "--without-solver", "--format", "json"],
    "findings.csv": ["validate", "--format", "csv"],
    "conflicts.csv": ["conflicts", "--format", "csv"],
    "order.csv": ["sequence", "--without-solver", "--format", "csv"],
}


class Asking:
    """A bridge over a folder of the test, and what it told of its progress."""

    def __init__(self, folder: Path) -> None:
        folders = {"returns": folder / "returns", "made": folder / "made", "example": EXAMPLE}
        folders["returns"].mkdir()
        self.returns = folders["returns"]
        self.told: list[str] = []
        self.bridge = Bridge(folders, self.told.append)

    def ask(self, ask: str, **asked: object) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.bridge.answer(json.dumps({"ask": ask, **asked})))
        return answer

    def read(self, *names: str) -> dict[str, Any]:
        return self.ask("read", names=names)


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    before = Path.cwd()
    yield Asking(tmp_path)
    os.chdir(before)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    before = Path.cwd()
    asked = Asking(tmp_path_factory.mktemp("workspace"))
    asked.ask("read", names=[], example=True)
    yield asked
    os.chdir(before)


@pytest.mark.parametrize("what", ["findings", "status", "conflicts", "order", "board"])
def test_every_result_of_the_example_is_shown(example: Asking, what: str) -> None:
    answer = example.ask(what)
    assert len(answer.get("page") or answer["html"]) > 10_000


def test_colours_tell_what_drives_the_dates_of_key_milestones(example: Asking) -> None:
    html = example.ask("status")["html"]
    assert "<summary>What drives the dates of 2 key milestones</summary>" in html
    assert "SUF-M09: 30 March 2027, 20 working days after SUF-D01, which it needs." in html


def test_every_finding_that_is_open_is_shown_with_its_cell_and_workbook(example: Asking) -> None:
    workspace = example.bridge.workspace
    assert workspace
    html = example.ask("findings")["html"]
    for finding in workspace.checked.findings:
        assert f"{finding.cell.sheet} {finding.cell.address} in {finding.cell.workbook}" in html


def test_progress_is_told_in_words(example: Asking) -> None:
    assert "reading workbooks" in example.told


def test_what_would_change_is_told(example: Asking) -> None:
    names = example.ask("read", names=[], example=True)
    chosen = next(name for name in names["ids"] if name.startswith("TRN-M07"))
    answer = example.ask("whatif", id=chosen, days="3 weeks")
    assert "TRN-M07 slips 15 working days" in answer["html"]
    assert "TRN-M04" in example.ask("whatif", id="TRN-M04", days="1")["refused"]
    assert example.ask("whatif")["refused"].startswith("Say what to suppose")


def test_tables_are_what_the_command_line_writes(example: Asking, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = example.bridge.workspace
    assert workspace
    tables = parts_of(SAVED["tables"](workspace).content)
    os.chdir(example.returns)
    for name, (verb, *options) in AS_COMMANDS.items():
        main([verb, *sorted(path.name for path in example.returns.iterdir()), *options])
        assert tables[name].decode() == capsys.readouterr().out, name
    assert "programme/datapackage.json" in tables


def test_every_file_that_can_be_saved_opens(example: Asking) -> None:
    for what in SAVED:
        answer = example.ask("save", what=what)
        assert "refused" not in answer, answer
        content = Path(answer["path"]).read_bytes()
        if answer["name"].endswith(".xlsx"):
            load_workbook(io.BytesIO(content))
        elif answer["name"].endswith(".zip"):
            assert parts_of(content)
        else:
            assert content.startswith(b"<!DOCTYPE html>")


def test_a_pack_of_every_audience_is_made(example: Asking) -> None:
    for audience in PackAudience:
        answer = example.ask("board", audience=audience)
        assert "page" in answer, audience
        assert str(example.returns.parent) not in answer.get("html", "")
    saved = example.ask("save", what="pack", audience="partnership")
    names = sorted(parts_of(Path(saved["path"]).read_bytes()))
    assert [Path(name).suffix for name in names] == [".txt", ".html", ".ics", ".xlsx"]


def test_marked_copies_have_both_sheets_filled(example: Asking) -> None:
    workspace = example.bridge.workspace
    assert workspace
    for name, content in parts_of(SAVED["marked"](workspace).content).items():
        made = load_workbook(io.BytesIO(content))
        assert made["Status"].max_row > 10, name
        assert made["Checks"].max_row > 2, name


def test_hostile_text_is_text(asking: Asking) -> None:
    nasty_workbook(asking.returns / "nasty.xlsx")
    text_named_workbook(asking.returns / "<img src=x>.xlsx")
    pages = [asking.read("<img src=x>.xlsx", "nasty.xlsx")["html"]]
    pages += [asking.ask(what)["html"] for what in ("findings", "status", "conflicts", "order")]
    for page in pages:
        assert "<script" not in page
        assert "<img" not in page
        assert "<b " not in page
    assert "&lt;img src=x&gt;.xlsx" in pages[0]
    assert NASTY not in asking.ask("board")["page"]


def test_one_bad_file_does_not_stop_the_rest(asking: Asking) -> None:
    nasty_workbook(asking.returns / "nasty.xlsx")
    text_named_workbook(asking.returns / "minutes.xlsx")
    kept_out = [["large.xlsx", "It is too large."]]
    page = asking.ask("read", names=["minutes.xlsx", "nasty.xlsx"], kept_out=kept_out)["html"]
    assert "1 workbook read, 2 files refused." in page
    assert "This is a plain text file, not an Excel workbook" in page
    assert "It is too large." in page


def test_what_cannot_be_done_is_said_in_a_sentence(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asking.ask("findings")["refused"].startswith("Put in workbooks first")
    assert asking.read()["refused"] == "No workbook was put in."
    text_named_workbook(asking.returns / "minutes.xlsx")
    assert "plain text file" in asking.read("minutes.xlsx")["refused"]
    nasty_workbook(asking.returns / "nasty.xlsx")
    monkeypatch.setattr("xl_send.browser.workspace.load", _full)
    assert asking.read("nasty.xlsx")["refused"] == TOO_MUCH
    monkeypatch.setattr("xl_send.browser.workspace.load", _faulty)
    told = asking.read("nasty.xlsx")["refused"]
    assert "a fault of its own (ZeroDivisionError" in told
    assert SOUND["Programme"]["Council"] not in told


def test_a_day_of_ones_own_stands_in_place_of_the_workbooks(asking: Asking) -> None:
    asking.ask("read", names=[], example=True, as_at="2026-12-04")
    assert "As at 4 December 2026" in asking.ask("status")["html"]


def _full(*_: object, **__: object) -> None:
    raise MemoryError


def _faulty(*_: object, **__: object) -> None:
    raise ZeroDivisionError
