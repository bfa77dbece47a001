"""Outputs are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_send.commands.writing import write_whole
from xl_send.errors import CannotRunError


def test_what_was_there_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "book.xlsx"
    write_whole(path, b"first")
    write_whole(path, b"second", replace=True)
    assert path.read_bytes() == b"second"
    assert [item.name for item in path.parent.iterdir()] == ["book.xlsx"]


def test_a_file_that_is_open_elsewhere_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"their work")

    def refuse(_: Path, __: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CannotRunError, match=r"book\.xlsx: This file could not be written .* Close it if it is open"):
        write_whole(path, b"ours", replace=True)
    assert path.read_bytes() == b"their work"
    assert [item.name for item in tmp_path.iterdir()] == ["book.xlsx"]
