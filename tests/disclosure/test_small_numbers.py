"""What may be told beside a hidden figure: nothing that with its colour would tell more of it."""

from __future__ import annotations

import pytest

from examples import programme
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.rag.items import items
from xl_send.results import Rating
from xl_send.workbook.sheets.kpis import Kpi

TEXT = """
Milestones:
| ID | Baseline date | Actual date | Forecast date |
| --- | --- | --- | --- |
| TRN-M01 | 25 Sep 2026 | 25 Sep 2026 | |

Expectations:
| KPI | Milestone | Expected |
| --- | --- | --- |
| TRN-K01 | TRN-M01 | {expected} |

KPIs:
| ID | Unit | Baseline | Target | Target date | Tolerance | Counts children |
| --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | {unit} | {baseline} | {target} | 15 Dec 2026 | {tolerance} | Yes |

Actuals:
| KPI | Period end | Value | Base |
| --- | --- | --- | --- |
| TRN-K01 | 31 Oct 2026 | {value} | {base} |

Thresholds:
| Rate only with a base of at least |
| --- |
| 1 |
"""


def judged(**given: object) -> tuple[Disclosure, Kpi, Rating]:
    """The only KPI with its rating, and what may be shown of it to the council."""
    words = {"unit": "Count", "baseline": 20, "target": 60, "tolerance": 1, "base": "", **given}
    found, _ = programme(TEXT.format(**words))
    (item,) = (item for item in items(found) if item.id == "TRN-K01")
    (kpi,) = found.kpis.values()
    return Disclosure(found), kpi, item.rating


def narrows(**given: object) -> bool:
    """Whether what was expected is withheld beside the figure."""
    shown, kpi, rating = judged(**given)
    return shown.narrows(kpi, rating)


@pytest.mark.parametrize(("value", "base"), [("0%", 3), ("50%", 3), ("50%", 4)])
def test_of_a_share_that_rests_on_very_few_nothing_that_was_expected_is_told(value: str, base: int) -> None:
    """Though every count below the threshold would have the same colour: a share is no count."""
    shares = {"unit": "Percent", "baseline": "0%", "target": "60%", "tolerance": "1%", "expected": "0%"}
    assert narrows(value=value, base=base, **shares)


@pytest.mark.parametrize("base", [10, 11])
def test_of_a_share_that_rests_on_enough_it_is_told(base: int) -> None:
    shares = {"unit": "Percent", "baseline": "0%", "target": "60%", "tolerance": "1%", "expected": "0%"}
    assert not narrows(value="50%", base=base, **shares)


@pytest.mark.parametrize(
    ("value", "expected", "withheld"),
    [
        (4, 40, False),  # each of 0 to 4 is Red
        (5, 40, False),  # not hidden
        (4, 5, True),  # within the tolerance of 1: Amber, as no other small count is
        (3, 5, True),  # Red as 0 to 2 are, but 4 is Amber
        (4, 6, False),  # 4 is Red as well
        (0, 0, False),  # each is Green
        (2, 1, True),
    ],
)
def test_of_a_hidden_count_it_is_told_where_every_small_count_has_that_colour(
    value: int,
    expected: int,
    withheld: bool,
) -> None:
    assert narrows(value=value, expected=expected) is withheld


@pytest.mark.parametrize(
    ("value", "expected", "told"),
    [
        (3, 3, ("Not shown", "Not shown")),  # Green of fewer than five: not 0, 1 or 2
        (3, 30, ("30", "60")),  # Red, as every count below five is
        (30, 30, ("30", "60")),  # not hidden at all
    ],
)
def test_what_was_expected_and_the_target_are_withheld_together(
    value: int, expected: int, told: tuple[str, str]
) -> None:
    shown, kpi, rating = judged(value=value, expected=expected)
    assert (shown.expected(kpi, rating), shown.target(kpi, rating)) == told


def test_a_count_below_nought_is_a_slip_and_no_small_number() -> None:
    told = {}
    for value in (-8, 3):
        shown, kpi, _ = judged(expected=30, value=value)
        (actual,) = shown.figures.actuals_of(kpi)
        told[value] = shown.actual(kpi, actual)
    assert told == {-8: "Not shown", 3: "fewer than 5"}
