"""What each button answers, whoever carries the answer to Excel."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from cases.workbooks import example
from files import write_example
from network.programmes import book, milestone
from places import EXAMPLES
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import quietly
from xl_send.shells.buttons.button import ACTIONS, ButtonAnswer, ButtonPress, answer

TRANSITION = EXAMPLES / "transition.xlsx"


def pressed(
    action: str,
    path: Path = TRANSITION,
    at: tuple[str, int] = ("", 0),
    record: str = "",
    given: Mapping[str, str] = {},
) -> ButtonAnswer:
    return answer(ButtonPress(action, str(path), path.name, *at, record, given), quietly)


@pytest.mark.parametrize("action", sorted(ACTIONS.keys() - {"adopt"}))
def test_every_action_has_its_work_and_ends_in_a_sentence(action: str, tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    shutil.copy(TRANSITION, tmp_path / "returns")
    given = {"id": "TRN-M07", "days": "15", "output": str(tmp_path / "board.html"), "folder": str(tmp_path / "returns")}
    given |= {"finding": "MS03:TRN-M06:Evidence seen", "reason": "It is kept elsewhere"}
    found = pressed(action, at=("Milestones", 8), given=given)
    assert found.say.endswith((".", "in turn."))
    tables = (*found.sheets, *found.added)
    assert all(len(row) == len(sheet.titles) for sheet in tables for row in sheet.rows)


@pytest.fixture(scope="module", params=["Milestones", "Meetings"])
def without(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The name of a sheet, and a return that has it under another name."""
    made = example()
    made.sheet(request.param).title = "Ours"
    return request.param, made.save(tmp_path_factory.mktemp("without"))


@pytest.mark.parametrize("action", ["conflicts", "consolidate", "report", "sequence", "status", "whatif"])
def test_every_button_says_what_it_could_not_read(action: str, without: tuple[str, Path], tmp_path: Path) -> None:
    sheet, path = without
    given = {"id": "TRN-D01", "days": "15", "output": str(tmp_path / "board"), "folder": str(path.parent)}
    found = pressed(action, path, given=given)
    lost = f"he sheet {sheet} of {path.name} was not found (Ours may be it)"
    assert lost in found.say
    assert action == "status" or all(lost in table.note for table in found.sheets)


def test_a_workbook_is_called_by_its_own_name(tmp_path: Path) -> None:
    bad = tmp_path / "workbook.xlsx"
    bad.write_bytes(b"notes")
    with pytest.raises(RefusedError) as refused:
        answer(ButtonPress("validate", str(bad), "My return.xlsx"), quietly)
    assert "My return.xlsx" in str(refused.value)


SOUND = """
Milestones:
| ID |
| --- |
| TRN-M01 |

KPIs:
| ID | Better when |
| --- | --- |
| TRN-K01 | Context only |

Risks:
| ID |
| --- |
| TRN-R01 |
"""
SILENT = """
Thresholds, as it lies:
| Tight float (working days) | 10 | Note |
| --- | --- | --- |
| Rule | Reason | Until |
| WB01 | Owners are appointed in December | 13 Nov 2026 |
"""


def test_nothing_to_put_right_sends_nobody_on(tmp_path: Path) -> None:
    path = write_example(SOUND, tmp_path / "sound.xlsx")
    checks = pressed("validate", path).sheets[0]
    told = pressed("validate", path).say
    assert told.startswith("0 errors to put right")
    assert ("Next problem" in told) == bool(checks.rows)


def test_silenced_rules_are_told(tmp_path: Path) -> None:
    path = write_example(SOUND + SILENT, tmp_path / "silenced.xlsx")
    assert "1 rule is silenced on the Thresholds sheet." in pressed("validate", path).say


def test_a_finding_of_a_whole_sheet_has_no_cell_to_go_to(tmp_path: Path) -> None:
    path = write_example(f"{SOUND}\nWithout Calendar:\n", tmp_path / "short.xlsx")
    missing = [row for row in pressed("validate", path).sheets[0].rows if row[2] == "Calendar"]
    assert missing
    assert missing[0][3] is None


def test_conflicts_that_need_another_workbook_are_said_not_to_be_checked() -> None:
    found = pressed("conflicts")
    assert "Dates that rest on OUT, STA and WFD were not checked" in found.say
    assert found.show == "Conflicts"
    (sheet,) = found.sheets
    beside = [column.title for column in sheet.columns].index("Also look at")
    assert "Milestones G8" in str(sheet.rows[0][beside])


