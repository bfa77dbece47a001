"""The window: what stands behind it, and the window itself on a screen of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from files import example_in
from office.outside_tools import missing
from xl_send.progress import quietly
from xl_send.shells.cli import main
from xl_send.shells.window.files import press_on
from xl_send.xlsx.read.open_book import open_book

# Half of the example's returns, which clash with one another.
NAMES = ("outreach.xlsx", "transition.xlsx", "workforce.xlsx")
TRIAL = Path(__file__).with_name("window_trial.py")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return example_in(tmp_path, "transition.xlsx") / "transition.xlsx"


def test_a_press_on_a_file_leaves_it_alone_and_writes_a_copy(workbook: Path) -> None:
    before = workbook.read_bytes()
    done = press_on(str(workbook), "validate", {}, quietly)
    assert workbook.read_bytes() == before
    assert done.file == str(workbook.parent / "checked" / "transition.xlsx")
    (checks,) = [grid for grid in open_book(done.file).grids if grid.title == "Checks"]
    (first, *_) = [list(cells.values()) for number, cells in checks.rows if number > 2]
    assert first[3] == str(first[7]).partition("!")[2]


@pytest.mark.parametrize(
    ("action", "sheet"),
    [("status", "Status"), ("conflicts", "Conflicts"), ("sequence", "Order"), ("whatif", "What if")],
)
def test_every_answer_has_its_sheet_in_the_copy(workbook: Path, action: str, sheet: str) -> None:
    done = press_on(str(workbook), action, {"id": "TRN-M07", "days": "20"}, quietly)
    assert sheet in [grid.title for grid in open_book(done.file).grids]
    assert done.file in done.say


@pytest.mark.parametrize(("action", "name"), [("report", "board-summary.html"), ("report-word", "board-summary.docx")])
def test_the_board_summary_stands_beside_the_copies(workbook: Path, action: str, name: str) -> None:
    done = press_on(str(workbook), action, {}, quietly)
    assert done.file == str(workbook.parent / "checked" / name)
    assert Path(done.file).exists()


@pytest.mark.parametrize(
    ("name", "action", "said"),
    [
        ("transition.xlsx", "next", "Next problem works on the workbook that is open in Excel."),
        ("not there.xlsx", "validate", "There is no file of this name here"),
        ("transition.xlsx", "dance", "different editions"),
        ("", "validate", "No Excel is open on this computer."),
    ],
)
def test_what_cannot_be_done_ends_in_a_sentence(workbook: Path, name: str, action: str, said: str) -> None:
    done = press_on(str(workbook.parent / name) if name else "", action, {}, quietly)
    assert said in done.say
    assert not done.file


def test_without_a_screen_or_tkinter_the_command_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tkinter", None)
    assert main(["window"]) == 2
    assert "This Python has no tkinter" in capsys.readouterr().err


def test_the_window_does_what_its_buttons_promise(workbook: Path) -> None:
    shown = _tried(str(workbook))
    assert shown["chosen at first"] == "The workbook that is open in Excel"
    assert {"validate", "next", "clear", "status", "why", "conflicts", "sequence", "whatif", "report"} <= {
        *shown["buttons"]
    }
    assert shown["validate"].startswith("1 error to put right")
    assert shown["why"].startswith("Why this colour? works on the workbook that is open in Excel.")
    assert shown["whatif"].startswith("If TRN-M07 slips 20 working days")
    assert Path(shown["report file"]).exists()
    assert Path(shown["report-word file"]).name == "board-summary.docx"
    assert shown["consolidate"].startswith("1 return with ")
    assert shown["consolidate not now"] == "Nothing was done."
    assert shown["folder"] == str(workbook.parent)
    assert "1 copy is in" in shown["validate on folder"]


def _tried(workbook: str) -> dict[str, str]:
    python, screen = _python_with_tk(), shutil.which("xvfb-run")
    if not python or not screen:
        missing("There is no Python with tkinter, or no screen for it: apt install python3-tk xvfb xauth")
    paths = [str(TRIAL.parents[2]), *(path for path in sys.path if path.endswith("site-packages"))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    ended = subprocess.run(  # noqa: S603 - our own script
        [screen, "-a", python, str(TRIAL), workbook], capture_output=True, text=True, check=False, env=environment
    )
    assert ended.returncode == 0, ended.stderr
    found: dict[str, str] = json.loads(ended.stdout)
    return found


def _python_with_tk() -> str:
    """This Python, or the computer's own, if it has tkinter."""
    found = (path for path in (sys.executable, "/usr/bin/python3") if Path(path).exists() and _has_tk(path))
    return next(found, "")


