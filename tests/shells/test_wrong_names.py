"""Names of files that are wrong in many ways, given to every verb: each is told in a sentence that says what to do."""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest

import xl_send
from files import write_example
from statuses import table
from xl_send.shells.cli import main

WRONG = {
    "missing": "gone.xlsx", "line": "a\nb.xlsx", "marker": "~$good.xlsx", "long": f"{'x' * 300}.xlsx",
    "nul": "a\0b.xlsx", "web": "https://council.sharepoint.com/returns.xlsx", "server": r"\\server\share\returns.xlsx",
    "empty": "empty.xlsx", "folder": "folder", "bytes": "bytes.xlsx",
}  # fmt: skip
GOOD = "good.xlsx"
READ = {
    "validate": ["validate", "@"], "status": ["status", "@"], "next": ["next", "@", "-o", "new"],
    "upgrade": ["upgrade", "@", "-o", "new"], "consolidate": ["consolidate", "@", "-o", "new.xlsx"],
    "adopt": ["adopt", "@", "-o", "new.xlsx"], "policy": ["status", GOOD, "--policy", "@"],
    "previous": ["consolidate", GOOD, "-o", "new.xlsx", "--previous", "@"],
    "style": ["report", GOOD, "-o", "new", "--word", "--style", "@"],
    "map": ["adopt", GOOD, "-o", "new.xlsx", "--map", "@"],
    "benchmark": ["export", GOOD, "-o", "new", "--benchmark", "@"],
}  # fmt: skip
WRITTEN = {"new": ["new", "@"], "report": ["report", GOOD, "-o", "@"]}
JARGON = ("fault of its own", "Errno", "directory", "No such file", "no reason", "\n", "\0", "Traceback")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_example(table("Programme", {"As at": "13 Nov 2026"}), tmp_path / GOOD)
    (tmp_path / "folder").mkdir()
    (tmp_path / "bytes.xlsx").write_bytes(bytes(range(256)) * 20)
    for name in ("a\nb.xlsx", "~$good.xlsx", "empty.xlsx"):
        (tmp_path / name).touch()


@pytest.mark.parametrize("verb", READ)
def test_what_cannot_be_read_is_told_in_a_sentence(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    for kind, name in WRONG.items():
        assert main([name if word == "@" else word for word in READ[verb]]) == 2, (verb, kind)
        told = capsys.readouterr().err.removesuffix("\n")
        assert not [word for word in JARGON if word in told], (verb, kind, told)
        assert {"web": "on the web", "server": "connected"}.get(kind, "") in told, (verb, kind, told)
    assert not list(Path().glob("new*"))


@pytest.mark.parametrize("verb", WRITTEN)
def test_what_cannot_be_written_is_told_in_a_sentence(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("long", "nul", "web"):
        assert main([WRONG[kind] if word == "@" else word for word in WRITTEN[verb]]) == 2, (verb, kind)
        told = capsys.readouterr().err.removesuffix("\n").split("\n")[-1].replace("\0", "")
        assert not [word for word in JARGON if word in told], (verb, kind, told)
    assert not Path("https:").exists()


def test_a_blank_is_no_folder() -> None:
    with pytest.raises(xl_send.Error, match="Name a workbook"):
        xl_send.validate(" ")
    with pytest.raises(xl_send.Error, match="has no name"):
        xl_send.consolidate(GOOD, output=" ")


def test_what_may_not_be_opened_or_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As of a file in a folder that may not be looked into: every question about it is refused."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        for name in ("exists", "is_dir", "open", "read_bytes"):
            patched.setattr(Path, name, refuse)
        assert main(["validate", "closed/return.xlsx"]) == main(["next", "closed/return.xlsx"]) == 2
    assert capsys.readouterr().err.count("may not be opened: someone else may have it open") == 2
    monkeypatch.setattr(os, "open", refuse)
    assert main(["new", "other.xlsx"]) == 2
    assert "(you may not write there, or another program has it open)" in capsys.readouterr().err


def test_nothing_of_the_words_of_a_style_is_carried_over() -> None:
    assert main(["report", GOOD, "-o", "first", "--word"]) in {0, 1}
    assert main(["report", GOOD, "-o", "second", "--word", "--style", "first/board-summary.docx"]) in {0, 1}
    parts = [docx.Document(f"{folder}/board-summary.docx").part.package.parts for folder in ("first", "second")]
    first, second = ([str(part.partname) for part in found] for found in parts)
    assert sorted(first) == sorted(second)
    assert len(set(second)) == len(second)