def test_where_no_conflict_is_found_the_sheet_says_so_and_as_at_when(tmp_path: Path) -> None:
    found = pressed("conflicts", write_example(SOUND, tmp_path / "sound.xlsx"))
    (sheet,) = found.sheets
    assert found.say == sheet.note == "No conflict was found as at 13 November 2026."
    assert (sheet.name, found.show, sheet.rows) == ("Conflicts", "Conflicts", ())
    assert sheet.titles == pressed("conflicts").sheets[0].titles, "it takes the place of an earlier list"


def test_without_a_date_no_conflict_is_found_without_one(tmp_path: Path) -> None:
    path = write_example("Programme:\n| As at |\n| --- |\n| |\n", tmp_path / "undated.xlsx")
    assert pressed("conflicts", path).say == "No conflict was found."


def test_suggest_order_lists_the_order_and_what_stays_in_conflict() -> None:
    found = pressed("sequence")
    order, left = found.sheets
    starts = [row[5] for row in order.rows]
    assert found.show == order.name == "Order"
    assert starts == sorted(starts, key=str)
    assert [row[0] for row in order.rows] == list(range(1, len(starts) + 1))
    assert order.note.startswith("A proposal: no date was changed")
    assert left.name == "Conflicts left"
    assert found.say.endswith("what no move cures.")


def test_where_all_is_done_there_is_nothing_to_put_in_order(tmp_path: Path) -> None:
    text = book("TRN", Milestones=(milestone("TRN-M01", "12 Nov 2026", Actual_date="12 Nov 2026"),))
    path = write_example(text, tmp_path / "trn.xlsx")
    found = pressed("sequence", path)
    assert found.say.startswith("There is nothing left to put in order")
    assert [(sheet.name, sheet.note, sheet.rows) for sheet in found.sheets] == [
        ("Order", found.say, ()), ("Conflicts left", found.say, ()),
    ]  # fmt: skip


def test_what_if_lists_dates_colours_and_conflicts() -> None:
    found = pressed("whatif", given={"id": "trn-m07", "days": "15"})
    rows = found.sheets[0].rows
    assert found.say.startswith("If TRN-M07 slips 15 working days, ")
    assert ("Colour", "TRN-M07", "Amber", "Red") in [row[:4] for row in rows]
    assert {"Date", "End of term passed", "New conflict"} <= {row[0] for row in rows}


@pytest.mark.parametrize("given", [{"id": "trn-m07=15"}, {"id": "TRN-M07", "days": "3 weeks"}])
def test_a_slip_may_be_told_in_one_answer_or_in_weeks(given: dict[str, str]) -> None:
    assert pressed("whatif", given=given) == pressed("whatif", given={"id": "TRN-M07", "days": "15"})


def test_what_if_lists_meetings_missed_and_figures_due_too_early(tmp_path: Path) -> None:
    text = book(
        "TRN",
        Milestones=(
            milestone(
                "TRN-M01", "14 Jan 2027", Decision_needed="Decision", Forum="Programme Board", Depends_on="TRN-M02"
            ),
            milestone("TRN-M02", "6 Jan 2027"),
        ),
        KPIs=({"ID": "TRN-K01"},),
        Expectations=({"KPI": "TRN-K01", "Milestone": "TRN-M01"},),
    )
    path = write_example(text, tmp_path / "trn.xlsx")
    by_days = {
        days: {row[0]: row for row in pressed("whatif", path, given={"id": "TRN-M02", "days": days}).sheets[0].rows}
        for days in ("30", "400")
    }
    missed = by_days["30"]["Meeting missed"]
    assert missed == ("Meeting missed", "TRN-M01", "14 January 2027", "12 March 2027", "Programme Board")
    assert by_days["400"]["Meeting missed"][3] == "no later one is listed"
    assert by_days["30"]["Figure due too early"][1] == "TRN-K01"


def test_a_slip_of_nothing_changes_nothing() -> None:
    found = pressed("whatif", given={"id": "TRN-M07", "days": "0"})
    told = "If TRN-M07 slips 0 working days, nothing else would change."
    assert (found.say, found.show) == (told, "What if")
    assert [(sheet.name, sheet.note, sheet.rows) for sheet in found.sheets] == [("What if", told, ())]


@pytest.mark.parametrize(
    ("given", "told"), [({}, "No id was given"), ({"id": "TRN-M99", "days": "3"}, "not in the plan")]
)
def test_what_cannot_be_supposed_is_said(given: dict[str, str], told: str) -> None:
    with pytest.raises(CannotRunError, match=told):
        pressed("whatif", given=given)


def test_without_an_as_at_nothing_is_coloured(tmp_path: Path) -> None:
    path = write_example("Programme:\n| As at |\n| --- |\n| |\n", tmp_path / "undated.xlsx")
    assert "no readable As at date" in pressed("status", path).say
    (sheet,) = pressed("status", path).sheets
    assert (sheet.rows, "no readable As at date" in sheet.note) == ((), True)
    assert "no readable As at date" in pressed("why", path, ("Milestones", 2)).say


