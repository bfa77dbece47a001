"""What a reader outside the office is told of the whole: nothing Red, unread or withheld passes for Green."""

from __future__ import annotations

from board_pack.boards import board, example, packed, part, said, table
from editing import texts
from statuses import table as written
from xl_send.board_pack.wording import lines_of
from xl_send.reading import read_book
from xl_send.reading.markdown import BookText, book_of
from xl_send.workbook.submissions import Programme

PUBLIC = {"Publish": "Public", "Workstream": "TRN", "Plan reference": "Action 1"}
ON_TIME = {"Baseline date": "11 Dec 2026", "Forecast date": "11 Dec 2026", **PUBLIC}
LATE = {**ON_TIME, "Forecast date": "12 Mar 2027"}


def conditions(*rows: dict[str, str]) -> list[dict[str, str]]:
    return table(board(written("Milestones", *rows), "dfe"), "conditions", "Conditions")


def test_a_condition_counts_the_rows_that_only_the_board_is_shown() -> None:
    board_only = {**LATE, "ID": "TRN-M02", "Publish": "Board"}
    (one,) = conditions({**ON_TIME, "ID": "TRN-M01"}, board_only)
    assert one["How many"] == "1 Green\n1 more for the board only"
    assert one["What holds it back"] == "Nothing shown here is Red or Amber."
    (all_shown,) = conditions({**ON_TIME, "ID": "TRN-M01"})
    assert (all_shown["How many"], all_shown["What holds it back"]) == ("1 Green", "Nothing is Red or Amber.")


def test_a_condition_with_a_row_that_could_not_be_read_is_not_green() -> None:
    (one,) = conditions({**ON_TIME, "ID": "TRN-M01"}, {**ON_TIME, "ID": "TRN-M02", "Forecast date": "soon"})
    assert (one["Worst shown"], one["How many"]) == ("No data", "1 Green, 1 no data")


def test_conditions_without_room_are_told_by_their_colours() -> None:
    rows = [{**ON_TIME, "ID": f"TRN-M{number:02}", "Plan reference": f"Action {number}"} for number in range(1, 21)]
    assert "2 more conditions not listed: 2 Green." in said(
        board(written("Milestones", *rows), "dfe").page("conditions")
    )


def parents(*rows: dict[str, str], sheet: str = "Milestones") -> str:
    return said(board(written(sheet, *rows), "parents").page("next"))


def test_parents_are_told_of_what_is_late_however_far_ahead() -> None:
    near = [{**ON_TIME, "ID": f"TRN-M{number:02}", "Milestone": f"Step {number}"} for number in range(1, 10)]
    far = {**ON_TIME, "ID": "TRN-M10", "Milestone": "Final plans", "Forecast date": "13 Aug 2027", "Fixed date": "Yes"}
    passed = {**ON_TIME, "ID": "TRN-M11", "Milestone": "New system", "Forecast date": "30 Oct 2026"}
    told = parents(*near, far, passed)
    assert "13 August 2027: Final plans. This is later than we first planned." in told
    assert "30 October 2026: New system. This day has passed. It is not done yet." in told
    assert "5 more steps are planned in the year after 13 November 2026." in told


def test_parents_are_not_told_that_a_day_was_moved_when_it_only_cannot_be_kept() -> None:
    first = {**ON_TIME, "ID": "TRN-M01", "Milestone": "First", "Forecast date": "15 Jan 2027"}
    second = {**ON_TIME, "ID": "TRN-M02", "Milestone": "Second", "Depends on": "TRN-M01"}
    told = parents(first, second)
    assert "11 December 2026: Second. We may not keep this date. It may be 15 January 2027 or later." in told
    assert "15 January 2027: First. This is later than we first planned." in told


def test_parents_are_told_what_is_paused_or_given_up() -> None:
    paused = {**ON_TIME, "ID": "TRN-M01", "Milestone": "Drop-in opens", "State": "Paused"}
    dropped = {**ON_TIME, "ID": "TRN-M02", "Milestone": "Helpline opens", "State": "Withdrawn"}
    told = parents(paused, dropped)
    assert "We have paused this for now: Drop-in opens." in told
    assert "We no longer plan this: Helpline opens." in told
    halted = written("Workstreams", {"Code": "TRN", "State": "Paused"})
    rows = written("Milestones", {**ON_TIME, "ID": "TRN-M01", "Milestone": "Drop-in opens"})
    assert "We have paused this for now: Drop-in opens." in said(board(halted + rows, "parents").page("next"))


def test_parents_see_first_what_is_behind_and_how_much_is_left_out() -> None:
    told = part(example("parents"), "next", "How it is going")
    assert ["We are not there yet." in point for point in told.points] == [True, True, True, False]
    assert told.sentences == ("7 more things that we measure are not on this page.",)


