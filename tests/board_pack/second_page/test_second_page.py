"""Page 2: the timeline, KPIs and the risk map, money, what comes next, voices, and what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from board_pack.boards import board, example, packed, part, said
from examples import programme
from statuses import table as sheet
from xl_send.board_pack.pictures.days import text_width
from xl_send.board_pack.pictures.shapes import Block, Label, Mark
from xl_send.board_pack.second_page.ahead import heard
from xl_send.findings import Cell
from xl_send.workbook.days import say
from xl_send.workbook.sheets.thresholds import Silence
from xl_send.workbook.submissions import Programme

TWO = """
north.xlsx Programme:
| As at |
| --- |
| 13 Nov 2026 |

south.xlsx Programme:
| As at |
| --- |
| {as_at} |

south.xlsx Workstreams:
| Code | Workstream |
| --- | --- |
| OUT | Outreach |
"""


def test_the_risks_that_matter_stand_worst_first_with_their_cause_left_out() -> None:
    rows = "".join(
        f"| TRN-R{number:02} | {likelihood} | {impact} | {proximity} |\n"
        for number, (likelihood, impact, proximity) in enumerate(
            [(1, 1, "")] * 9 + [(4, 4, "Later"), (4, 4, "Now"), (5, 5, ""), (3, 3, "Now")], 1
        )
    )
    pack = board(f"Risks:\n| ID | Likelihood | Impact | Proximity |\n| --- | --- | --- | --- |\n{rows}")
    points = part(pack, "why", "Risks that matter").points
    assert [point.partition("TRN-")[2][:3] for point in points] == ["R12", "R11", "R10", "R13", "R01"]
    assert points[0].endswith("Red, 25 (5 by 5), action due 18 December 2026.")
    assert "13 open risks: 9 Green, 1 Amber, 3 Red." in said(pack.page("risks"))
    assert "5 more open risks not listed." in said(pack.page("risks"))
    (risk_map,) = [one.picture for one in pack.exhibits() if one.picture.caption == "Risk map"]
    assert "13 open risks: 3 in Red cells, 1 in Amber cells and 9 in Green cells." in risk_map.description


@pytest.mark.parametrize(("kpis", "share"), [(0, 1.0), (1, 0.667), (2, 1.0), (3, 1.0), (4, 0.667)])
def test_the_risk_map_has_room_for_its_words_beside_so_many_kpis(kpis: int, share: float) -> None:
    ids = [f"TRN-K{number:02}" for number in range(1, kpis + 1)]
    target = {"Unit": "Percent", "Target": "80%", "Target date": "16 Jul 2027", "Counts children": "No"}
    start = {"Baseline": "20%", "Baseline date": "1 Apr 2026"}
    text = sheet("Risks", *({"ID": f"TRN-R{number:02}", "Likelihood": "4", "Impact": "4"} for number in range(1, 6)))
    if ids:
        point = {"Milestone": "TRN-M01", "Measured on": "9 Oct 2026", "Expected": "50%"}
        text += sheet("KPIs", *({"ID": each, **target, **start} for each in ids))
        text += sheet("Expectations", *({"KPI": each, **point} for each in ids))
        figures = (("30 Jun 2026", "40%"), ("30 Sep 2026", "30%"), ("30 Oct 2026", "25%"))
        actuals = ({"KPI": each, "Period end": day, "Value": value} for each in ids for day, value in figures)
        text += sheet("Actuals", *actuals)
    exhibits = [one for one in board(text).exhibits() if one.share < 1 or one.picture.caption == "Risk map"]
    risk_map = exhibits[-1]
    assert [len(exhibits), risk_map.picture.caption, risk_map.share] == [kpis + 1, "Risk map", share]
    words = next(shape for shape in risk_map.picture.shapes if isinstance(shape, Label) and "likelihood" in shape.text)
    assert words.x + text_width(words.text, 6) <= risk_map.picture.width
    corner = max(shape.x for shape in risk_map.picture.shapes if isinstance(shape, Block) and shape.y < 30)
    rings = [shape.x for shape in risk_map.picture.shapes if isinstance(shape, Mark)]
    assert len(rings) == 5
    assert max(rings) + 5 <= corner


def test_a_risk_that_is_tolerated_is_said_to_be() -> None:
    rows = "| TRN-R01 | 4 | 4 | Tolerate | |\n| TRN-R02 | 4 | 4 | Treat | |\n"
    pack = board(
        f"Risks:\n| ID | Likelihood | Impact | Response | Action due |\n| --- | --- | --- | --- | --- |\n{rows}"
    )
    told = [point.partition(": ")[2] for point in part(pack, "why", "Risks that matter").points]
    assert told == ["Red, 16 (4 by 4), tolerated, no action dated.", "Red, 16 (4 by 4), no action dated."]


def test_money_is_told_in_two_lines() -> None:
    pack = board(
        "Money:\n| ID | Line | Budget | Forecast outturn | Funding |\n| --- | --- | --- | --- | --- |\n"
        "| TRN-F01 | Link workers | 10000 | 12500 | Base budget |\n| TRN-F02 | Training | 500 | 300 | Grant |\n"
    )
    assert part(pack, "why", "Money").sentences == (
        "2026-27: forecast £12,800 of a budget of £10,500, £2,300 (21.9%) over.",
        "Link workers (TRN-F01), £2,500 (25%) over (Red) and £200 of grant may be lost.",
    )


def test_of_more_lines_of_money_than_are_named_it_is_said_how_many_there_are() -> None:
    over = [("Base", 100000, 106000), ("Fees", 100000, 107000), ("Travel", 100, 200), ("Paper", 100, 108)]
    rows = "".join(
        f"| TRN-F0{place} | {line} | {budget} | {outturn} | Base budget |\n"
        for place, (line, budget, outturn) in enumerate(over, 1)
    )
    pack = board(
        f"Money:\n| ID | Line | Budget | Forecast outturn | Funding |\n| --- | --- | --- | --- | --- |\n{rows}"
    )
    assert part(pack, "why", "Money").sentences[1].endswith("£6,000 (6%) over (Amber), 1 more Red and 1 more Amber.")


def test_of_more_plans_for_the_next_period_than_fit_it_is_said_how_many_and_which_are_paused() -> None:
    streams = "".join(f"| A{letter} | Go on | {'Paused' if letter == 'A' else ''} |\n" for letter in "ABCDEFG")
    found = part(
        board(f"Workstreams:\n| Code | Next period | State |\n| --- | --- | --- |\n{streams}"), "why", "The next"
    )
    assert found.heading == f"The next period ({7 - len(found.points)} more in the annex)"
    assert found.points[:2] == ("AA (paused): Go on.", "AB: Go on.")


def test_what_families_said_and_were_told_comes_from_the_workstreams_own_words() -> None:
    assert heard("The team met. Parents told us that letters come late. Costs rose.") == [
        "Parents told us that letters come late."
    ]
    assert heard("Families grew in number.") == []
    assert part(example(), "why", "What parents and children said").points == (
        "STA: Parent carer forum, SENCOs, health and care leads: standards tested on past plans.",
        "SUF: Headteachers, governors and parent carers: a public survey and three meetings.",
    )


def test_a_sentence_that_page_two_tells_is_not_told_again() -> None:
    told = "Hold the review of the first term on 9 December and agree with secondary schools how profiles are shared."
    assert said(example().pages).count(told) == 1


def test_an_older_return_is_said_to_be_older() -> None:
    assert "the return of Outreach (OUT) is as at 30 October 2026, 14 days older" in said(
        part(board(TWO.format(as_at="30 Oct 2026")), "why", "What we do not know")
    )
    assert "Of another day" not in said(board(TWO.format(as_at="13 Nov 2026")).pages)
    row = "| Code | Workstream | Return as at |\n| --- | --- | --- |\n| TRN | Transition | 30 Oct 2026 |\n"
    assert "Of another day: the return of Transition (TRN) is as at 30 October 2026, 14 days older" in said(
        part(board(f"Workstreams:\n{row}"), "asks", "What we do not know")
    )
    told = said(part(board(TWO.format(as_at="soon")), "why", "What we do not know"))
    assert "the return of Outreach (OUT) has no As at date that can be read, and nothing in it is rated" in told


def test_a_date_that_was_asked_for_is_said() -> None:
    found = programme(TWO.format(as_at="30 Oct 2026"))[0]
    pack = packed(Programme(found.submissions, date(2026, 11, 20)))
    assert "As at 20 November 2026" in pack.title.marking
    assert "Everything is measured as at 20 November 2026" in said(pack.page("why"))


def test_a_column_that_was_not_found_is_named() -> None:
    lost = "Milestones, as it lies:\n| ID | Workstream | Milestone | Baseline date |\n| --- | --- | --- | --- |\n"
    pack = board(f"{lost}| TRN-M01 | TRN | Trial opens | 11 Dec 2026 |\n")
    assert "Forecast date" in said(part(pack, "asks", "What we do not know"))


@pytest.mark.parametrize("lacking", ["Milestones: Forecast date", "Money"])
def test_what_a_programme_workbook_lacks_of_a_return_is_named(lacking: str) -> None:
    pack = board(f"Workstreams:\n| Code | Not read |\n| --- | --- |\n| TRN | {lacking} |\n")
    told = said(part(pack, "asks", "What we do not know"))
    assert all(word in told for word in lacking.split(": "))


def test_rows_that_could_not_be_read_are_named_and_many_counted() -> None:
    pack = board("Milestones:\n| ID | Baseline date |\n| --- | --- |\n| TRN-M01 | soon |\n")
    told = said(part(pack, "asks", "What we do not know"))
    assert "1 row could not be read and has no colour: TRN-M01 (its Baseline date could not be read)." in told
    rows = "".join(f"| TRN-M{number:02} | soon |\n" for number in range(1, 21))
    many = said(board(f"Milestones:\n| ID | Baseline date |\n| --- | --- |\n{rows}").pages)
    assert "20 rows could not be read" in many
    assert "17 more" in many


@pytest.mark.parametrize(("until", "told"), [(date(2026, 11, 13), True), (date(2026, 11, 12), False)])
def test_silenced_rules_are_counted_until_their_day_and_their_reasons_stay_with_the_office(
    until: date, *, told: bool
) -> None:
    read = programme("")[0].submissions[0]
    silence = Silence("MS01", "Agreed with the board.", until, Cell("return.xlsx", "Thresholds", "A40"))
    pack = packed(Programme((replace(read, thresholds=replace(read.thresholds, silences=(silence,))),)))
    assert ("1 rule is silenced" in said(pack.pages)) is told
    assert "Agreed with the board." not in said(pack.pages)
    assert say(until)


def test_no_rule_code_cell_or_path_is_in_the_boards_pack() -> None:
    text = said(example().pages)
    assert "MS0" not in text
    assert "Rule " not in text
    assert "/" not in "".join(name for name in text.split() if name.endswith(".xlsx"))


def test_no_page_and_no_part_is_empty() -> None:
    for pack in (example(), board(""), packed(Programme(()))):
        assert all(not page.empty and page.heading for page in pack.pages)
        assert all(not item.empty for page in pack.pages for item in page.parts)
