"""Page 1: the marking, the colour with its reasons, what is asked, the grid, and what has changed."""

from __future__ import annotations

from datetime import date

import pytest

from board_pack.boards import board, example, example_programme, packed, part, said, table
from examples import programme
from xl_send.board_pack.first_page.asks import MOST
from xl_send.board_pack.first_page.colour import comparison
from xl_send.board_pack.first_page.grid import FITS
from xl_send.board_pack.wording import amounts_in, asks_something
from xl_send.rag.rollup import programme_status
from xl_send.results import AspectName, Status
from xl_send.workbook.sheets.choices import Rag

FORUMS = """
Forums:
| Forum | Level |
| --- | --- |
| Programme Board | Programme |
| Cabinet | Council |

Meetings:
| Forum | Meeting date | Papers due |
| --- | --- | --- |
| Programme Board | 5 Nov 2026 | 28 Oct 2026 |
| Programme Board | 3 Dec 2026 | 25 Nov 2026 |
"""
LOG = f"""
{FORUMS}
Issues and decisions:
| ID | Kind | What | Needed by | Status | Forum | Severity |
| --- | --- | --- | --- | --- | --- | --- |
| TRN-A01 | Decision needed | Third (£12,500) | 11 Feb 2027 | Open | Programme Board | Low |
| TRN-A02 | Change request | First | 10 Nov 2026 | Open | programme board | High |
| TRN-A03 | Decision needed | Closed | 3 Dec 2026 | Closed | Programme Board | High |
| TRN-A04 | Action | An action | 3 Dec 2026 | Open | Programme Board | High |
| TRN-A05 | Decision needed | None: all is agreed | 1 Dec 2026 | Open | Programme Board | High |
| TRN-A06 | Decision needed | For another | 12 Nov 2026 | Open | Cabinet | High |

Milestones:
| ID | Milestone | Forecast date | Decision needed | Decision given | Actual date | Forum | Help needed |
| --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-M01 | Second | 15 Jan 2027 | Key decision | | | Programme Board | None beyond what is agreed |
| TRN-M02 | Given | 1 Dec 2026 | Decision | 2 Nov 2026 | | Programme Board | |
| TRN-M03 | None needed | 1 Dec 2026 | None | | | Programme Board | |
| TRN-M04 | Reached | | Decision | | 2 Nov 2026 | Programme Board | |
"""


def test_the_marking_says_for_whom_which_edition_as_at_when_and_where_to() -> None:
    assert example().title.marking == (
        "For: Programme board", "Draft 0.1", "As at 13 November 2026", "Goes to Programme Board, 3 December 2026",
        "Small numbers of children are hidden",
    )  # fmt: skip
    made = packed(example_programme(), final=True, version="2", meeting=date(2026, 12, 10), signed="A Khan, SRO")
    assert made.title.marking[1] == "Final 2"
    assert "10 December 2026" in made.title.marking[3]
    assert made.title.sign_off == "Signed off by A Khan, SRO"


def test_a_programme_that_hides_nothing_on_purpose_says_that_it_holds_small_numbers() -> None:
    nought = "\nThresholds:\n| Suppress counts below |\n| --- |\n| 0 |\n"
    office = "\nProgramme:\n| Template version |\n| --- |\n| 0.1.0 programme |\n"
    assert "Contains small numbers" in board(nought + office).title.marking
    assert "Contains small numbers" not in board("").title.marking


def test_without_a_date_nothing_is_rated_and_the_page_says_so() -> None:
    pack = board("Programme:\n| As at |\n| --- |\n| soon |\n")
    assert "No workbook has an As at date that can be read" in pack.title.marking
    assert "Nothing is rated" in said(pack.page("asks"))


def test_up_to_three_reasons_by_consequence_and_the_rest_counted() -> None:
    told = part(example(), "asks", "Colour now")
    assert told.tag
    assert told.tag.word == "Red"
    assert [point.partition(":")[0] for point in told.points[:3]] == ["A fixed date", "Children", "Children"]
    (overall,) = [
        item
        for item in programme_status(example_programme()).aspects
        if (item.of, item.aspect) == ("programme", AspectName.OVERALL)
    ]
    assert told.points[3].startswith(f"{len(set(overall.reason.drivers)) - 3} more reasons")


def test_what_could_not_be_read_is_said_on_the_first_page() -> None:
    pack = board("Milestones:\n| ID | Baseline date |\n| --- | --- |\n| TRN-M01 | soon |\n")
    told = part(pack, "asks", "Colour now")
    assert told.points[-1] == "1 row could not be read and is not in this colour: see What we do not know."
    assert "not evidenced: 1 row of Milestones could not be read" in told.sentences[0]


@pytest.mark.parametrize(
    ("status", "reported", "told"),
    [
        (Status.RED, Rag.GREEN, "Green is reported: better than the dates and figures give."),
        (Status.GREEN, Rag.RED, "Red is reported: worse than the dates and figures give."),
        (Status.AMBER, Rag.AMBER, ""),
        (Status.AMBER, None, "No colour is reported."),
        (Status.NO_DATA, Rag.GREEN, "Green is reported; there is no computed colour to compare it with."),
    ],
)
def test_the_reported_colour_is_compared(status: Status, reported: Rag | None, told: str) -> None:
    assert comparison(status, reported) == told


