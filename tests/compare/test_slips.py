"""A slip and the conflicts go by one rule of which meeting serves a date, and a slip is no cure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.programmes import Row, book, milestone
from statuses import read
from xl_send.compare.differences import DateChange, Differences, differences, why_better
from xl_send.compare.scenario import closed, with_slips
from xl_send.rag.rollup import programme_status
from xl_send.results import Item, Status
from xl_send.workbook.submissions import Programme

WORST_FIRST = [Status.RED, Status.AMBER, Status.GREEN]
FORUMS = (
    {"Forum": "Cabinet", "Takes key decisions": "Yes"}, {"Forum": "Programme Board", "Takes key decisions": "No"},
)  # fmt: skip
MEETINGS = (
    {"Forum": "Cabinet", "Meeting date": "15 Dec 2026", "Papers due": "7 Dec 2026"},
    {"Forum": "Cabinet", "Meeting date": "26 Jan 2027", "Papers due": "18 Jan 2027"},
    {"Forum": "Programme Board", "Meeting date": "3 Dec 2026", "Papers due": "25 Nov 2026"},
    {"Forum": "Programme Board", "Meeting date": "14 Jan 2027", "Papers due": "6 Jan 2027"},
)


def programme(*milestones: Row) -> Programme:
    return read(book("TRN", Milestones=milestones, Forums=FORUMS, Meetings=MEETINGS).replace("trn.xlsx ", ""))


def decision(name: str, planned: str, forecast: str, forum: str, **more: str) -> Row:
    needed = "Key decision" if forum == "Cabinet" else "Decision"
    return milestone(name, planned, forecast, Decision_needed=needed if forum else "None", Forum=forum, **more)


def after(slips: tuple[tuple[str, int], ...], *milestones: Row) -> Differences:
    before = programme(*milestones)
    return differences(before, with_slips(before, slips))


def test_what_a_later_date_makes_possible_is_said_and_no_meeting_is_missed_by_it() -> None:
    found = after((("TRN-M01", 2),), decision("TRN-M01", "14 Dec 2026", "14 Dec 2026", "Cabinet"))
    (was, now), *others = found.items
    assert (was.status, now.status, others) == (Status.AMBER, Status.GREEN, [])
    assert now.reason.endswith("; Cabinet on 15 December 2026 can give a key decision")
    assert "no meeting by 14 December 2026 can give it" in why_better(was, now)
    assert [finding.rule for finding in found.gone] == ["CF19"]
    assert found.meetings == ()


def test_a_meeting_is_missed_where_what_a_decision_waits_for_comes_after_it() -> None:
    first = milestone("TRN-M01", "4 Dec 2026")
    second = decision("TRN-M02", "20 Jan 2027", "20 Jan 2027", "Cabinet", Depends_on="TRN-M01")
    found = after((("TRN-M01", 40),), first, second)
    assert [(item.milestone.id, item.meeting.day, item.following) for item in found.meetings] == [
        ("TRN-M02", date(2026, 12, 15), None)
    ]


def test_a_date_beyond_the_last_meeting_listed_is_no_cure() -> None:
    cannot = {**decision("TRN-M01", "14 Jan 2027", "14 Jan 2027", "Programme Board"), "Decision needed": "Key decision"}
    ((was, now),) = after((("TRN-M01", 3),), cannot).items
    assert (was.status, now.status) == (Status.AMBER, Status.GREEN)
    assert now.reason.endswith("; no meeting of Programme Board is listed so late")
    assert "and no meeting by 14 January 2027 can give it" in why_better(was, now)


@pytest.mark.parametrize("forecast", ["13 Nov 2026", "12 Jan 2027"])
def test_what_is_ready_too_late_for_every_meeting_listed_is_no_better_than_at_the_last(forecast: str) -> None:
    first = decision("TRN-M01", "13 Nov 2026", "18 Nov 2026", "Cabinet")
    second = decision("TRN-M02", "11 Dec 2026", forecast, "Programme Board", Depends_on="TRN-M01")
    before = programme(first, second)
    was, now = (
        next(item for item in programme_status(each).items if item.id == "TRN-M02")
        for each in (before, with_slips(before, (("TRN-M01", 33),)))
    )
    assert (was.status, now.status) == (Status.RED, Status.RED)
    assert was.reason.startswith("cannot be before 14 January 2027, 21 working days after its planned date, because it")
    assert now.reason.startswith(
        "cannot be before 15 January 2027, 22 working days after its planned date, because it waits for TRN-M01 and no "
        "meeting of Programme Board that is listed can decide it; its own forecast is still "
    )


shown = st.integers(-10, 70).map(lambda day: f"{date(2026, 11, 13) + timedelta(days=day):%d %b %Y}")


@st.composite
def milestones(draw: st.DrawFn) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        names = [row["ID"] for row in rows]
        earlier = ", ".join(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))) if rows else ""
        forum = draw(st.sampled_from(["", "Cabinet", "Programme Board"]))
        row = decision(f"TRN-M0{number}", draw(shown), draw(shown), forum, Depends_on=earlier)
        flags = st.sampled_from(["", "Yes"])
        rows.append({**row, "Schools must act": draw(flags), "Fixed date": draw(flags)})
    return tuple(rows)


def is_better(was: Item, now: Item) -> bool:
    coloured = was.status.coloured and now.status.coloured
    return coloured and WORST_FIRST.index(now.status) > WORST_FIRST.index(was.status)


@settings(deadline=None, max_examples=60)
@given(milestones(), st.integers(1, 60), st.data())
def test_a_slip_makes_no_colour_better_without_saying_by_which_rule(
    rows: tuple[Row, ...], by: int, data: st.DataObject
) -> None:
    slipped = data.draw(st.sampled_from([row["ID"] for row in rows]))
    found = after(((slipped, by),), *rows)
    for was, now in found.items:
        if is_better(was, now):
            assert now.id == slipped
            assert was.reason in why_better(was, now)
            passed = was.reason.startswith("forecast date has passed")
            assert passed or "can give" in now.reason or "listed so late" in now.reason
    missed = {item.milestone.id for item in found.meetings}
    assert not missed & {finding.cell.record for finding in found.gone if finding.rule == "CF19"}


@pytest.mark.parametrize(("forecast", "told"), [("13 Nov 2026", []), ("16 Nov 2026", [("TRN-M01", 1, None)])])
def test_what_is_done_on_its_very_day_is_not_said_to_have_lost_its_float(forecast: str, told: list[object]) -> None:
    before = programme(milestone("TRN-M01", "11 Dec 2026", forecast))
    found = differences(before, closed(before, ["TRN-M01"]))
    assert [(one.id, -one.by, one.float_after) for one in found.dates] == told


@pytest.mark.parametrize(
    ("by", "before", "after_it", "said"),
    [
        (5, 3, 3, "5 working days later"),
        (-1, 3, 4, "1 working day earlier; float 3 becomes 4"),
        (0, 3, -2, "float 3 becomes -2"),
        (0, None, 0, "float none becomes 0"),
        (0, 3, 3, ""),
    ],
)
def test_a_date_that_changes_says_by_how_much_and_what_becomes_of_its_float(
    by: int, before: int | None, after_it: int | None, said: str
) -> None:
    day = date(2026, 12, 11)
    assert DateChange("TRN-M01", day, day, by, before, after_it).in_words == said
    assert DateChange("TRN-M01", day, None, 0, before, after_it).in_words == "", "of no date there is no float"


def test_dates_that_are_not_known_are_said_so() -> None:
    found = DateChange("TRN-M01", None, None, 0, None, None)
    assert (found.was, found.becomes) == ("not known", "not known")
    known = found._replace(before=date(2026, 12, 11), after=date(2026, 12, 14))
    assert (known.was, known.becomes) == ("11 December 2026", "14 December 2026")


def test_a_conflict_that_was_there_before_a_slip_is_neither_new_nor_gone_by_it() -> None:
    stands = decision("TRN-M01", "14 Dec 2026", "14 Dec 2026", "Cabinet")
    found = after((("TRN-M02", 1),), stands, milestone("TRN-M02", "4 Dec 2026"))
    assert (found.new, found.changed, found.gone) == ((), (), ())
    worse = after((("TRN-M01", -1),), stands, milestone("TRN-M02", "4 Dec 2026"))
    assert [finding.rule for finding in worse.changed] == ["CF19"]
