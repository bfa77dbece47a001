"""Reporting periods in words, and the days on which they stop agreeing with As at."""

from __future__ import annotations

from datetime import date

import pytest

from examples import programme
from xl_send.analysis.words.periods import stretch_of
from xl_send.rules import all_rules


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Autumn 1 2026", date(2026, 9, 1), date(2026, 10, 31)),
        ("autumn term 2 2026", date(2026, 10, 24), date(2026, 12, 31)),
        ("Autumn term, 2026", date(2026, 9, 1), date(2026, 12, 31)),
        ("Spring 2 2026-27", date(2027, 2, 14), date(2027, 4, 15)),
        ("Summer 2026/27", date(2027, 4, 1), date(2027, 7, 31)),
        ("October 2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("Sept 2026 to Oct 2026", date(2026, 9, 1), date(2026, 10, 31)),
        ("Q1 2026-27", date(2026, 4, 1), date(2026, 6, 30)),
        ("Quarter 4, 2026/27", date(2027, 1, 1), date(2027, 3, 31)),
        ("Aut 1 25/26", date(2025, 9, 1), date(2025, 10, 31)),
        ("Sum 2 2026", date(2026, 5, 24), date(2026, 7, 31)),
        ("HT6 2025/26", date(2026, 5, 24), date(2026, 7, 31)),
        ("Term 6 2025-26", date(2026, 5, 24), date(2026, 7, 31)),
        ("Term 2 2026-27", date(2026, 10, 24), date(2027, 4, 15)),
        ("P9 (December) 2026/27", date(2026, 12, 1), date(2026, 12, 31)),
        ("H2 2025-26", date(2025, 10, 1), date(2026, 3, 31)),
        ("FY25/26 Q2", date(2025, 7, 1), date(2025, 9, 30)),
    ],
)
def test_a_period_is_read_as_people_write_it(words: str, first: date, last: date) -> None:
    assert stretch_of(words) == (first, last)


@pytest.mark.parametrize(
    "words", ["", "Autumn 1", "Q2 2026", "December board", "2026-27", "Return 4", "HT7 2026-27", "Term 1 2026-28"]
)
def test_a_period_that_names_no_time_is_not_guessed_at(words: str) -> None:
    assert stretch_of(words) is None


@pytest.mark.parametrize(
    ("as_at", "asked"),
    [("15 Dec 2026", False), ("16 Dec 2026", True), ("18 Aug 2026", False), ("17 Aug 2026", True)],
)
def test_as_at_may_lie_some_weeks_beside_the_period(as_at: str, asked: bool) -> None:
    found, _ = programme(f"Programme:\n| Reporting period | As at |\n| --- | --- |\n| Autumn 1 2026 | {as_at} |")
    assert bool(list(all_rules()["PR31"].check(found))) == asked
