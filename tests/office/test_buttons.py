"""Each button pressed through the ribbon's own callback in LibreOffice, with Python really starting."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from known.on_demand import load_workbook
from office.button_trials import OWN, Hand, home_with, prepared, small_workbook
from places import ROOT
from xl_send.commands.checks import chosen_rules
from xl_send.commands.loading import read
from xl_send.findings import Severity
from xl_send.office_parts import unpacked
from xl_send.progress import quietly
from xl_send.rag.rollup import programme_status
from xl_send.results import AspectName, Item
from xl_send.rules import Scope, check
from xl_send.rules.causes import open_heads
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, answer
from xl_send.shells.job.lines import answer_lines
from xl_send.table import CellKind, CellLink, Table, TableColumn
from xl_send.words import counted
from xl_send.workbook.sheets.programme import Cover
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xl_send.xlsx.write.result_rows import CHECKS_TITLES, EXPLANATIONS_PLACE, STATUS_TITLES, checks_rows, status_row

EXAMPLE = ROOT / "workbook_templates" / "example" / "transition.xlsx"
EXPLAINED = EXPLANATIONS_PLACE + 1
CHECKED = "Next problem goes to each of them in turn."
# As at a date, and with nothing planned that could be in another's way.
UNPLANNED = workbook_bytes("programme", WorkbookContent(labels={Cover: {"As at": date(2026, 11, 13)}}))
PROGRAMME = read(str(EXAMPLE))
FINDINGS = check(PROGRAMME, chosen_rules(scope=Scope.VALIDATION))
OPEN = open_heads(FINDINGS)
CONFLICTS = check(PROGRAMME, chosen_rules(scope=Scope.CONFLICTS))
PICTURE = programme_status(PROGRAMME)


@cache
def opened(path: Path, *, values: bool = False) -> Workbook:
    """A workbook as a sitting left it: nothing is changed in it any more."""
    return load_workbook(path, data_only=values)


def place(number: int) -> str:
    """Where a finding's cell is, counted from the first that is open on Checks."""
    cell = OPEN[number].cell
    return f"{cell.sheet}!{cell.address}"


def item(named: str) -> Item:
    return next(entry for entry in PICTURE.items if entry.id == named)


