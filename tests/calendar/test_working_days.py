from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statuses import read, table
from xl_send.calendar import BANK_HOLIDAYS, WorkingDays, clear_days
from xl_send.workbook.sheets.governance import CalendarEntry

DAYS = st.dates(date(2014, 1, 1), date(2042, 12, 31))
CLOSURES = (("24 Dec 2026", "31 Dec 2026"), ("2 Apr 2027", "9 Apr 2027"), ("29 Dec 2026", "4 Jan 2027"))


def closed(*spans: tuple[str, str], kind: str = "Closure day") -> WorkingDays:
    rows = [{"Name": "Shut", "Kind": kind, "From": first, "To": last} for first, last in spans]
    return WorkingDays.of(read(table("Calendar", *rows)).submissions[0].all(CalendarEntry))


PLAIN, CLOSED = WorkingDays(), closed(*CLOSURES)


def test_bank_holidays_are_those_that_the_library_publishes_for_england() -> None:
    published = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2041))
    assert set(BANK_HOLIDAYS) == {day for day in published if day.weekday() < 5}


def test_bank_holidays_stand_in_order_under_names_of_their_own() -> None:
    assert list(BANK_HOLIDAYS) == sorted(BANK_HOLIDAYS)
    assert BANK_HOLIDAYS[date(2026, 12, 28)] == "Boxing Day (substitute day)"
    assert BANK_HOLIDAYS[date(2022, 9, 19)] == "State funeral of Queen Elizabeth II"


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        (date(2026, 11, 13), date(2026, 11, 13), 0),
        (date(2026, 11, 13), date(2026, 11, 14), 0),  # Saturday
        (date(2026, 11, 13), date(2026, 11, 16), 1),
        (date(2026, 11, 14), date(2026, 11, 16), 1),
        (date(2026, 12, 24), date(2026, 12, 29), 1),  # Christmas Day and the substitute for Boxing Day
        (date(2026, 12, 11), date(2027, 1, 8), 17),
        (date(2027, 1, 8), date(2026, 12, 11), -17),
    ],
)
def test_the_later_day_counts_and_the_earlier_does_not(start: date, end: date, number: int) -> None:
    assert PLAIN.between(start, end) == number


@settings(deadline=None)
@given(DAYS, DAYS)
def test_between_agrees_with_counting_day_by_day(start: date, end: date) -> None:
    first, last = sorted((start, end))
    for working in (PLAIN, CLOSED):
        days = [first + timedelta(number) for number in range(1, (last - first).days + 1)]
        counted = sum(working.is_working(day) for day in days)
        assert working.between(first, last) == counted
        assert working.between(last, first) == -counted


@given(DAYS)
def test_a_day_is_working_unless_weekend_bank_holiday_or_closure(day: date) -> None:
    weekday = day.weekday() < 5 and day not in BANK_HOLIDAYS
    shut = date(2026, 12, 24) <= day <= date(2027, 1, 4) or date(2027, 4, 2) <= day <= date(2027, 4, 9)
    assert PLAIN.is_working(day) == weekday
    assert CLOSED.is_working(day) == (weekday and not shut)


@given(DAYS, st.integers(-600, 600))
def test_after_is_the_nearest_working_day_so_many_away(day: date, number: int) -> None:
    for working in (PLAIN, CLOSED):
        there = working.after(day, number)
        if number == 0:
            assert there == day
        else:
            steps = working.between(day, there) if number > 0 else working.between(there - timedelta(1), day)
            reached = steps if number > 0 else steps - working.is_working(day)
            assert working.is_working(there)
            assert reached == abs(number)


def test_after_counts_past_the_weekend_and_back() -> None:
    assert PLAIN.after(date(2026, 11, 13), 1) == date(2026, 11, 16)
    assert PLAIN.after(date(2026, 11, 14), 1) == date(2026, 11, 16)
    assert PLAIN.after(date(2026, 11, 16), -1) == date(2026, 11, 13)
    assert PLAIN.after(date(2026, 11, 15), -1) == date(2026, 11, 13)


def test_after_stops_at_the_last_day_there_is() -> None:
    assert PLAIN.after(date.max, 3) == date.max
    assert PLAIN.after(date.max - timedelta(1), 900) == date.max


def test_only_closure_days_add_to_the_days_off() -> None:
    assert closed(("2 Nov 2026", "6 Nov 2026"), kind="Half-term break").is_working(date(2026, 11, 3))
    assert not closed(("2 Nov 2026", "6 Nov 2026")).is_working(date(2026, 11, 3))


def test_a_closure_may_be_of_one_day() -> None:
    assert not closed(("3 Nov 2026", "3 Nov 2026")).is_working(date(2026, 11, 3))


def test_a_closure_that_ends_before_it_starts_is_passed_over() -> None:
    assert closed(("6 Nov 2026", "2 Nov 2026")) == PLAIN


def test_outside_the_table_only_weekends_are_left_out() -> None:
    assert PLAIN.covers(date(2015, 1, 1))
    assert PLAIN.covers(date(2040, 12, 31))
    assert not PLAIN.covers(date(2014, 12, 31))
    assert not PLAIN.covers(date(2041, 1, 1))
    assert PLAIN.is_working(date(2041, 12, 25))


def test_clear_days_leave_out_both_ends() -> None:
    assert clear_days(date(2026, 11, 13), date(2026, 11, 14)) == 0
    assert clear_days(date(2026, 11, 13), date(2026, 11, 13)) == 0
    assert clear_days(date(2026, 10, 15), date(2026, 11, 13)) == 28
    assert PLAIN.clear_between(date(2026, 11, 13), date(2026, 11, 20)) == 4
    assert PLAIN.clear_between(date(2026, 11, 20), date(2026, 11, 13)) == 0


@given(DAYS, st.integers(0, 20))
def test_papers_are_due_on_the_last_working_day_that_leaves_enough_clear_days(meeting: date, clear: int) -> None:
    due = CLOSED.papers_due(meeting, clear)
    assert CLOSED.is_working(due)
    assert CLOSED.clear_between(due, meeting) == clear


def test_papers_for_a_thursday_are_due_six_working_days_before() -> None:
    assert PLAIN.papers_due(date(2026, 12, 3), 5) == date(2026, 11, 25)
