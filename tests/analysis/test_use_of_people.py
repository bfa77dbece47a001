"""The use of a person's time, week by week, against the same counted day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statuses import read, table
from xl_send.analysis.use_of_people import names_somebody, use_of_people
from xl_send.analysis.weeks import Weeks
from xl_send.calendar import Terms, WorkingDays
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.resources import Resource

FIRST = date(2026, 8, 31)
CALENDAR = (
    ("Term", "1 Sep 2026", "18 Dec 2026"),
    ("Half-term break", "26 Oct 2026", "30 Oct 2026"),
    ("School holiday", "19 Dec 2026", "3 Jan 2027"),
    ("Closure day", "29 Dec 2026", "31 Dec 2026"),
    ("Term", "4 Jan 2027", "25 Mar 2027"),
    ("Half-term break", "15 Feb 2027", "19 Feb 2027"),
)
PROGRAMME = read(
    table("Resources", {"ID": "TRN-P01"})
    + table("Calendar", *({"Name": kind, "Kind": kind, "From": first, "To": last} for kind, first, last in CALENDAR))
)
(LINE,) = PROGRAMME.each(Resource)
ENTRIES = tuple(PROGRAMME.each(CalendarEntry))
DAYS, TERMS = WorkingDays.of(ENTRIES), Terms.of(ENTRIES)

lines = st.builds(
    lambda first, length, fte, term_time: replace(
        LINE,
        starts=FIRST + timedelta(days=first),
        ends=FIRST + timedelta(days=first + length),
        fte=fte,
        term_time=term_time,
    ),
    st.integers(0, 200),
    st.integers(0, 150),
    st.sampled_from([0.1, 0.5, 1.0]),
    st.booleans(),
)


def _by_day(found: list[Resource], monday: date) -> float:
    """The use of one week, each working day counted by itself."""
    week = [monday + timedelta(days=day) for day in range(7)]
    working = [day for day in week if DAYS.is_working(day)]
    term = any(TERMS.is_school_day(day) for day in week)
    counted = [line for line in found if term or not line.term_time]
    covered = sum(line.fte * sum(line.starts <= day <= line.ends for day in working) for line in counted)
    return covered / len(working) if working else 0.0


@settings(deadline=None)
@given(st.lists(lines, min_size=1, max_size=5))
def test_every_week_is_as_counted_day_by_day(found: list[Resource]) -> None:
    (use,) = use_of_people(found, Weeks(DAYS, TERMS)).values()
    for week in range(52):
        monday = FIRST + timedelta(weeks=week)
        told = [stretch.fte for stretch in use.stretches if stretch.first <= monday <= stretch.last]
        assert sum(told) == pytest.approx(_by_day(found, monday), abs=1e-8)
        assert len(told) <= 1


def test_a_line_to_the_end_of_all_dates_is_no_trouble() -> None:
    (use,) = use_of_people([replace(LINE, ends=date.max)], Weeks(DAYS, TERMS)).values()
    assert use.stretches[-1].last == date.max


@pytest.mark.parametrize(
    "who",
    [
        "To be appointed",
        "To recruit",
        "Recruit x2",
        "Vacant (advert out)",
        "TBC",
        "New post from April",
        "Link worker (vacant)",
        "Unfilled",
    ],
)
def test_a_post_that_nobody_holds_is_nobody(who: str) -> None:
    assert not names_somebody(replace(LINE, who=who))


@pytest.mark.parametrize(
    "who", ["Recruitment team", "Newton Hall School", "Postal worker", "Tobias Awaiting", "Agency lead"]
)
def test_a_name_that_begins_like_a_vacancy_is_somebody(who: str) -> None:
    assert names_somebody(replace(LINE, who=who))
