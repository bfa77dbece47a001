"""What the board's own page says has changed, and what it must not give away."""

from __future__ import annotations

from pathlib import Path

import pytest

from board_pack.boards import Page, said
from editing import Edit, board, example, texts, with_edits
from files import write_book
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.summary import Summary, summarise
from xl_send.compare import BoardSnapshot, Changes
from xl_send.compare.published import published_changes
from xl_send.reading.markdown import BookText, book_of
from xl_send.rules import check
from xl_send.shells.cli import main

SLIP: tuple[Edit, ...] = (("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}),)
FEW = {"Unit": "Count", "Counts children": "Yes", "Baseline": "6", "Target": "40", "Tolerance": "2"}


def summary_since(then: BoardSnapshot, now: BoardSnapshot) -> Summary:
    found = now.programme
    return summarise(found, now.picture, check(found), since=(then, now))


def few(value: str, *, more: tuple[Edit, ...] = ()) -> BoardSnapshot:
    """The example with a count of children for TRN-K02, the last one small."""
    expectations = [("TRN-M05", "7"), ("TRN-M06", "8"), ("TRN-M08", "10"), ("TRN-M09", "20"), ("TRN-M11", "30")]
    edits: list[Edit] = [("KPIs", "TRN-K02", FEW)]
    edits += [("Expectations", f"TRN-K02 {name}", {"Expected": number}) for name, number in expectations]
    edits += [("Actuals", "TRN-K02 30 Sep 2026", {"Value": "11"}), ("Actuals", "TRN-K02 31 Oct 2026", {"Value": value})]
    return board(with_edits([*edits, *more]))


def test_the_page_has_a_section_of_changes_before_what_needs_a_decision() -> None:
    summary = summary_since(example(), board(with_edits(SLIP)))
    anchors = [item.anchor for item in summary.sections]
    assert anchors[anchors.index("changes") + 1] == "decisions"
    section = summary.section("changes")
    assert section.heading == "What has changed since 13 November 2026"
    assert "Forecast date moved from 9 December 2026 to 20 January 2027" in said(section)
    page = Page(to_html(summary))
    assert "What the board should know first" in page.text


def test_without_an_earlier_board_there_is_no_such_section() -> None:
    found = example().programme
    assert "changes" not in [section.anchor for section in summarise(found, example().picture, ()).sections]


def test_nothing_changed_is_said() -> None:
    whole = [text for text in texts() if text.name == "workforce.xlsx"]
    assert "Nothing has changed." in said(summary_since(board(whole), board(whole)).section("changes"))


def told_of(found: Changes, record: str) -> str:
    return " ".join(
        change.sentence + change.before + change.after for change in found.changes if change.record == record
    )


def test_a_small_count_is_told_neither_as_it_was_nor_as_it_is() -> None:
    for then, now in ((few("9"), few("3")), (few("3"), few("9")), (few("3"), few("2"))):
        told = told_of(published_changes(then, now), "TRN-K02")
        assert "Its numbers have changed. They are not shown, as a count is fewer than 5." in told
        for number in ("3,", "is now 3", "was 3", "is now 2", "was 2", "9"):
            assert number not in told


def test_a_target_of_a_guarded_count_is_not_told_and_said_only_once() -> None:
    found = published_changes(few("3"), few("2", more=(("KPIs", "TRN-K02", {"Target": "44"}),)))
    assert told_of(found, "TRN-K02").count("They are not shown") == 1
    assert "44" not in told_of(found, "TRN-K02")


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
