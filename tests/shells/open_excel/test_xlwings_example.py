"""The example that is laid out as xlwings' quickstart does, called as its users call it."""

from __future__ import annotations

import runpy
import shutil
import sys
from pathlib import Path

import pytest
import xlwings

from places import TEMPLATES
from shells.open_excel.engine import Book
from shells.open_excel.trials import rows, with_open

FOLDER = TEMPLATES / "xlwings"


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Book, Book]:
    """The example's workbook open, and another in front of it; nobody has called yet."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    shutil.copy(tmp_path / "transition.xlsx", tmp_path / "front.xlsx")
    ours, front = Book(tmp_path / "transition.xlsx"), Book(tmp_path / "front.xlsx")
    with_open(monkeypatch, [ours, front])
    monkeypatch.setattr(xlwings.Book, "_mock_caller", None, raising=False)
    return ours, front


def test_at_a_prompt_it_works_on_its_own_workbook_not_on_the_one_in_front(books: tuple[Book, Book]) -> None:
    ours, front = books
    runpy.run_path(str(Path(ours.fullname).with_suffix(".py")), run_name="__main__")
    assert rows(ours, "Checks")
    assert rows(ours, "Status")
    assert ours.selected is not None
    assert ours.selected.note is not None
    assert ours.app.books.active is ours, "Excel selects only in the workbook in front"
    assert rows(front, "Checks") == []


def test_what_a_workbook_calls_works_on_the_workbook_that_called(
    books: tuple[Book, Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, front = books
    front.selected = front.sheets("Milestones").range("R7")
    monkeypatch.syspath_prepend(str(Path(ours.fullname).parent))
    xlwings.Book(ours.fullname).set_mock_caller()
    sys.modules.pop("transition", None)
    import transition  # type: ignore[import-not-found]

    transition.report()
    assert (Path(ours.fullname).parent / "transition board page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    transition.next_problem()
    assert ours.app.told[-1].startswith("Nothing is listed to put right.")
    transition.explain("As agreed", "Siwan")
    assert ours.app.told[-1].startswith("Put the cursor on a row of Checks")
    sys.modules.pop("transition", None)
