"""Days by the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from xl_send.workbook.days import years_later


@pytest.mark.parametrize(
    ("day", "years", "other"),
    [
        (date(2026, 3, 31), 1, date(2027, 3, 31)),
        (date(2026, 1, 31), -1, date(2025, 1, 31)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 28), -1, date(2027, 2, 28)),
        (date(2026, 2, 27), 2, date(2028, 2, 27)),
    ],
)
def test_the_same_day_of_another_year(day: date, years: int, other: date) -> None:
    assert years_later(day, years) == other
