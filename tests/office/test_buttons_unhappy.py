"""What a person is told when a button cannot do its work; their workbook is then as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from known.on_demand import load_workbook
from office.button_trials import Hand, home_with, prepared, small_workbook
from xl_send.shells.buttons.button import ButtonAnswer
from xl_send.shells.job.lines import answer_lines
from xl_send.xlsx.template.example import template_workbook

UNCHANGED = "Nothing in your workbook was changed."
WHOLE = answer_lines(ButtonAnswer("Done."))
PROGRESS = 'printf checking > "$4/progress.txt"'


def answering(text: str) -> str:
    """A helper that leaves just this as its answer."""
    quoted = text.replace("\n", "\\n").replace("\t", "\\t")
    return f"printf '{quoted}' > \"$4/result.txt\""


HELPERS = {
    "silent": (":", "10", "", "Python could not be started. Run xl-send install once more"),
    "of another edition of Python": ("exit 3", "10", "", "Python could not be started."),
    "ended on its way": (PROGRESS, "10", "", "Python has stopped answering."),
    "too slow": (":", "20", "endless", "This took longer than ten minutes"),
    "cut short": (answering(WHOLE[: len(WHOLE) // 2]), "0.02", "", "The answer did not arrive whole."),
    "without an answer": (answering(""), "0.02", "", "The answer did not arrive whole."),
    "of another edition": (answering(WHOLE.replace("/1", "/2")), "0.02", "", "The answer did not arrive whole."),
    "stopped with Esc": (":", "0.02", "esc", "Stopped."),
    "stopped with Esc, and its ending too": (":", "0.02", "esc twice", "This button did not finish."),
    "not allowed": ("", "0.02", "blocked", "Excel was not allowed to start Python: "),
    "without a copy": ("", "0.02", "full", "Excel could not save a copy of this workbook"),
    "overtaken by new rows": ("", "0.02", "row", "Rows or sheets were added or taken away in the meantime."),
}  # fmt: skip


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[str]], Path]:
    """One press with each helper: what is said, how often Excel was given back, and whether the next may begin."""
    folder = tmp_path_factory.mktemp("failures")
    hand = Hand(prepared(folder, small_workbook(folder)))
    numbers = {}
    for case, (helper, seconds, mishap, _) in HELPERS.items():
        hand.home = home_with(folder / case, helper)
        press = hand.press("validate", seconds=seconds, mishap=mishap)
        numbers[case] = (press, hand.ask("SendHost", "TimesGivenBack"), hand.press("next"))
    answers = hand.told(folder / "kept.xlsx")
    return {case: [answers[number] for number in asked] for case, asked in numbers.items()}, folder


@pytest.mark.parametrize("case", HELPERS)
def test_a_helper_that_fails_is_told_in_a_sentence(case: str, failures: tuple[dict[str, list[str]], Path]) -> None:
    (said, given_back, next_press), folder = failures[0][case], failures[1]
    assert said.startswith(HELPERS[case][3])
    assert said.endswith(UNCHANGED)
    assert given_back == "1"
    assert next_press.startswith("Nothing is listed")
    assert list((folder / case / "home" / "jobs").iterdir()) == []


def test_nothing_is_written_by_a_helper_that_fails(failures: tuple[dict[str, list[str]], Path]) -> None:
    assert load_workbook(failures[1] / "kept.xlsx")["Checks"]["A3"].value is None


def no_record(home: Path) -> None:
    (home / "interpreter.txt").unlink()


def python_gone(home: Path) -> None:
    (home.parent / "python").unlink()


@pytest.mark.parametrize("lose", [no_record, python_gone])
def test_without_python_the_person_is_told_what_to_run(lose: Callable[[Path], None], tmp_path: Path) -> None:
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path)))
    lose(tmp_path / "home")
    number = hand.press("status")
    assert hand.told()[number].startswith("The buttons do not find Python on this computer. Run xl-send install")
    assert not (tmp_path / "home" / "jobs").exists()


def test_a_second_press_waits_for_the_first(tmp_path: Path) -> None:
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path)))
    number = hand.press("validate", mishap="press again")
    told = hand.told()[number]
    assert told.startswith("The last button is still at work")
    assert "to put right" in told


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Buttons pressed on a workbook whose sheets cannot be written, one obstacle after another."""
    folder = tmp_path_factory.mktemp("guarded")
    hand = Hand(prepared(folder, small_workbook(folder)))
    first = ("Shows", "Checks", "B3")
    numbers: dict[str, int] = {}

    def press(case: str, action: str, at: str = "Start!A1") -> None:
        numbers[case] = hand.press(action, at)
        numbers[f"{case}: cell"] = hand.ask("Finger", *first)

    hand.change("protect Checks")
    press("protected", "validate")
    hand.change("protect Checks no more")
    press("filled", "validate")
    hand.change("protect Checks")
    press("marks protected", "clear")
    hand.change("protect Checks no more")
    hand.change("remove Checks")
    press("no sheet", "validate", "KPIs!B2")
    numbers["where"] = hand.ask("Finger", "Where")
    numbers["titles"] = hand.ask("Finger", "Shows", "Checks", "C2")
    hand.press("clear")
    hand.change("another's Checks")
    press("another's", "validate")
    hand.change("remove Checks")
    hand.change("protect the structure")
    numbers["no new sheet"] = hand.press("validate")
    numbers["no new sheets"] = hand.press("sequence")
    told = hand.told()
    return {case: told[number] for case, number in numbers.items()}


