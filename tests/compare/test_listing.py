"""What is new and what is gone, and what only could not be read or was not returned."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

import xl_send
from cases.workbooks import shipped
from editing import after, board, example, of, texts, with_edits
from files import example_in
from places import EXAMPLES
from xl_send.compare import COMPARISON, ChangeKind, ChangeSubject, changes_between
from xl_send.compare.order import ChangeSection, section_of
from xl_send.reading.markdown import BookText

NEW = {
    "Workstream": "TRN", "Milestone": "Families meet the link worker", "Phase": "Trial", "Key": "Yes",
    "Owner": "Transition Lead", "Baseline date": "11 Feb 2027", "Forecast date": "11 Feb 2027",
}  # fmt: skip


def without(sheet: str) -> list[BookText]:
    """The example, its transition workbook without a sheet."""
    return [
        BookText(text.name, {title: found for title, found in text.sheets.items() if title != sheet})
        if text.name == "transition.xlsx" else text
        for text in texts()
    ]  # fmt: skip


def test_the_same_board_twice_has_no_changes_but_what_could_not_be_read() -> None:
    found = changes_between(example(), board(texts()))
    assert {change.what for change in found.changes} <= {ChangeKind.ROW_UNREAD}
    assert all("neither then nor now" in change.sentence for change in found.changes)


def test_a_new_row_is_told_with_its_colour_and_cell() -> None:
    (change,) = of(after(("Milestones", "TRN-M13", NEW)), "TRN-M13")
    assert (change.what, change.sentence, change.then) == (ChangeKind.NEW, "New: Green, on time.", ())
    assert [cell.address for cell in change.now] == ["A14"]


def test_an_open_row_that_is_gone_is_to_be_known_first() -> None:
    (change,) = of(after(("Milestones", "TRN-M12", None)), "TRN-M12")
    assert change.sentence == "No longer listed, and nothing says why. Then: Green, on time."
    assert section_of(change) is ChangeSection.FIRST
    assert [cell.address for cell in change.then] == ["A13"]


def test_a_settled_row_that_is_gone_is_told_later() -> None:
    (change,) = of(after(("Milestones", "TRN-M01", None)), "TRN-M01")
    assert (change.what, section_of(change)) == (ChangeKind.TAKEN_OFF, ChangeSection.WORKSTREAM)


@pytest.mark.parametrize(
    ("sheet", "was", "is_now"),
    [("Milestones", "TRN-M12", "TRN-M22"), ("Risks", "TRN-R02", "TRN-R12"), ("KPIs", "TRN-K02", "TRN-K12"),
     ("Money", "TRN-F01", "TRN-F11"), ("Issues and decisions", "TRN-A03", "TRN-A13")],
)  # fmt: skip
def test_a_row_under_another_id_is_neither_new_nor_gone(sheet: str, was: str, is_now: str) -> None:
    found = after((sheet, was, {"ID": is_now}))
    (change,) = [one for one in found.changes if one.what is ChangeKind.RENUMBERED]
    assert change.sentence.startswith(f"Id changed from {was} to {is_now}")
    assert (change.record, change.before, change.after) == (is_now, was, is_now)
    kinds = {ChangeKind.NEW, ChangeKind.GONE, ChangeKind.TAKEN_OFF}
    assert not [one for one in found.changes if one.what in kinds and one.record in {was, is_now}]


def test_two_rows_whose_ids_were_exchanged_are_told_so() -> None:
    found = after(("Risks", "TRN-R01", {"ID": "TRN-R09"}), ("Risks", "TRN-R02", {"ID": "TRN-R01"}),
                  ("Risks", "TRN-R09", {"ID": "TRN-R02"}))  # fmt: skip
    told = {(one.before, one.after) for one in found.changes if one.what is ChangeKind.RENUMBERED}
    assert told == {("TRN-R01", "TRN-R02"), ("TRN-R02", "TRN-R01")}


def test_a_row_that_can_no_longer_be_read_is_not_gone() -> None:
    found = after(("Milestones", "TRN-M12", {"Forecast date": "TBC"}))
    assert not of(found, "TRN-M12")
    assert any(
        "TRN-M12 on Milestones of transition.xlsx cannot be read now" in change.sentence for change in found.changes
    )


def test_a_row_that_could_not_be_read_then_is_not_new() -> None:
    unreadable = board(with_edits([("Milestones", "TRN-M12", {"Forecast date": "TBC"})]))
    found = changes_between(unreadable, example())
    assert not of(found, "TRN-M12")
    assert any(
        "TRN-M12 on Milestones of transition.xlsx could not be read then" in change.sentence for change in found.changes
    )


def test_a_row_whose_id_cannot_be_read_may_be_the_one_that_is_missing() -> None:
    nameless = board(with_edits([("Milestones", "TRN-M12", {"ID": "M twelve"})]))
    (gone,) = of(changes_between(example(), nameless), "TRN-M12")
    assert gone.sentence == "Not found now; it may be one of the rows that cannot be read (Milestones row 13)."
    (new,) = of(changes_between(nameless, example()), "TRN-M12")
    assert new.sentence == "New, or one of the rows that could not be read then (Milestones row 13): Green, on time."


def test_what_a_workstream_without_a_return_said_is_not_told_as_gone() -> None:
    some = board([text for text in texts() if text.name != "transition.xlsx"])
    found = changes_between(example(), some)
    assert [change.sentence for change in found.changes if change.what is ChangeKind.NOT_RETURNED] == [
        "Transition to secondary (TRN) has no return now. Nothing that it reported then is compared."
    ]
    assert not any(
        change.record.startswith("TRN-M") for change in found.changes if change.kind is not ChangeSubject.CONFLICT
    )
    assert not [change for change in found.changes if change.what is ChangeKind.SHEET_UNREAD]
    back = changes_between(some, example())
    assert not [change for change in (*found.changes, *back.changes) if change.what is ChangeKind.REPORTED]
    assert [change.record for change in back.changes if change.what is ChangeKind.NEWLY_RETURNED] == ["TRN"]
    assert not any(
        change.record.startswith("TRN-M") for change in back.changes if change.kind is not ChangeSubject.CONFLICT
    )


def test_a_sheet_that_is_missing_is_told_once() -> None:
    found = changes_between(example(), board(without("Risks")))
    assert all(change.first for change in found.changes if change.what is ChangeKind.SHEET_UNREAD)
    told = [change.sentence for change in found.changes if change.what is ChangeKind.SHEET_UNREAD]
    assert told == ["No sheet Risks could be read in transition.xlsx now. Its 9 rows are not compared."]
    assert not any(change.record.startswith("TRN-R") for change in found.changes)
    back = changes_between(board(without("Risks")), example())
    assert [len(change.now) for change in back.changes if change.what is ChangeKind.SHEET_UNREAD] == [9]


def test_a_column_that_is_missing_is_told_once_and_nothing_in_it_is_taken_away() -> None:
    lacking = deepcopy(texts())
    sheet = next(text for text in lacking if text.name == "transition.xlsx").sheets["Milestones"]
    sheet.titles.remove("Forecast date")
    for row in sheet.rows:
        row.pop("Forecast date", None)
    for then, now, when in ((example(), board(lacking), "now"), (board(lacking), example(), "then")):
        found = changes_between(then, now)
        told = [change.sentence for change in found.changes if change.what is ChangeKind.SHEET_UNREAD]
        whose = f"The column Forecast date of Milestones was not found in transition.xlsx {when}."
        assert told == [f"{whose} What it says is not compared."]
        said = " ".join(change.sentence for change in found.changes)
        assert "Forecast date taken away" not in said
        assert "Forecast date given as" not in said


PARTS = ("transition.xlsx", "sufficiency.xlsx")
LACKING = ("Milestones", "Expectations", "Actuals", "Money")


def test_what_the_return_behind_a_programme_workbook_lacked_is_neither_gone_nor_cleared(tmp_path: Path) -> None:
    """The sheets were there under other names, so that consolidation could not bring them in."""
    xl_send.consolidate(example_in(tmp_path / "then", *PARTS), output=tmp_path / "then.xlsx")
    for name in PARTS:
        made = shipped(EXAMPLES / name).put("Programme", "As at", "", date(2026, 12, 4))
        for title in LACKING if name == "sufficiency.xlsx" else ():
            made.sheet(title).title = f"Our {title}"
        made.save(tmp_path / "now")
    xl_send.consolidate(tmp_path / "now", output=tmp_path / "now.xlsx")
    found = xl_send.changes(tmp_path / "then.xlsx", tmp_path / "now.xlsx").changes.changes
    taken_away = re.compile(r"(?i)no longer (?:listed|given)|taken away|any more|cleared:|not found.*what moved it")
    assert not [change.sentence for change in found if taken_away.search(change.sentence)]
    told = {
        change.sentence for change in found if change.what in {ChangeKind.SHEET_UNREAD, ChangeKind.CONFLICT_UNKNOWN}
    }
    assert told == {
        "No sheet Milestones of the return of SUF could be read in now.xlsx now. Its 12 rows are not compared.",
        "No sheet Money of the return of SUF could be read in now.xlsx now. Its 3 rows are not compared.",
        "SUF-M10 could not be read whole now, so it is not known whether 1 conflict is cleared.",
        "SUF-M07 could not be read whole now, so it is not known whether 1 conflict is cleared.",
    }


@pytest.mark.parametrize("column", ["Depends on", "Forecast date"])
def test_a_conflict_that_rested_on_a_column_or_sheet_that_is_missing_is_not_cleared(column: str) -> None:
    lacking = deepcopy(texts())
    sheet = next(text for text in lacking if text.name == "transition.xlsx").sheets["Milestones"]
    sheet.titles.remove(column)
    for row in sheet.rows:
        row.pop(column, None)
    for now in (board(lacking), board(without("Milestones"))):
        cleared = (one for one in changes_between(example(), now).changes if one.what is ChangeKind.CONFLICT_CLEARED)
        assert not [one.sentence for one in cleared if any(cell.record.startswith("TRN-M") for cell in one.then)]


def test_a_refused_file_and_another_programme_are_told_first() -> None:
    other = board(with_edits([]), refused=(("early.xls", "This is an old workbook."),))
    found = changes_between(other, example())
    assert found.changes[0].sentence == "early.xls could not be read then. This is an old workbook."
    assert found.changes[0].what in COMPARISON


def test_new_and_gone_mirror_one_another() -> None:
    edits = (("Milestones", "TRN-M12", None), ("Risks", "TRN-R02", None), ("KPIs", "TRN-K05", None))
    then, now = example(), board(with_edits(edits))
    gone = {
        change.record
        for change in changes_between(then, now).changes
        if change.what in {ChangeKind.GONE, ChangeKind.TAKEN_OFF}
    }
    assert gone == {change.record for change in changes_between(now, then).changes if change.what is ChangeKind.NEW}
    assert gone == {"TRN-M12", "TRN-R02", "TRN-K05"}
