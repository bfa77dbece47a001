"""What the board's own page says has changed, and what it must not give away."""

from __future__ import annotations

from pathlib import Path

import pytest

from board_pack.boards import pack_of, said, table
from editing import Edit, board, example, texts, with_edits
from files import write_book
from xl_send.board_pack.past import PastBoards
from xl_send.board_pack.values import BoardPack
from xl_send.compare import BoardSnapshot, Changes
from xl_send.compare.published import published_changes
from xl_send.reading.markdown import BookText, book_of
from xl_send.rules import check
from xl_send.shells.cli import main

SLIP: tuple[Edit, ...] = (("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}),)
FEW = {"Unit": "Count", "Counts children": "Yes", "Baseline": "6", "Target": "40", "Tolerance": "2"}


def since(then: BoardSnapshot, now: BoardSnapshot) -> BoardPack:
    found = now.programme
    return pack_of(found, check(found), past=PastBoards(then, now))


def few(value: str, *, more: tuple[Edit, ...] = ()) -> BoardSnapshot:
    """The example with a count of children for TRN-K02, the last one small."""
    expectations = [("TRN-M05", "7"), ("TRN-M06", "8"), ("TRN-M08", "10"), ("TRN-M09", "20"), ("TRN-M11", "30")]
    edits: list[Edit] = [("KPIs", "TRN-K02", FEW)]
    edits += [("Expectations", f"TRN-K02 {name}", {"Expected": number}) for name, number in expectations]
    edits += [("Actuals", "TRN-K02 30 Sep 2026", {"Value": "11"}), ("Actuals", "TRN-K02 31 Oct 2026", {"Value": value})]
    return board(with_edits([*edits, *more]))


def test_what_has_changed_stands_on_the_first_page_and_the_rest_in_the_annex() -> None:
    pack = since(example(), board(with_edits(SLIP)))
    told = next(part for part in pack.page("asks").parts if part.heading.startswith("What has changed"))
    assert told.heading == "What has changed since 13 November 2026"
    assert any(
        "Forecast date moved from 9 December 2026 to 20 January 2027" in point and point.startswith("Worse: ")
        for point in told.points
    )
    assert len(told.points) <= 6
    annex = said(pack.page("changes"))
    assert "By workstream" not in annex
    assert not [point for point in told.points if point.partition("): ")[2] in annex]


def test_a_red_risk_closed_without_an_outcome_is_no_better() -> None:
    closing: Edit = ("Risks", "STA-R01", {"Status": "Closed", "Outcome": ""})
    told = said(since(example(), board(with_edits([closing]))).page("asks"))
    assert "Moved quietly: Because more than four educational psychologist posts are" in told
    said_why: Edit = ("Risks", "STA-R01", {"Status": "Closed", "Outcome": "All posts are filled."})
    told = said(since(example(), board(with_edits([said_why]))).page("asks"))
    assert "Better: Because more than four educational psychologist posts are" in told


NEW_PLAN = {"Agreed date": "16 Dec 2026", "Change reference": "CR-12"}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Forecast date": "25 Nov 2026"}, {"Better": "10 working days earlier"}),
        ({"Forecast date": "20 Jan 2027"}, {"Worse": "working days later"}),
        (NEW_PLAN, {"Re-baselined": "23 working days later"}),
        ({"Forecast date": "16 Dec 2026", **NEW_PLAN}, {"Worse": "5 working days", "Re-baselined": "23 working days"}),
    ],
)
def test_a_milestone_is_better_only_where_it_comes_sooner(cells: dict[str, str], told: dict[str, str]) -> None:
    page = since(example(), board(with_edits([("Milestones", "TRN-M07", cells)]))).page("asks")
    points = [point for part in page.parts for point in part.points if "(TRN-M07): " in point and "A key" not in point]
    assert [point.partition(": ")[0] for point in points] == list(told)
    assert all(words in point for words, point in zip(told.values(), points, strict=True))


def test_work_that_is_taken_up_again_is_not_worse() -> None:
    paused: Edit = ("Milestones", "TRN-M08", {"State": "Paused", "Change reference": "CR-1"})
    then, now = board(with_edits([paused])), example()
    assert "Worse: Every Year 6" in said(since(now, then).page("asks"))
    assert "Worse: Every Year 6" not in said(since(then, now).page("asks"))


def test_the_page_and_the_verb_use_the_same_words() -> None:
    then, now = example(), board(with_edits(SLIP))
    pack = since(then, now)
    words = said(pack.page("asks")) + said(pack.page("changes"))
    left = [change.sentence for change in published_changes(then, now).changes if change.sentence not in words]
    assert not left


def test_each_colour_has_its_arrow_against_last_time() -> None:
    pack = since(example(), board(with_edits(SLIP)))
    rows = table(pack, "asks", "The workstreams")
    assert "\N{RIGHTWARDS ARROW} same" in rows[0]["Benefits"]
    assert "At the last board (13 November 2026): Red too." in said(pack.page("asks"))


def test_without_an_earlier_board_nothing_is_said_of_changes() -> None:
    found = example().programme
    pack = pack_of(found, ())
    assert "changes" not in [page.anchor for page in pack.pages]
    assert "What has changed" not in said(pack.pages)


def test_nothing_changed_is_said() -> None:
    whole = [text for text in texts() if text.name == "workforce.xlsx"]
    assert "Nothing has changed." in said(since(board(whole), board(whole)).page("asks"))


def told_of(found: Changes, record: str) -> str:
    return " ".join(
        change.sentence + change.before + change.after for change in found.changes if change.record == record
    )


def test_a_small_count_is_told_neither_as_it_was_nor_as_it_is() -> None:
    for then, now in ((few("9"), few("3")), (few("3"), few("9")), (few("3"), few("2"))):
        told = told_of(published_changes(then, now), "TRN-K02")
        for number in ("3,", "is now 3", "was 3", "is now 2", "was 2", "9"):
            assert number not in told


def test_that_goalposts_moved_is_told_of_a_hidden_count_too_unless_they_would_tell_it() -> None:
    found = published_changes(few("3"), few("2", more=(("KPIs", "TRN-K02", {"Target": "44"}),)))
    assert "44" in told_of(found, "TRN-K02")
    assert "They are not shown" not in told_of(found, "TRN-K02")


def test_what_is_no_small_count_is_told_in_full() -> None:
    assert "is now 30, was 20" in told_of(published_changes(few("20"), few("30")), "TRN-K02")


def written(books: list[BookText], folder: Path) -> Path:
    folder.mkdir()
    for book_text in books:
        write_book(book_of(book_text), folder / book_text.name)
    return folder


@pytest.fixture
def boards(tmp_path: Path) -> tuple[Path, Path]:
    later: list[Edit] = [("Programme", "As at", {"Value": "11 Dec 2026"}), *SLIP]
    one = [text for text in texts() if text.name == "transition.xlsx"]
    return written(one, tmp_path / "then"), written(with_edits(later, one), tmp_path / "now")


def test_report_since_writes_the_section(boards: tuple[Path, Path], tmp_path: Path) -> None:
    then, now = boards
    assert main(["report", str(now), "--since", str(then), "-o", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "board-summary.html").read_text(encoding="utf-8")
    assert "What has changed since 13 November 2026" in page
    assert "24 working days later" in page
    assert str(now) not in page


def test_report_since_refuses_what_is_not_earlier(
    boards: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    then, now = boards
    assert main(["report", str(then), "--since", str(now), "-o", str(tmp_path / "out")]) == 2
    assert "which is not later than" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
