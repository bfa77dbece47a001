"""What drives a date, in words: the whole story of each kind of step, and the range that the past suggests."""

from __future__ import annotations

import pytest

from network.programmes import Row, book, milestone
from statuses import read
from xl_send.network import network_of
from xl_send.network.driving import DrivenDate
from xl_send.workbook.sheets.milestones import Milestone

LAST = milestone("TRN-M02", "6 Nov 2026", Depends_on="TRN-M01")
HANDOVER = {"ID": "TRN-D01", "Needed": "List of pupils", "Needed by": "30 Nov 2026", "Forecast": "27 Nov 2026"}


def driven(name: str, *books: str) -> DrivenDate | None:
    programme = read("".join(books))
    (row,) = (row for row in programme.each(Milestone) if row.id == name)
    return DrivenDate.of(network_of(programme), row)


def story(name: str, *books: str) -> list[str]:
    found = driven(name, *books)
    assert found is not None
    return [step.replace(" (Trial opens in four schools)", "") for step in found.steps]


def decided(name: str, planned: str, **more: str) -> Row:
    return milestone(name, planned, Decision_needed="Decision", Forum="Programme Board", **more)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            (milestone("TRN-M01", "4 Dec 2026", "18 Dec 2026"), LAST),
            ["TRN-M01: 18 December 2026, its own date.",
             "TRN-M02: 18 December 2026, with TRN-M01, on which it depends."],
        ),
        (
            (milestone("TRN-M01", "6 Nov 2026"), LAST),
            ["TRN-M01: 13 November 2026, not before the As at date of its workbook.",
             "TRN-M02: 13 November 2026, with TRN-M01, on which it depends."],
        ),
        (
            (milestone("TRN-M01", "13 Nov 2026"), LAST),  # its own date, though it is the As at date too
            ["TRN-M01: 13 November 2026, its own date.",
             "TRN-M02: 13 November 2026, with TRN-M01, on which it depends."],
        ),
        (
            (milestone("TRN-M01", "6 Nov 2026", Actual_date="9 Nov 2026"),
             milestone("TRN-M02", "6 Nov 2026", Depends_on="TRN-M01+10")),
            ["TRN-M01: 9 November 2026, when it was done.",
             "TRN-M02: 23 November 2026, 10 working days after TRN-M01, on which it depends."],
        ),
        (  # the board cannot decide it on the day that has passed, and nothing else holds it
            (decided("TRN-M02", "12 Nov 2026"),),
            ["TRN-M02: 3 December 2026, Programme Board can first decide it then (papers due 25 November 2026)."],
        ),
        (
            (milestone("TRN-M01", "7 Jan 2027"), decided("TRN-M02", "14 Jan 2027", Depends_on="TRN-M01")),
            ["TRN-M01: 7 January 2027, its own date.",
             ("TRN-M02: 12 March 2027, what it needs is there on 7 January 2027, with TRN-M01, on which it depends, "
             "and Programme Board can first decide it then (papers due 4 March 2027).")],
        ),
        (
            (milestone("TRN-M01", "15 Mar 2027"), decided("TRN-M02", "14 Jan 2027", Depends_on="TRN-M01")),
            ["TRN-M01: 15 March 2027, its own date.",
             ("TRN-M02: 15 March 2027, with TRN-M01, on which it depends; "
             "no meeting of Programme Board that is listed can decide it.")],
        ),
    ],
)  # fmt: skip
def test_each_step_says_why_it_is_on_its_day(rows: tuple[Row, ...], told: list[str]) -> None:
    assert story("TRN-M02", book("TRN", Milestones=rows)) == told


@pytest.mark.parametrize("row", [milestone("TRN-M01", "14 Jan 2027"), decided("TRN-M01", "14 Jan 2027")])
def test_of_a_milestone_that_its_own_date_alone_sets_nothing_is_told(row: Row) -> None:
    assert driven("TRN-M01", book("TRN", Milestones=(row,))) is None


@pytest.mark.parametrize(
    ("more", "is_told"), [({}, True), ({"Key": "No"}, False), ({"Actual_date": "13 Nov 2026"}, False)]
)
def test_only_of_a_key_milestone_that_is_to_come_is_it_told(more: dict[str, str], *, is_told: bool) -> None:
    rows = (milestone("TRN-M01", "6 Nov 2026"), milestone("TRN-M02", "6 Nov 2026", Depends_on="TRN-M01", **more))
    assert (driven("TRN-M02", book("TRN", Milestones=rows)) is not None) is is_told


