from __future__ import annotations

from datetime import date

import pytest

from statuses import read, table
from xl_send.calendar import Terms
from xl_send.workbook.sheets.governance import CalendarEntry


def entry(name: str, kind: str, first: str, last: str) -> dict[str, str]:
    return {"Name": name, "Kind": kind, "From": first, "To": last}


YEAR = (
    entry("Spring term 2027", "Term", "4 Jan 2027", "25 Mar 2027"),
    entry("Autumn term 2026", "Term", "2 Sep 2026", "18 Dec 2026"),
    entry("Half-term", "Half-term break", "26 Oct 2026", "30 Oct 2026"),
    entry("Summer term 2027", "Term", "12 Apr 2027", "22 Jul 2027"),
    entry("Summer half-term", "Half-term break", "31 May 2027", "4 Jun 2027"),
    entry("Training", "School holiday", "3 Sep 2026", "3 Sep 2026"),
    entry("Office shut", "Closure day", "9 Nov 2026", "9 Nov 2026"),
    entry("Backwards", "Term", "1 Sep 2028", "1 Sep 2027"),
)


def terms(*entries: dict[str, str]) -> Terms:
    return Terms.of(read(table("Calendar", *entries)).submissions[0].all(CalendarEntry))


SOUND = terms(*YEAR)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 1), None),
        (date(2026, 9, 2), "Autumn term 2026"),
        (date(2026, 10, 28), "Autumn term 2026"),
        (date(2026, 12, 18), "Autumn term 2026"),
        (date(2026, 12, 19), None),
        (date(2027, 3, 25), "Spring term 2027"),
    ],
)
def test_a_term_holds_its_first_and_last_day(day: date, name: str | None) -> None:
    found = SOUND.term_of(day)
    assert (found.name if found else None) == name


def test_the_next_term_starts_after_the_day() -> None:
    found = SOUND.next_term_after(date(2026, 12, 19))
    assert found
    assert found.starts == date(2027, 1, 4)
    assert SOUND.next_term_after(date(2027, 1, 4)) == SOUND.term_of(date(2027, 4, 12))
    assert SOUND.next_term_after(date(2027, 4, 12)) is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 10, 23), "Autumn 1"),
        (date(2026, 10, 26), ""),
        (date(2026, 10, 30), ""),
        (date(2026, 11, 2), "Autumn 2"),
        (date(2027, 1, 4), "Spring"),
        (date(2027, 5, 28), "Summer 1"),
        (date(2027, 6, 7), "Summer 2"),
        (date(2027, 8, 2), ""),
    ],
)
def test_half_terms_are_named_as_people_name_them(day: date, name: str) -> None:
    assert SOUND.half_term_of(day) == name


@pytest.mark.parametrize(
    ("first", "season"),
    [("1 Aug 2026", "Autumn"), ("1 Jan 2027", "Spring"), ("1 Mar 2027", "Spring"), ("1 Apr 2027", "Summer")],
)
def test_a_term_without_a_season_in_its_name_is_known_by_its_first_month(first: str, season: str) -> None:
    assert terms(entry("Term 3", "Term", first, "31 Jul 2028")).terms[0].season == season


@pytest.mark.parametrize(
    ("day", "school"),
    [
        (date(2026, 9, 2), True),
        (date(2026, 9, 3), False),  # a school holiday of one day
        (date(2026, 9, 5), False),  # Saturday
        (date(2026, 10, 28), False),  # half-term
        (date(2026, 11, 9), False),  # a closure day
        (date(2027, 5, 3), False),  # bank holiday
        (date(2026, 12, 21), False),
    ],
)
def test_a_school_day_is_a_weekday_in_term(day: date, *, school: bool) -> None:
    assert SOUND.is_school_day(day) is school


def test_all_school_days_at_once_are_those_that_are_school_days_one_by_one() -> None:
    first, last = date(2026, 1, 1).toordinal(), date(2028, 12, 31).toordinal()
    one_by_one = [day for day in range(first, last) if SOUND.is_school_day(date.fromordinal(day))]
    assert SOUND.school_days() == one_by_one
    assert len(one_by_one) > 100


def test_a_calendar_without_terms_has_no_school_days() -> None:
    assert terms(entry("Summer holiday", "School holiday", "22 Jul 2026", "31 Aug 2049")).school_days() == []