@pytest.mark.parametrize(
    ("at", "record", "told"),
    [
        (("Milestones", 8), "", ["TRN-M07 is Amber: ", "Its owner reports Amber too.", "Decided by Milestones "]),
        (("KPIs", 3), "", ["TRN-K02 is Amber: ", "still to go to the target 61 points"]),
        (("KPIs", 2), "", ["TRN-K01 is Green: ", "tolerance 8", "since the last figure improving"]),
        (("Risks", 2), "", ["TRN-R01 is Red: ", "action due 15 January 2027"]),
        (("Interdependencies", 6), "", ["STA-D02 is Amber: ", "float 2 working days"]),
        (("Issues and decisions", 2), "", ["TRN-A01 is Amber: ", "needed by 9 December 2026"]),
        (("Money", 2), "", ["TRN-F01 is Green: "]),
        (("Resources", 2), "", ["TRN-P01 is "]),
        (("Status", 9), "TRN-M07", ["TRN-M07 is Amber: "]),
        (("Workstreams", 2), "TRN", ["TRN is Amber overall.", "Delivery: ", "Risks and issues: "]),
        (("Checks", 3), "TRN-M99", ["TRN-M99 has no colour: ", "Press Validate"]),
        (("Milestones", 90), "", ["There is nothing to explain in this row. Put the cursor on a row"]),
    ],
)
def test_why_explains_the_row_under_the_cursor(at: tuple[str, int], record: str, told: list[str]) -> None:
    found = pressed("why", at=at, record=record).say
    assert found.startswith(told[0])
    assert all(item in found for item in told)


def test_why_tells_what_the_row_earns_by_itself_where_the_programme_makes_it_worse() -> None:
    assert "(Amber without that: 9 working days late" in pressed("why", record="TRN-M10").say


def test_the_board_page_is_written_and_offered(tmp_path: Path) -> None:
    found = pressed("report", given={"output": str(tmp_path / "board.html")})
    assert Path(found.file) == tmp_path / "board.html"
    assert found.say == f"The board summary is written to {found.file}."
    assert "Transition" in Path(found.file).read_text(encoding="utf-8")


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "returns"))


def test_a_folder_of_returns_becomes_one_programme_workbook_beside_them(returns: Path) -> None:
    before = {path.name: path.read_bytes() for path in returns.iterdir() if path.is_file()}
    first, second = (pressed("consolidate", given={"folder": str(returns)}) for _ in range(2))
    made = returns / "programme" / "Programme as at 13 November 2026.xlsx"
    assert (first.file, second.file) == (str(made), str(made.with_stem(f"{made.stem} (2)")))
    assert first.say.startswith("6 returns with ")
    assert f" brought together in {made}." in first.say
    assert {path.name: path.read_bytes() for path in returns.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("folder", ["", "not there"])
def test_without_a_folder_nothing_is_brought_together(folder: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="Choose the folder that holds the returns"):
        pressed("consolidate", given={"folder": str(tmp_path / folder) if folder else ""})


def test_a_folder_in_which_nothing_can_be_read_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_bytes(b"notes")
    with pytest.raises(CannotRunError, match=r"notes\.xlsx"):
        pressed("consolidate", given={"folder": str(tmp_path)})
    assert [path.name for path in tmp_path.iterdir()] == ["notes.xlsx"]


def test_adopt_writes_a_new_workbook_and_its_mapping_beside_it_and_says_what_is_asked(tmp_path: Path) -> None:
    tracker = Workbook()
    for row in (["Action / Milestone", "Lead", "Due date"], ["Hub opens", "Transition Lead", "3 Sept 26"]):
        tracker.worksheets[0].append(row)
    tracker.save(tmp_path / "tracker.xlsx")
    before = (tmp_path / "tracker.xlsx").read_bytes()
    given = {"output": str(tmp_path / "new.xlsx")}
    done = answer(ButtonPress("adopt", str(tmp_path / "tracker.xlsx"), "tracker.xlsx", given=given), quietly)
    assert done.file == str(tmp_path / "new.xlsx")
    assert "1 question to answer" in done.say
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.map.csv", "new.xlsx", "tracker.xlsx"]
    assert (tmp_path / "tracker.xlsx").read_bytes() == before
    with pytest.raises(CannotRunError, match="SEND programme workbook already"):
        pressed("adopt", given=given)
    beside = answer(ButtonPress("adopt", str(tmp_path / "tracker.xlsx"), str(tmp_path / "tracker.xlsx")), quietly)
    assert beside.file == str(tmp_path / "tracker adopted.xlsx")