def rows_below(path: Path, sheet: str, first: int = 1, last: int = len(CHECKS_TITLES)) -> list[tuple[Any, ...]]:
    """What stands below the titles of a list in these columns; beside the findings of Checks are Explanations."""
    rows = opened(path)[sheet].iter_rows(min_row=3, min_col=first, max_col=last, values_only=True)
    return [row for row in rows if any(value is not None for value in row)]


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    """Every button over the example's first workbook, the first time with a Python that starts for it."""
    folder = tmp_path_factory.mktemp("sitting")
    hand = Hand(prepared(folder, EXAMPLE.read_bytes(), OWN), again=home_with(folder / "again"))
    numbers = {
        "validate": hand.press("validate", "Milestones!B3"),
        "shown": hand.ask("SendHost", "LastShown"),
        "given back": hand.ask("SendHost", "TimesGivenBack"),
        "next": hand.press("next", "Milestones!B3"),
        "next where": hand.ask("Finger", "Where"),
        "next shown": hand.ask("SendHost", "LastShown"),
        "next note": hand.ask("Finger", "Note"),
        "next again": hand.press("next", place(0)),
        "next again where": hand.ask("Finger", "Where"),
        "next elsewhere": hand.press("next", "KPIs!A2"),
        "next from elsewhere": hand.ask("Finger", "Note"),
        "next from the last": hand.press("next", place(-1)),
        "next from the last where": hand.ask("Finger", "Where"),
        "status": hand.press("status", "Milestones!B3"),
        "why milestone": hand.press("why", "Milestones!D8"),
        "why KPI": hand.press("why", "KPIs!C3"),
        "why risk": hand.press("why", "Risks!C2"),
        "why interdependency": hand.press("why", "Interdependencies!C6"),
        "why workstream": hand.press("why", "Workstreams!C2"),
        "why on Status": hand.press("why", "Status!C9"),
        "why on Checks": hand.press("why", "Checks!C3"),
        "why nothing": hand.press("why", "Start!A1"),
        "conflicts": hand.press("conflicts", "Milestones!D8"),
        "conflicts where": hand.ask("Finger", "Where"),
        "order": hand.press("sequence", "Milestones!D8"),
        "what if": hand.press("whatif", "Milestones!D8", "TRN-M07\n15"),
        "what if another": hand.press("whatif", "Milestones!D8", "TRN-M07\n1"),
        "what if unknown": hand.press("whatif", "KPIs!D8", "TRN-M99\n15"),
        "what if soon": hand.press("whatif", "Start!A1", "TRN-M07\nsoon"),
        "what if in one answer": hand.press("whatif", "Milestones!D8", "trn-m07=1"),
        "what if in weeks": hand.press("whatif", "Milestones!D8", "TRN-M07\n3 weeks"),
        "what if once more": hand.press("whatif", "Milestones!D8", "TRN-M07\n1"),
        "what if not": hand.press("whatif", "Start!A1", "TRN-M07"),
        "report": hand.press("report", "Start!A1", f"{folder / 'board.html'}\nyes"),
        "report in Word opened": hand.press("report-word", "Start!A1", f"{folder / 'opened.docx'}\nyes"),
        "report in Word not now": hand.press("report-word"),
        "report in Word to the cloud": hand.press("report-word", replies="https://council.example/board.docx"),
        "report in Word": hand.press("report-word", "Start!A1", f"{folder / 'board.docx'}\nyes", mishap="unopenable"),
        "address of a file": hand.ask("SendLines", "AsAddress", "C:\\SEND #2\\50% done.html"),
        "address on a server": hand.ask("SendLines", "AsAddress", "\\\\server\\SEND #2\\a.html"),
        "address of a plain file": hand.ask("SendLines", "AsAddress", "C:\\SEND plan\\a.html"),
        "adopt": hand.press("adopt", "Start!A1", f"{folder / 'adopted.xlsx'}\nno"),
        "report unopened": hand.press("report", "Start!A1", f"{folder / 'unopened.html'}\nno"),
        "report again": hand.press("report", "Start!A1", f"{folder / 'board.html'}\nno"),
        "report not now": hand.press("report"),
        "report to the cloud": hand.press("report", replies="https://council.example/board.html"),
    }
    answers = hand.told(folder / "kept.xlsx")
    return {name: answers[number] for name, number in numbers.items()}, folder