def test_a_step_through_tasks_in_schools_and_a_handover_is_told_as_what_it_is() -> None:
    ready = {**HANDOVER, "Giver milestone": "OUT-M01"}
    out = book("OUT", Milestones=(milestone("OUT-M01", "27 Nov 2026", "14 Dec 2026"),), Interdependencies=(ready,))
    trn = book("TRN", Milestones=(milestone("TRN-M01", "14 Dec 2026"),), Interdependencies=(ready,))
    assert story("TRN-M01", out, trn) == [
        "OUT-M01: 14 December 2026, its own date.",
        "TRN-D01 (List of pupils): 14 December 2026, when OUT-M01 is ready.",
        "TRN-M01: 30 December 2026, 10 working days after TRN-D01, which it needs.",
    ]
    tasks = (
        {
            "ID": "TRN-T01",
            "Task": "Visits",
            "Starts": "14 Dec 2026",
            "Ends": "21 Dec 2026",
            "Schools": "Town Junior School",
        },
        {"ID": "TRN-T02", "Task": "Report", "After": "TRN-T01", "Starts": "4 Jan 2027", "Ends": "5 Jan 2027"},
    )
    row = milestone("TRN-M02", "20 Nov 2026", Depends_on="TRN-T02")
    assert story("TRN-M02", book("TRN", Milestones=(row,), Diagnostics=tasks)) == [
        "TRN-T01 (Visits): 4 January 2027, the first day that will do.",
        "TRN-T02 (Report): 6 January 2027, it comes after TRN-T01.",
        "TRN-M02: 6 January 2027, with TRN-T02, on which it depends.",
    ]


@pytest.mark.parametrize(
    ("length", "between"), [(8, ""), (9, "1 more step lies between."), (11, "3 more steps lie between.")]
)
def test_of_a_long_chain_the_first_and_the_last_steps_are_told(length: int, between: str) -> None:
    rows = tuple(
        milestone(f"TRN-M{place:02}", "14 Jan 2027", Depends_on=f"TRN-M{place - 1:02}" if place > 1 else "")
        for place in range(1, length + 1)
    )
    told = story(f"TRN-M{length:02}", book("TRN", Milestones=rows))
    last = [f"TRN-M{place:02}" for place in range(length - 6, length + 1)]
    assert [step.partition(":")[0] for step in told] == ["TRN-M01", *([between] if between else []), *last]


def past(*days: int, more: tuple[Row, ...] = ()) -> str:
    """A milestone for 18 December after others that were reached on these days of November, due on the second."""
    reached = (
        milestone(f"TRN-M{place:02}", "2 Nov 2026", Actual_date=f"{day} Nov 2026") for place, day in enumerate(days, 10)
    )
    row = decided("TRN-M01", "18 Dec 2026") if more else milestone("TRN-M01", "18 Dec 2026")
    return book("TRN", Milestones=(row, *reached), **({"Meetings": more} if more else {}))


@pytest.mark.parametrize(
    ("days", "span"),
    [
        ((2, 3, 4, 5), None),
        ((2, 3, 4, 5, 6), "between 18 December 2026 and 24 December 2026"),
        ((2, 2, 2, 2, 2), "on 18 December 2026"),
        ((2, 3, 3, 3, 3, 3, 3, 3, 9), "between 18 December 2026 and 29 December 2026"),
        ((2, 3, 3, 3, 3, 3, 3, 3, 3, 9), "on 21 December 2026"),  # of ten, one is left out at either end
    ],
)
def test_the_range_is_what_the_past_suggests_of_five_and_more(days: tuple[int, ...], span: str | None) -> None:
    found = driven("TRN-M01", past(*days))
    assert (found and found.past and found.past.span) == span
    if found and found.past:
        assert found.past.sentence.startswith(
            f"If it slips as the {len(days)} milestones reached so far have slipped: "
        )


def test_what_came_early_moves_nothing_forward_and_a_meeting_that_would_be_missed_is_named() -> None:
    early = tuple(
        milestone(f"TRN-M{place}", "6 Nov 2026", Actual_date=f"{day} Nov 2026")
        for place, day in enumerate((2, 3, 4, 5, 6), 10)
    )
    found = driven("TRN-M01", book("TRN", Milestones=(milestone("TRN-M01", "18 Dec 2026"), *early)))
    assert found is not None
    assert found.past is not None
    assert (found.past.span, found.past.missed) == ("on 18 December 2026", "")
    meeting = {"Meeting date": "18 Dec 2026", "Papers due": "10 Dec 2026"}
    found = driven("TRN-M01", past(2, 2, 2, 3, 4, more=(meeting,)))
    assert found is not None
    assert found.past is not None
    assert found.past.missed == "Programme Board on 18 December 2026 is missed in 2 of 5"