CASES = {
    "protected": ("The Checks sheet is protected. Take the protection off", False),
    "another's": ("The sheet called Checks is not the one that the buttons fill", False),
    "marks protected": ("The Checks sheet is protected.", True),
}


@pytest.mark.parametrize("case", CASES)
def test_a_checks_sheet_that_cannot_be_written_is_left_alone(case: str, guarded: dict[str, str]) -> None:
    words, filled = CASES[case]
    assert guarded[case].startswith(words)
    assert guarded[case].endswith(UNCHANGED) or case == "marks protected"
    assert bool(guarded[f"{case}: cell"]) is filled


def test_a_workbook_without_a_checks_sheet_gets_one(guarded: dict[str, str]) -> None:
    assert guarded["no sheet"].endswith("goes to each of them in turn.")
    assert (guarded["where"], guarded["titles"]) == ("KPIs!B2", "Sheet")
    assert guarded["no sheet: cell"] in {"error", "query", "advice"}


def test_where_no_sheet_may_be_added_none_is_written(guarded: dict[str, str]) -> None:
    assert guarded["no new sheet"].startswith(
        "There is no Checks sheet, and the workbook is protected against new ones."
    )
    assert guarded["no new sheets"].startswith(
        "There is no Order sheet, and the workbook is protected against new ones."
    )


def test_of_two_sheets_none_is_written_where_one_is_somebody_elses(tmp_path: Path) -> None:
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path)))
    hand.change("another's Conflicts left")
    number = hand.press("sequence")
    said = hand.told(tmp_path / "kept.xlsx")[number]
    assert said.startswith("The sheet called Conflicts left is not the one that the buttons fill")
    kept = load_workbook(tmp_path / "kept.xlsx")
    assert "Order" not in kept.sheetnames
    assert [kept["Conflicts left"][cell].value for cell in ("A1", "A2", "B2", "A3")] == [
        None, "IDs", "Who sees to it", None,
    ]  # fmt: skip


def test_what_was_typed_and_not_yet_saved_is_checked(tmp_path: Path) -> None:
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path)))
    before = hand.workbook.read_bytes()
    hand.change("take an owner out")
    hand.press("validate")
    hand.told(tmp_path / "kept.xlsx")
    places = [row[7].value for row in load_workbook(tmp_path / "kept.xlsx")["Checks"].iter_rows(min_row=3)]
    assert "Milestones!F2" in places
    assert hand.workbook.read_bytes() == before


def test_a_workbook_that_was_never_saved_and_is_of_another_kind_is_told_so(tmp_path: Path) -> None:
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path)))
    hand.change("a new workbook")
    number = hand.press("validate", "Sheet1!A1")
    told = hand.told()[number]
    assert told.startswith("This is a workbook of another kind: it has neither a Programme nor a Workstreams sheet.")


def test_a_workbook_closed_meanwhile_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(small_workbook(tmp_path))
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path)))
    hand.change(str(other))
    number = hand.press("validate", mishap="close")
    assert hand.told()[number] == "The workbook was closed in the meantime, so nothing was written."


def test_the_buttons_work_on_the_workbook_in_front(tmp_path: Path) -> None:
    """As the add-in's do: the macros are in another file than the workbook that they work on."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(small_workbook(tmp_path, "OUT"))
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path)))
    hand.change(str(other))
    hand.press("validate", "Milestones!A2")
    number = hand.press("why", "Milestones!A2")
    hand.press("next", "Start!A1")
    where = hand.ask("Finger", "Note")
    answers = hand.told(tmp_path / "kept.xlsx")
    assert answers[number].startswith("OUT-M01 is ")
    assert "(1 of " in answers[where]
    assert load_workbook(tmp_path / "kept.xlsx")["Checks"]["A3"].value is None


def test_what_cannot_be_computed_is_said_in_the_products_own_words(tmp_path: Path) -> None:
    hand = Hand(prepared(tmp_path, template_workbook("programme")))
    checked, coloured, why = hand.press("validate"), hand.press("status"), hand.press("why", "Milestones!A2")
    answers = hand.told()
    assert "to put right" in answers[checked]
    assert answers[coloured].startswith("Nothing can be coloured yet: the Programme sheet has no readable As at date.")
    assert answers[why].startswith("Nothing has a colour yet")