def _has_tk(python: str) -> bool:
    tried = subprocess.run([python, "-c", "import tkinter"], capture_output=True, check=False)  # noqa: S603 - as above
    return tried.returncode == 0


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "returns"
    return example_in(folder, *NAMES)


@pytest.mark.parametrize(("action", "sheet"), [("validate", "Checks"), ("status", "Status")])
def test_a_press_on_a_folder_writes_a_copy_of_each_return(returns: Path, action: str, sheet: str) -> None:
    before = {path: path.read_bytes() for path in returns.iterdir()}
    done = press_on(str(returns), action, {}, quietly)
    assert Path(done.file) == returns / "checked"
    assert f"3 copies are in {returns / 'checked'}" in done.say
    copies = sorted((returns / "checked").iterdir())
    assert [copy.name for copy in copies] == sorted(NAMES)
    assert all(len(_rows_of(copy, sheet)) > 1 for copy in copies), "every return has something to be told"
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("chosen", ["the folder", "", "a file in it"])
def test_a_folder_of_returns_is_brought_together_without_excel(returns: Path, chosen: str) -> None:
    places = {"the folder": str(returns), "": "", "a file in it": str(returns / "transition.xlsx")}
    given = {} if chosen == "the folder" else {"folder": str(returns)}
    done = press_on(places[chosen], "consolidate", given, quietly)
    assert done.say.startswith("3 returns with ")
    assert Path(done.file) == returns / "programme" / "Programme as at 13 November 2026.xlsx"


def test_without_a_folder_the_window_asks_for_one(workbook: Path) -> None:
    done = press_on(str(workbook), "consolidate", {}, quietly)
    assert done.say == "Choose the folder that holds the returns, on this computer."


def test_conflicts_of_a_folder_name_the_workbook_of_each_cell(returns: Path) -> None:
    done = press_on(str(returns), "conflicts", {}, quietly)
    assert Path(done.file) == returns / "checked" / "Conflicts.xlsx"
    titles, *rows = _cells_of(Path(done.file), "Conflicts")
    assert titles[1] == "Workbook"
    named = {row[1] for row in rows}
    assert len(named) > 1
    assert named <= set(NAMES)
    (place,) = [place for place, title in titles.items() if title == "Also look at"]
    beside = [str(row.get(place)) for row in rows]
    assert any(text.partition(" ")[0] in NAMES for text in beside), "the other side is in another"


def test_the_order_of_a_folder_is_a_workbook_and_the_next_one_is_another(returns: Path) -> None:
    first = press_on(str(returns), "sequence", {}, quietly)
    second = press_on(str(returns), "sequence", {}, quietly)
    assert [Path(item.file).name for item in (first, second)] == ["Order.xlsx", "Order (2).xlsx"]
    assert [grid.title for grid in open_book(first.file).grids] == ["Order", "Conflicts left"]


def test_a_return_that_cannot_be_read_is_named_and_the_others_are_done(returns: Path) -> None:
    (returns / "notes.xlsx").write_text("not a workbook")
    done = press_on(str(returns), "validate", {}, quietly)
    assert "3 copies are in" in done.say
    assert "Not read: notes.xlsx." in done.say


def test_an_empty_folder_and_a_button_for_one_cell_end_in_a_sentence(tmp_path: Path) -> None:
    assert "no Excel workbook in this folder" in press_on(str(tmp_path), "status", {}, quietly).say
    assert press_on(str(tmp_path), "why", {}, quietly).say.startswith("Why this colour? works on the workbook")
    assert not list(tmp_path.iterdir())


def _rows_of(path: Path, sheet: str) -> list[list[object]]:
    return [list(cells.values()) for cells in _cells_of(path, sheet)]


def _cells_of(path: Path, sheet: str) -> list[dict[int, object]]:
    (grid,) = [item for item in open_book(str(path)).grids if item.title == sheet]
    return [{**cells} for number, cells in grid.rows if number > 1]
