"""The rarer changes: what is taken back, what two dates a day apart mean, what cannot be told."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from editing import Edit, after, board, example, of, texts, with_edits
from xl_send.compare import BoardSnapshot, ChangeKind, Changes, changes_between
from xl_send.compare.order import ChangeSection
from xl_send.compare.telling import heading_name, told_parts
from xl_send.disclosure.texts import in_place_of
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.template import workbook_bytes
from xlsx.formulas.random_programmes import random_filling

AGREED: Edit = ("Milestones", "TRN-M08", {"Agreed date": "5 Mar 2027", "Change reference": "CR-1"})
SCORE = ChangeKind.SCORE
DECEMBER: Edit = ("Programme", "As at", {"Value": "11 Dec 2026"})


def between(*then: Edit, now: tuple[Edit, ...]) -> Changes:
    return changes_between(board(with_edits(then)), board(with_edits(now)))


def sentences(found: Changes, record: str) -> list[str]:
    return [item.sentence for item in of(found, record)]


def test_an_agreed_date_altered_under_the_same_reference_has_moved_quietly() -> None:
    later: Edit = ("Milestones", "TRN-M08", {**(AGREED[2] or {}), "Agreed date": "19 Mar 2027"})
    assert sentences(between(AGREED, now=(later,)), "TRN-M08") == [
        "Plan date moved from 5 March 2027 to 19 March 2027, 10 working days later, without a new change reference."
    ]


def test_a_plan_moved_again_was_moved_by_its_new_reference_alone() -> None:
    later: Edit = ("Milestones", "TRN-M08", {"Agreed date": "19 Mar 2027", "Change reference": "CR-1; CR-2"})
    assert sentences(between(AGREED, now=(later,)), "TRN-M08")[0] == (
        "Re-baselined under CR-2: plan date moved from 5 March 2027 to 19 March 2027, 10 working days later."
    )


def test_a_new_reference_that_moves_no_date_re_baselines_nothing() -> None:
    more: Edit = ("Milestones", "TRN-M08", {**(AGREED[2] or {}), "Change reference": "CR-1; CR-2"})
    assert not any("Re-baselined" in sentence for sentence in sentences(between(AGREED, now=(more,)), "TRN-M08"))


def test_an_agreed_date_taken_away_brings_back_the_baseline() -> None:
    assert sentences(between(AGREED, now=()), "TRN-M08")[0] == (
        "Agreed date taken away; its plan date is 5 February 2027 again, "
        "moved from 5 March 2027 to 5 February 2027, 20 working days earlier."
    )
    same: Edit = ("Milestones", "TRN-M08", {"Agreed date": "5 Feb 2027", "Change reference": "CR-1"})
    assert sentences(between(same, now=()), "TRN-M08") == [
        "Agreed date taken away; its plan date stays 5 February 2027."
    ]


def test_risks_opened_again_and_scores_that_only_look_the_same() -> None:
    closed: Edit = ("Risks", "TRN-R02", {"Status": "Closed"})
    assert sentences(between(closed, now=()), "TRN-R02")[0] == "Open again; it was closed."
    likely: Edit = ("Risks", "TRN-R03", {"Likelihood": "4", "Impact": "2"})
    grave: Edit = ("Risks", "TRN-R03", {"Likelihood": "2", "Impact": "4"})
    back = between(likely, now=(grave,))
    assert sentences(back, "TRN-R03") == ["Score the same: 8 (likelihood 2, impact 4), was 8 (likelihood 4, impact 2)."]


def test_open_risks_that_nobody_looked_at_since_are_named_together() -> None:
    reviewed: Edit = ("Risks", "TRN-R02", {"Last reviewed": "4 Dec 2026"})
    found = after(DECEMBER, reviewed, ("Risks", "TRN-R03", {"Last reviewed": ""}))
    assert sentences(found, "TRN-R03") == ["Not reviewed since then; no date of a review is given."]
    (trn,) = [item for item in told_parts(found) if item.part is ChangeSection.WORKSTREAM and item.workstream == "TRN"]
    said = next(sentence for sentence in trn.sentences if sentence.startswith("Open risks not reviewed since then"))
    assert "TRN-R03" in said
    assert "TRN-R02" not in said
    assert not any(row.record == "TRN-R03" for row in trn.rows)


@pytest.mark.parametrize(("reviewed", "stale"), [("12 Nov 2026", True), ("13 Nov 2026", True), ("14 Nov 2026", False)])
def test_a_review_on_the_day_of_the_earlier_board_is_none_since_then(reviewed: str, stale: bool) -> None:
    found = after(DECEMBER, ("Risks", "TRN-R03", {"Last reviewed": reviewed}))
    told_of = [sentence for sentence in sentences(found, "TRN-R03") if sentence.startswith("Not reviewed")]
    assert told_of == ([f"Not reviewed since then; last reviewed on {reviewed.replace('Nov', 'November')}."] * stale)


@pytest.mark.parametrize(("as_at", "told_of"), [("13 Nov 2026", False), ("14 Nov 2026", True)])
def test_what_was_not_reviewed_since_is_told_from_the_first_day_after_the_earlier_board(
    as_at: str,
    told_of: bool,
) -> None:
    found = after(("Programme", "As at", {"Value": as_at}), ("Risks", "TRN-R03", {"Last reviewed": "12 Nov 2026"}))
    assert any(sentence.startswith("Not reviewed") for sentence in sentences(found, "TRN-R03")) is told_of


def test_a_float_that_is_gone_is_told_where_the_colour_does_not_say_so() -> None:
    passed = ("Interdependencies", "TRN-D04", {"Needed by": "16 Nov 2026", "Promised for": "5 Nov 2026"})
    later = ("Interdependencies", "TRN-D04", {"Needed by": "16 Nov 2026", "Promised for": "23 Nov 2026"})
    found = between(passed, now=(later,))
    assert "Expected 5 working days after it is needed; its float was 1 working day." in sentences(found, "TRN-D04")


def test_a_handover_taken_off_once_accepted_is_settled() -> None:
    (change,) = of(after(("Interdependencies", "TRN-D02", None)), "TRN-D02")
    assert change.sentence == "No longer listed; it was settled then: Complete, delivered and accepted."
    withdrawn: Edit = ("KPIs", "TRN-K03", {"State": "Withdrawn"})
    (change,) = of(between(withdrawn, now=(("KPIs", "TRN-K03", None),)), "TRN-K03")
    assert change.what is ChangeKind.TAKEN_OFF


def test_rows_taken_off_once_settled_are_named_together() -> None:
    found = after(("Milestones", "TRN-M01", None), ("Milestones", "TRN-M03", None))
    (trn,) = [item for item in told_parts(found) if item.part is ChangeSection.WORKSTREAM and item.workstream == "TRN"]
    assert "Settled then and no longer listed: TRN-M01 and TRN-M03." in trn.sentences


def test_a_return_no_newer_than_the_last_one_says_so() -> None:
    others = [text for text in texts() if text.name != "transition.xlsx"]
    stale = next(text for text in texts() if text.name == "transition.xlsx")
    now = board([stale, *with_edits([DECEMBER], others)])
    found = changes_between(example(), now).changes
    same = [change.sentence for change in found if change.what is ChangeKind.SAME_RETURN]
    assert [sentence for sentence in same if "TRN" in sentence] == [
        "The return of TRN is as at 13 November 2026, no later than its last one. It says nothing new."
    ]
    assert "Progress since last time of EHP is word for word what it was then. Ask what has been done since." in same
    assert next(sentence for sentence in same if "Previous as at" in sentence).startswith(
        "The return of EHP gives 2 October 2026 as Previous as at, but its last one is as at 13 November 2026."
    )


def test_another_programme_is_said_before_all_else() -> None:
    found = after(("Programme", "Council", {"Value": "Northshire Council"}))
    assert found.changes[0].sentence == (
        "The older workbooks are of Exampleshire County Council, Exampleshire SEND Transformation Programme, the newer "
        "of Northshire Council, Exampleshire SEND Transformation Programme."
    )
    capitals = after(("Programme", "Council", {"Value": "EXAMPLESHIRE COUNTY COUNCIL"}))
    assert not [change for change in capitals.changes if change.what is ChangeKind.ANOTHER_PROGRAMME]


def test_without_an_as_at_there_are_no_colours_to_compare() -> None:
    undated: Edit = ("Programme", "As at", {"Value": "TBC"})
    found = between(undated, now=(("Milestones", "TRN-M09", {"Forecast date": "4 Mar 2027"}), undated))
    assert sentences(found, "TRN-M09") == [
        "Forecast date moved from 11 March 2027 to 4 March 2027, 5 working days earlier."
    ]
    strict: Edit = ("Thresholds", "Milestone green within (working days)", {"Value": "1"})
    dated = changes_between(board(with_edits([undated])), board(with_edits([strict])))
    assert not [
        change
        for change in dated.changes
        if change.what in {ChangeKind.COLOUR_WORSE, ChangeKind.NOT_REVIEWED, ChangeKind.OVERDUE}
    ]


def test_no_programme_at_all_has_no_changes() -> None:
    nothing = BoardSnapshot(Programme(()), programme_status(Programme(())))
    assert changes_between(nothing, nothing).changes == ()


def test_a_row_of_no_workstream_and_a_task_that_is_new() -> None:
    task = {
        "ID": "TRN-T09", "Workstream": "TRN", "Task": "Follow-up", "Method": "Survey", "Service area": "SEN casework",
        "Starts": "1 Mar 2027", "Ends": "5 Mar 2027", "Lead": "Transition Lead", "Status": "Planned",
    }  # fmt: skip
    assert sentences(after(("Diagnostics", "TRN-T09", task)), "TRN-T09") == ["New: planned."]


def test_long_names_are_cut_between_words() -> None:
    assert heading_name("word " * 30) == " ".join(["word"] * 18) + " ..."
    assert heading_name("short") == "short"


def random_board(seed: int) -> BoardSnapshot:
    from io import BytesIO

    content = workbook_bytes("programme", random_filling(seed, 2))
    found = Programme((read_book(open_book(BytesIO(content), "random.xlsx")),))
    return BoardSnapshot(found, programme_status(found))


known_board = cache(random_board)


def test_any_board_is_unchanged_against_itself_and_any_two_mirror_what_is_new_and_gone() -> None:
    boards = [known_board(seed) for seed in range(4)]
    for item, again in zip(boards[:2], map(random_board, range(2)), strict=True):
        assert {change.what for change in changes_between(item, again).changes} <= {
            ChangeKind.ROW_UNREAD,
            ChangeKind.SAME_RETURN,
        }
    for then, now in pairwise(boards):
        forth, back = changes_between(then, now).changes, changes_between(now, then).changes
        new = {(item.kind, item.record) for item in forth if item.what is ChangeKind.NEW}
        assert new == {
            (item.kind, item.record) for item in back if item.what in {ChangeKind.GONE, ChangeKind.TAKEN_OFF}
        }
        assert forth == changes_between(then, now).changes


JARGON = re.compile(r"\b(None|True|False|null|NaN|delta|diff|baseline_date|needed_by|enum|dict)\b|_|<|\[\]|\{|  ")


def test_nothing_is_told_in_the_words_of_programmers() -> None:
    boards = [known_board(seed) for seed in range(4)]
    found = [change for then, now in pairwise(boards) for change in changes_between(then, now).changes]
    found += after(DECEMBER, AGREED, ("KPIs", "TRN-K02", {"Target": "", "Year basis": "Academic"})).changes
    assert len(found) > 200
    for item in found:
        assert not JARGON.search(re.sub(r"\w+\.xlsx", "a.xlsx", item.sentence.replace(item.name or "?", "it"))), (
            item.sentence
        )
        assert not item.sentence[0].islower()
        assert item.sentence.endswith((".", "!", "?"))


def test_the_order_in_which_workbooks_were_read_makes_no_difference() -> None:
    later = with_edits([DECEMBER, AGREED])
    turned = changes_between(board(reversed(list(texts()))), board(reversed(later)))
    assert turned.changes == changes_between(example(), board(later)).changes


def test_the_programme_s_own_reported_colour_is_told_with_where_it_stands() -> None:
    found = after(("Programme", "Reported RAG", {"Value": "Green"}))
    (change,) = [item for item in found.changes if item.what is ChangeKind.REPORTED]
    assert change.sentence == "Its owner now reports Green, and reported Red."
    assert {cell.sheet for cell in (*change.then, *change.now)} == {"Programme"}


def test_a_figure_that_may_only_be_unreadable_is_not_said_to_be_gone() -> None:
    unreadable: Edit = ("Actuals", "TRN-K02 30 Sep 2026", {"Period end": "last month"})
    found = after(unreadable)
    assert {item.what for item in of(found, "TRN-K02")} == {ChangeKind.COLOUR_OTHER}
    assert any("on Actuals of transition.xlsx cannot be read now" in change.sentence for change in found.changes)
    assert not [change for change in between(unreadable, now=()).changes if change.what is ChangeKind.LATE_FIGURE]


def test_what_was_overdue_already_is_not_newly_so() -> None:
    then, now = ({"Needed by": day} for day in ("2 Nov 2026", "3 Nov 2026"))
    found = between(("Issues and decisions", "TRN-A01", then), now=(("Issues and decisions", "TRN-A01", now),))
    assert [item.what for item in of(found, "TRN-A01")] == [ChangeKind.NEED_MOVED]


def test_money_where_there_was_none_has_no_share() -> None:
    found = between(("Money", "TRN-F02", {"Budget": "0"}), now=())
    assert "Budget is now £18,000, was £0." in sentences(found, "TRN-F02")


def test_a_date_moved_over_a_weekend_moves_by_no_working_day() -> None:
    then, now = ({"Forecast date": day} for day in ("12 Mar 2027", "13 Mar 2027"))
    found = between(("Milestones", "TRN-M09", then), now=(("Milestones", "TRN-M09", now),))
    assert sentences(found, "TRN-M09") == [
        "Forecast date moved from 12 March 2027 to 13 March 2027, no working day between."
    ]


def test_rows_of_one_id_that_cannot_be_read_are_each_told() -> None:
    twice = {"ID": "TRN-M12", "Forecast date": "TBC"}
    found = after(("Milestones", "TRN-M12", {"Forecast date": "TBC"}), ("Milestones", "TRN-M11", twice))
    (told_once,) = [change for change in found.changes if "cannot be read now" in change.sentence]
    assert "TRN-M12 and TRN-M12" in told_once.sentence
    assert len(told_once.now) == 2


@pytest.mark.parametrize(("day", "is_told"), [("12 Nov 2026", True), ("13 Nov 2026", True), ("14 Nov 2026", False)])
def test_a_figure_is_news_up_to_the_as_at_day_and_not_from_the_day_after(day: str, *, is_told: bool) -> None:
    found = after(("Actuals", f"TRN-K02 {day}", {"KPI": "TRN-K02", "Period end": day, "Value": "31%"}))
    told = [change for change in of(found, "TRN-K02") if change.what is ChangeKind.FIGURE]
    assert [(change.before, change.after) for change in told] == ([("24%", "31%")] if is_told else [])
    assert {change.workstream for change in of(found, "TRN-K02")} == {"TRN"}


def test_a_change_of_colour_gives_the_row_its_name_and_both_colours() -> None:
    found = of(after(("Milestones", "TRN-M08", {"Forecast date": "30 Apr 2027"})), "TRN-M08")
    (change,) = (change for change in found if change.what is ChangeKind.COLOUR_WORSE)
    assert change.name == "Every Year 6 child with a plan in the trial has a named key worker at secondary school"
    assert (change.record, change.workstream, change.before, change.after) == ("TRN-M08", "TRN", "Green", "Red")
    for cells in (change.then, change.now):
        assert [(cell.column, cell.record) for cell in cells] == [
            ("Forecast date", "TRN-M08"), ("Baseline date", "TRN-M08")
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "value", "given", "taken"),
    [
        ("Owner", "Head of Property", "is now Head of Property, was blank", "is now blank, was Head of Property"),
        ("Depends on", "TRN-M02+5", "is now TRN-M02+5, was blank", "is now blank, was TRN-M02+5"),
        ("Commentary", "A new text", 'is now "A new text"; it was blank', 'is taken away; it was "A new text"'),
    ],
)
def test_what_was_blank_and_what_is_blank_now_is_said(title: str, value: str, given: str, taken: str) -> None:
    blank, filled = (("Milestones", "TRN-M08", {title: text}) for text in ("", value))
    assert f"{title} {given}." in sentences(between(blank, now=(filled,)), "TRN-M08")
    assert f"{title} {taken}." in sentences(between(filled, now=(blank,)), "TRN-M08")


@pytest.mark.parametrize(
    ("forecast", "colour", "first"),
    [("11 Dec 2026", "Green", False), ("14 Jan 2027", "Amber", False), ("15 Jan 2027", "Amber", False),
     ("18 Jan 2027", "Amber", False), ("19 Jan 2027", "Red", True)],
)  # fmt: skip
def test_a_new_row_is_to_be_known_first_once_it_is_red(forecast: str, colour: str, *, first: bool) -> None:
    row = {"ID": "TRN-M50", "Workstream": "TRN", "Milestone": "A new one", "Phase": "Trial", "Key": "Yes"}
    dates = {"Owner": "Transition Lead", "Baseline date": "11 Dec 2026", "Forecast date": forecast}
    (change,) = of(after(("Milestones", "TRN-M50", {**row, **dates})), "TRN-M50")
    assert (change.what, change.after, change.first) == (ChangeKind.NEW, colour, first)


def test_a_score_that_has_changed_gives_what_it_was_and_is() -> None:
    (change,) = (one for one in of(after(("Risks", "TRN-R03", {"Likelihood": "5"})), "TRN-R03") if one.what is SCORE)
    assert (change.before, change.after, change.first) == ("9", "15", True)


def test_of_a_text_that_is_withheld_on_both_sides_only_that_is_told() -> None:
    then: Edit = ("Milestones", "TRN-M08", {"Commentary": in_place_of(frozenset({"child"}), "Milestones", "S9")})
    now: Edit = ("Milestones", "TRN-M08", {"Commentary": in_place_of(frozenset({"child"}), "Milestones", "S12")})
    assert sentences(between(then, now=(now,)), "TRN-M08") == [
        "Commentary is withheld then and now, so what has changed of it is not told."
    ]