def test_a_paused_workstream_is_called_so_and_its_open_risks_are_counted_apart() -> None:
    paused = written("Workstreams", {"Code": "TRN", "State": "Paused"}) + written("Risks", {"ID": "TRN-R01"})
    pack = board(
        paused + written("Workstreams", {"Code": "OUT"}) + written("Risks", {"ID": "OUT-R01", "Workstream": "OUT"})
    )
    assert "Paused" in said(part(pack, "asks", "Workstreams by aspect"))
    assert "1 more open risk of paused work has no colour." in said(part(pack, "why", "Risks that matter"))


def test_a_sum_that_lacks_a_line_says_so_before_it_is_read() -> None:
    line = {"Workstream": "TRN", "Financial year": "2026-27", "Budget": "100", "Forecast outturn": "120"}
    lines = written("Money", {"ID": "TRN-F01", **line}, {"ID": "TRN-F02", **line, "Forecast outturn": "see ledger"})
    assert part(board(lines), "why", "Money").sentences[0].startswith("As far as it is known: 2026-27: ")
    whole = board(written("Money", {"ID": "TRN-F01", **line}, {"ID": "TRN-F02", **line}))
    assert part(whole, "why", "Money").sentences[0].startswith("2026-27: ")


def test_only_the_pack_with_an_annex_points_to_it() -> None:
    assert "see the annex" in said(example("board").page("asks"))
    for audience in ("dfe", "forum", "scrutiny", "partnership"):
        assert "annex" not in said(example(audience).pages[0])


def test_a_pack_for_several_workstreams_goes_to_no_one_group() -> None:
    assert not any("Goes to" in one for one in example("workstream").title.marking)


def test_what_is_not_known_takes_the_place_of_what_is_said_on_a_full_page() -> None:
    whole = example("board").page("why")
    without = [BookText(text.name, {k: v for k, v in text.sheets.items() if k != "Risks"}) for text in texts()]
    lacking = packed(Programme(tuple(read_book(book_of(text)) for text in without))).page("why")
    for page in (whole, lacking):
        heads = ("Money", "The next period", "What parents", "What we do not know")
        parts = [one for one in page.parts if one.heading.startswith(heads)]
        assert lines_of((line for one in parts for line in (*one.sentences, *one.points)), 112) <= 16
    assert sum(len(one.points) for one in whole.parts if one.heading.startswith("The next")) == 5
    assert sum(len(one.points) for one in lacking.parts if one.heading.startswith("What parents")) == 1


def test_a_picture_says_which_figure_was_judged_where_a_later_one_ends_it() -> None:
    captions = {exhibit.picture.caption for exhibit in part(example("dfe"), "why", "KPIs").exhibits}
    assert "Annual reviews decided within… (STA-K03), judged at 54%" in captions
    assert [one for one in captions if "judged" in one] == ["Annual reviews decided within… (STA-K03), judged at 54%"]


def test_every_pack_with_colours_says_first_whose_thresholds_they_rest_on() -> None:
    for audience in ("board", "partnership", "forum", "dfe", "workstream"):
        assert "Thresholds and calendar: what most of the 6 workbooks share" in said(example(audience).pages[0])


def forum(*rows: dict[str, str], sheet: str = "Milestones") -> str:
    return said(board(written(sheet, *rows), "forum").page("schools"))


def test_schools_see_what_they_have_not_done_and_how_much_is_not_listed() -> None:
    due = [{**ON_TIME, "ID": f"TRN-M{number:02}", "Schools must act": "Yes"} for number in range(1, 14)]
    told = forum(*due, {**ON_TIME, "ID": "TRN-M20", "Schools must act": "Yes", "Forecast date": "30 Oct 2026"})
    assert "Overdue\n30 October 2026: " in told
    assert "2 more milestones for which schools act not listed." in told


def test_schools_see_the_worst_of_the_figures_about_places() -> None:
    told = table(example("forum"), "schools", "KPIs about places")
    statuses = [row["RAG"].partition("\n")[0] for row in told]
    assert statuses == sorted(
        statuses, key=["Red", "Amber", "No data", "Green", "Not due", "Not rated", "Context"].index
    )


def test_a_figure_that_is_too_high_or_off_on_either_side_is_not_called_short() -> None:
    told = {row["KPI"].split("\n")[1].partition(",")[0]: row["RAG"] for row in table(example(), "kpis", "KPIs by")}
    assert "£1,350 too high, £725 tolerated." in told["SUF-K03"]
    assert "1 point away, 6 points tolerated." in told["SUF-K05"]
    assert "13 points short, 6 points tolerated." in told["STA-K02"]


def test_a_day_that_cannot_be_kept_is_told_alike_in_tables_plan_and_picture() -> None:
    told = {row["Milestone"].split("\n")[1].partition(",")[0]: row for row in table(example(), "milestones", "Red")}
    assert told["SUF-M09"]["Now expected"].startswith("30 March 2027\nIts own date: 26 February 2027\nPlanned: ")
    assert told["STA-M06"]["Now expected"].startswith("30 October 2026\nPlanned: ")  # overdue: no day is known
    assert "30 March 2027: Places for September 2027 bought or reserved (SUF-M09), Amber" in said(
        example().page("plan")
    )