def test_validate_fills_checks_and_says_how_much_there_is(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    errors = sum(entry.severity is Severity.ERROR for entry in FINDINGS)
    assert said["validate"].startswith(f"{counted(errors, 'error')} to put right")
    assert said["validate"].endswith(CHECKED)
    expected = [row for _, row in checks_rows(FINDINGS)]
    found = rows_below(folder / "kept.xlsx", "Checks")
    assert [row[:3] + row[4:] for row in found] == [
        tuple(text or None for text in row[:3] + row[4:]) for row in expected
    ]
    first = FINDINGS[0].cell
    assert str(found[0][3]).startswith(f"=HYPERLINK(\"#'{first.sheet}'!\"&IFERROR(ADDRESS(")
    values = opened(folder / "kept.xlsx", values=True)["Checks"]
    assert [values.cell(3 + at, 4).value for at, _ in enumerate(expected)] == [row[3] or None for row in expected]


def test_adopt_says_that_a_workbook_of_ours_needs_no_carrying_over(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert "SEND programme workbook already" in said["adopt"]
    assert not list(folder.glob("adopted*"))


def test_the_status_bar_tells_of_the_work_and_is_given_back(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert said["shown"].strip().startswith("starting\ncopying the workbook\n")
    assert said["given back"] == "1"
    assert list((folder / "home" / "jobs").iterdir()) == []


def test_next_problem_walks_the_list_and_begins_again(sitting: tuple[dict[str, str], Path]) -> None:
    said, _ = sitting
    first = OPEN[0]
    assert len({place(number) for number in range(3)}) == 3
    assert said["next where"] == place(0)
    words = (
        f"{first.cell.sheet} {first.cell.address} (1 of {len(OPEN)}). "
        "Its column was folded or hidden, and is shown again. "
        f"{first.severity.value.capitalize()}: {first.message} {first.fix}"
    )
    assert said["next"] == "", "no box each time"
    assert said["next note"] == f"SEND programme\n{words}\n(This note goes when the next button is pressed.)"
    assert said["next shown"].split("\n")[1] == words
    assert said["next again where"] == place(1)
    assert f"(3 of {len(OPEN)})" in said["next from elsewhere"]
    assert said["next from the last where"] == place(0)


def test_compute_rag_fills_status(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    overall = next(
        aspect for aspect in PICTURE.aspects if aspect.of == "programme" and aspect.aspect is AspectName.OVERALL
    )
    assert said["status"].startswith(f"{overall.sentence}. {len(PICTURE.items)} items: ")
    expected = [tuple(text or None for text in status_row(item)) for item in PICTURE.items]
    assert rows_below(folder / "kept.xlsx", "Status", last=len(STATUS_TITLES)) == expected


@pytest.mark.parametrize(
    ("press", "named", "holds"),
    [
        ("why milestone", "TRN-M07", "Decided by Milestones H8 and Milestones G8."),
        ("why KPI", "TRN-K02", "Behind it: "),
        ("why risk", "TRN-R01", "action due 15 January 2027"),
        ("why interdependency", "STA-D02", "needed by 6 November 2026"),
        ("why on Status", "TRN-M07", "Its owner reports "),
    ],
)
def test_why_this_colour_explains_the_row_under_the_cursor(
    press: str, named: str, holds: str, sitting: tuple[dict[str, str], Path]
) -> None:
    said, _ = sitting
    assert said[press].startswith(f"{named} is {item(named).status.value}: {item(named).reason}.\n")
    assert holds in said[press]


def test_why_this_colour_explains_a_workstream_and_says_where_there_is_nothing(
    sitting: tuple[dict[str, str], Path],
) -> None:
    said, _ = sitting
    assert said["why workstream"].startswith("TRN is ")
    assert "\nDelivery: " in said["why workstream"]
    assert said["why on Checks"].startswith(f"{FINDINGS[0].cell.record} is ")
    assert said["why nothing"].startswith("There is nothing to explain in this row. Put the cursor on a row")


def test_find_conflicts_lists_them_on_a_sheet_of_their_own(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert CONFLICTS
    assert said["conflicts"].endswith("The Conflicts sheet lists them.")
    assert said["conflicts where"].startswith("Conflicts!")
    rows = rows_below(folder / "kept.xlsx", "Conflicts")
    assert [(row[0], row[5]) for row in rows] == [(conflict.rule, conflict.message) for conflict in CONFLICTS]


def test_suggest_order_lists_days_as_days(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert said["order"].endswith("The Order sheet shows it, and the Conflicts left sheet what no move cures.")
    press = ButtonPress("sequence", str(EXAMPLE), EXAMPLE.name)
    expected = answer(press, quietly).sheets[0].rows
    rows = rows_below(folder / "kept.xlsx", "Order")
    assert [(row[0], row[1], row[5].date()) for row in rows] == [(row[0], row[1], row[5]) for row in expected]


def test_what_if_asks_for_an_id_and_days_and_lists_what_would_change(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert "TRN-M04. [TRN-M07] By how many working days would TRN-M07 be late?" in said["what if"]
    assert "If TRN-M07 slips 15 working days, " in said["what if"]
    assert said["what if"].endswith("The What if sheet lists them.")
    rows = rows_below(folder / "kept.xlsx", "What if")
    assert rows[0][:2] == ("Date", "TRN-M07")
    assert rows[0][4].startswith("1 working day later")
    press = ButtonPress("whatif", str(EXAMPLE), EXAMPLE.name, given={"id": "TRN-M07", "days": "1"})
    assert len(rows) == len(answer(press, quietly).sheets[0].rows)
    assert opened(folder / "kept.xlsx")["What if"]["A1"].value.startswith("If TRN-M07 slips 1 working day:")
    assert "[] By how many" in said["what if unknown"]
    assert "TRN-M99 is not in the plan" in said["what if unknown"]
    assert "TRN-M07=soon cannot be read." in said["what if soon"]
    assert "By how many working days" not in said["what if in one answer"]
    assert "If TRN-M07 slips 1 working day, " in said["what if in one answer"]
    assert "If TRN-M07 slips 15 working days, " in said["what if in weeks"]
    assert said["what if not"].endswith("brings it forward.) [10] ")


def test_the_board_summary_is_written_where_the_person_chose_and_offered(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    page = folder / "board.html"
    assert said["report"] == f"The board summary is written to {page}. Open it now? (opened {page})"
    document = folder / "board.docx"
    opened = folder / "opened.docx"
    assert said["report in Word opened"] == f"The board summary is written to {opened}. Open it now? (opened {opened})"
    assert said["report in Word not now"] == ""
    assert said["report in Word to the cloud"] == said["report to the cloud"]
    assert said["report in Word"] == (
        f"The board summary is written to {document}. Open it now?"
        f"It could not be opened from here. It is written all the same: open {document} yourself."
    )
    assert said["address of a file"] == "file:///C:/SEND%20%232/50%25%20done.html"
    assert said["address on a server"] == "file://server/SEND%20%232/a.html"
    assert said["address of a plain file"] == "C:\\SEND plan\\a.html"
    assert "Transition" in unpacked(document.read_bytes())["word/document.xml"].decode()
    assert said["report unopened"].endswith("Open it now?")
    assert said["report again"].startswith(f"{page}: There is already a file of this name.")
    assert "Transition" in page.read_text(encoding="utf-8")
    assert said["report not now"] == ""
    assert said["report to the cloud"].startswith("This file can be written to a folder on this computer only.")


def test_no_sheet_of_the_officers_is_changed(sitting: tuple[dict[str, str], Path]) -> None:
    _, folder = sitting
    before, after = opened(EXAMPLE, values=True), opened(folder / "kept.xlsx", values=True)
    assert not any(cell.comment for sheet in after for row in sheet.iter_rows() for cell in row), (
        "no note of ours stays"
    )
    assert [*before.sheetnames, "Conflicts", "Order", "Conflicts left", "What if"] == after.sheetnames
    for name in set(before.sheetnames) - {"Checks", "Status"}:
        assert filled(before[name]) == filled(after[name]), name


def filled(sheet: Worksheet) -> dict[str, Any]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value not in {None, ""}}


def test_where_no_conflict_is_left_an_older_list_makes_way_for_a_sheet_that_says_so(tmp_path: Path) -> None:
    older = answer(ButtonPress("conflicts", str(EXAMPLE), EXAMPLE.name), quietly)
    (tmp_path / "older.txt").write_text(answer_lines(older), encoding="ascii")
    hand = Hand(prepared(tmp_path, UNPLANNED))
    own, hand.home = hand.home, home_with(tmp_path / "older", f'cp "{tmp_path / "older.txt"}" "$4/result.txt"')
    hand.press("conflicts")
    listed = hand.ask("SendHost", "LastFitted")
    hand.home = own
    number = hand.press("conflicts")
    fitted = hand.ask("SendHost", "LastFitted")
    answers = hand.told(tmp_path / "kept.xlsx")
    assert answers[listed] == f"Conflicts!A2:K{2 + len(older.sheets[0].rows)}"
    assert answers[number] == "No conflict was found as at 13 November 2026."
    assert answers[fitted] == "Conflicts!A2:K3"
    sheet = opened(tmp_path / "kept.xlsx")["Conflicts"]
    assert sheet["A1"].value == answers[number]
    assert [cell.value for cell in sheet[2]][:3] == ["Rule", "Severity", "Sheet"]
    assert rows_below(tmp_path / "kept.xlsx", "Conflicts") == []


def test_clear_marks_empties_checks(tmp_path: Path) -> None:
    hand = Hand(prepared(tmp_path, EXAMPLE.read_bytes()))
    first = hand.press("validate")
    cleared = hand.press("clear")
    again, nothing = hand.press("clear"), hand.press("next")
    answers = hand.told(tmp_path / "cleared.xlsx")
    assert answers[first].endswith(CHECKED)
    assert answers[cleared].startswith("The Checks sheet is empty")
    assert answers[again] == "No cell is marked: the Checks sheet lists nothing."
    assert answers[nothing].startswith("Nothing is listed to put right.")
    assert rows_below(tmp_path / "cleared.xlsx", "Checks") == []
    explained = [rows_below(path, "Checks", EXPLAINED, EXPLAINED + 3) for path in (EXAMPLE, tmp_path / "cleared.xlsx")]
    assert explained[0]
    assert explained[1] == explained[0], "explanations stay"


ODD_TEXTS = (
    "=1+1",
    "00123",
    "3/4",
    "+44 20",
    "-1",
    "@SUM(A1)",
    "1E5",
    "'quoted",
    "TRUE",
    "caf\u00e9 \U0001f600 ~ a\tb\nc",
)
ODD = ButtonAnswer(
    "Done.",
    (
        Table(
            "Trial",
            (TableColumn("Text", 20), TableColumn("Number", 9, CellKind.NUMBER), TableColumn("Day", 12, CellKind.DAY),
             TableColumn("Cell", 9, CellKind.LINK)),
            tuple(
                (text, 0.1 + number, date(2026, 11, 13), CellLink("It's odd", "B7"))
                for number, text in enumerate(ODD_TEXTS)
            ),
            ("A sheet of its own.",),
        ),
    ),
    show="Trial",
)  # fmt: skip


def test_an_answer_is_written_as_what_it_is_on_a_new_sheet(tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text(answer_lines(ODD), encoding="ascii")
    hand = Hand(prepared(tmp_path, small_workbook(tmp_path), f'cp "{tmp_path / "answer.txt"}" "$4/result.txt"'))
    hand.press("validate")
    where = hand.ask("Finger", "Where")
    answers = hand.told(tmp_path / "kept.xlsx")
    assert (answers[1], answers[where].partition("!")[0]) == ("Done.", "Trial")
    sheet = opened(tmp_path / "kept.xlsx")["Trial"]
    assert [cell.value for cell in sheet[1]][:1] == ["A sheet of its own."]
    assert [cell.value for cell in sheet[2]] == ["Text", "Number", "Day", "Cell"]
    assert [(row[0].value, row[0].data_type) for row in sheet.iter_rows(min_row=3)] == [
        (odd_text, "s") for odd_text in ODD_TEXTS
    ]
    assert [row[1].value for row in sheet.iter_rows(min_row=3)] == [0.1 + number for number in range(len(ODD_TEXTS))]
    assert {row[2].value for row in sheet.iter_rows(min_row=3)} == {datetime(2026, 11, 13)}  # noqa: DTZ001 - as read
    assert {row[3].value for row in sheet.iter_rows(min_row=3)} == {"=HYPERLINK(\"#'It''s odd'!B7\",\"B7\")"}
