"""The financial years of English councils."""

from __future__ import annotations

from datetime import date

import pytest

from xl_send.calendar.financial_years import financial_year, first_day_of, last_day_of, year_of_month


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025-26"),
        (date(2026, 4, 1), "2026-27"),
        (date(2027, 3, 31), "2026-27"),
        (date(2099, 4, 1), "2099-00"),
    ],
)
def test_a_day_lies_in_the_year_that_began_on_the_1_april_before(day: date, year: str) -> None:
    assert financial_year(day) == year
    assert first_day_of(year) <= day <= last_day_of(year)


def test_a_month_lies_in_the_first_or_the_second_of_its_two_years() -> None:
    assert [year_of_month(month, "2026-27") for month in (3, 4, 12)] == [2027, 2026, 2026]
