"""Generated files are current, and a stale one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_send.dev import build

TEMPLATE = "workbook_templates/send_programme.xlsx"


def test_every_committed_file_is_current() -> None:
    assert build.stale(build.ROOT) == []


def test_a_page_or_workbook_that_was_changed_by_hand_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "ROOT", tmp_path)
    build.main([])
    assert build.main(["--check"]) == 0
    (tmp_path / "docs/commands.md").write_text("by hand", encoding="utf-8")
    (tmp_path / TEMPLATE).write_bytes(b"by hand")
    (tmp_path / "docs/rules/ms.md").unlink()
    assert build.main(["--check"]) == 1
    told = capsys.readouterr().err
    assert {line.split(" ")[0] for line in told.splitlines()} == {TEMPLATE, "docs/rules/ms.md", "docs/commands.md"}