def test_that_no_colour_is_reported_for_the_programme_is_said_of_the_programme() -> None:
    assert "No colour is reported for the programme as a whole." in said(
        board("Workstreams:\n| Code | Reported RAG |\n| --- | --- |\n| TRN | Red |\n").pages[0]
    )


def test_asks_of_this_forum_logged_ones_first_and_those_that_ask_nothing_left_out() -> None:
    rows = table(board(LOG), "asks", "What Programme Board is asked")
    assert [row["What is asked"].partition("\n")[0] for row in rows] == [
        "First", "Third (£12,500)", "Key decision on: Second",
    ]  # fmt: skip
    assert rows[0]["By when"] == "10 November 2026\nThis day has passed"
    assert rows[1]["What it costs"] == "£12,500"
    assert rows[0]["What it costs"] == "Not stated"


def test_what_other_forums_are_asked_stands_in_the_annex() -> None:
    assert "For another" not in said(part(board(LOG), "asks", "Decisions"))
    assert "For another" in said(board(LOG).page("decisions"))
    assert "For another" in said(board(LOG, forum="Cabinet").page("asks"))


@pytest.mark.parametrize("unread", ["", "| TRN-K02 | |\n"], ids=["all read", "a KPI that could not be read"])
def test_without_a_forum_of_the_audience_the_first_page_says_where_the_asks_are(unread: str) -> None:
    kpis = f"KPIs:\n| ID | Target |\n| --- | --- |\n| TRN-K01 | 120 |\n{unread}"
    told = said(part(board(f"{LOG.replace('| Programme |', '| Council |')}\n{kpis}"), "asks", "Decisions"))
    assert (
        "No forum of this audience is listed on the Forums sheet.\nWhat other forums are asked is in the annex." in told
    )
    alone = said(
        part(board(f"{kpis}\nForums:\n| Forum | Level |\n| --- | --- |\n| Cabinet | Council |\n"), "asks", "D")
    )
    assert "No forum of this audience is listed on the Forums sheet." in alone
    assert "annex" not in alone


def test_at_most_six_asks_and_the_rest_counted() -> None:
    row = "| TRN-A0{0} | Decision needed | Ask {0} | Programme Board |\n"
    rows = "".join(row.format(number) for number in range(1, 10))
    pack = board(f"{FORUMS}\nIssues and decisions:\n| ID | Kind | What | Forum |\n| --- | --- | --- | --- |\n{rows}")
    assert len(table(pack, "asks", "What")) == MOST
    assert "3 more asks stand in the annex." in said(pack.page("asks"))
    assert len(table(pack, "decisions", "What else")) == 3


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("None", False), ("none: on track", False), ("No help needed.", False), ("N/A", False), ("-", False),
        ("Nothing at present", False), ("None beyond the release time agreed", False), ("", False), (None, False),
        ("A word with schools", True), ("Nonetheless agree the list", True), ("Notice of the decision", True),
    ],
)  # fmt: skip
def test_rows_that_ask_nothing_are_no_asks(text: str | None, *, asks: bool) -> None:
    assert asks_something(text) is asks


def test_amounts_are_found_in_words() -> None:
    assert amounts_in("Pay £132,000, then £1.5m.", "or £2 million") == ("£132,000", "£1.5m", "£2 million")


def test_every_workstream_stands_with_its_five_aspects() -> None:
    rows = table(example(), "asks", "The workstreams")
    assert [row["Workstream"].split("(")[1][:3] for row in rows] == ["EHP", "OUT", "STA", "SUF", "TRN", "WFD"]
    assert all(len(row) == 8 and all(row.values()) for row in rows)


def test_of_many_workstreams_the_worst_stand_first_and_all_in_the_annex() -> None:
    codes = [f"A{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(60)]
    streams = "".join(f"| {code} | Workstream {code} |\n" for code in codes)
    late = "| AAB-M01 | AAB | 2 Nov 2026 | 2 Nov 2026 |\n"
    pack = board(
        f"Workstreams:\n| Code | Workstream |\n| --- | --- |\n{streams}\n"
        f"Milestones:\n| ID | Workstream | Baseline date | Forecast date |\n| --- | --- | --- | --- |\n{late}"
    )
    rows = table(pack, "asks", "The workstreams")
    assert len(rows) == FITS
    assert rows[0]["Workstream"] == "Workstream AAB (AAB)"
    assert "48 more in the annex" in said(pack.page("asks"))
    assert len(table(pack, "workstreams", "The workstreams")) == 60


def test_the_title_says_whose_pack_it_is() -> None:
    title = example().title
    assert (title.programme, title.council, title.strapline) == (
        "Exampleshire SEND Transformation Programme", "Exampleshire County Council", "Autumn 1 2026",
    )  # fmt: skip
    assert title.as_at == date(2026, 11, 13)
    assert programme("")[0].latest == title.as_at
