"""Nothing leaves the computer, and nothing in a workbook is run or followed."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from cases.workbooks import example
from xl_send.shells.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A return whose cells are formulas, links and text that looks like both."""
    made = example("outreach")
    place = made.below("Milestones")
    for text in ('=WEBSERVICE("http://127.0.0.1:9/")', '=HYPERLINK("http://127.0.0.1:9/")', "=cmd|' /C calc'!A0"):
        made.sheet("Milestones").cell(place, 3).value = text
        made.sheet("Milestones").cell(place, 1).value = f"OUT-M{place}"
        place += 1
    made.sheet("Milestones").cell(2, 3).hyperlink = "http://127.0.0.1:9/"
    made.save(tmp_path / "returns")
    return tmp_path / "returns"


def test_no_verb_opens_a_connection_or_starts_a_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a connection was opened, or a program started")

    for name in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
    monkeypatch.setattr("os.system", refuse)
    out = folder.parent
    earlier = out / "earlier"
    earlier.mkdir()
    shutil.copy(folder / "outreach.xlsx", earlier)
    calls = [
        ["validate", str(folder), "--mark", "-o", str(out / "checked")],
        ["status", str(folder)],
        ["conflicts", str(folder)],
        ["report", str(folder), "-o", str(out)],
        ["consolidate", str(folder), "-o", str(out / "all.xlsx"), "--history", str(out / "boards.sqlite")],
        ["changes", str(earlier), str(folder)],
    ]
    for call in calls:
        assert main(call) in ({2} if call[0] == "changes" else {0, 1}), call
    assert (out / "all.xlsx").is_file()
