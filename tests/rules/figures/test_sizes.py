"""Figures of the wrong size, at the edges that a rule's own page need not show."""

from __future__ import annotations

import pytest

from examples import programme
from xl_send.rules import all_rules
from xl_send.rules.figures.magnitudes import slipped
from xl_send.workbook.cells import Percentage


def _blamed(rule: str, text: str) -> list[str]:
    found, _ = programme(text)
    return [hit.cell.address for hit in all_rules()[rule].check(found)]


@pytest.mark.parametrize(
    ("value", "meant"),
    [(1000, 100), (10, 100), (10_000, 100), (1, 100), (499, 0), (21, 0), (50_000, 0), (0, 0), (-100, 0)],
)
def test_what_was_probably_meant_beside_a_hundred(value: float, meant: float) -> None:
    assert slipped(float(value), 100, 100) == meant


def test_nothing_is_guessed_beside_figures_that_reach_zero() -> None:
    assert slipped(1000, 0, 100) == 0


def test_what_was_meant_is_a_percentage_where_the_figure_was() -> None:
    assert isinstance(slipped(Percentage(0.308), 0.04, 0.05), Percentage)


def test_an_expectation_is_not_measured_against_a_baseline_in_doubt() -> None:
    text = """
    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40 | 60% |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 5% | 11 Dec 2026 |
    """
    assert _blamed("UN22", text) == []
    assert _blamed("UN22", text.replace("| 40 |", "| 40% |")) == ["C2"]


def test_a_quiet_period_is_not_queried_and_a_loud_one_is() -> None:
    text = """
    KPIs:
    | ID | Measures | Year basis |
    | --- | --- | --- |
    | TRN-K01 | Period | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 110 |
    | TRN-K01 | 31 Aug 2026 | 11 |
    | TRN-K01 | 30 Sep 2026 | 115 |
    """
    assert _blamed("UN23", text) == []
    assert _blamed("UN23", text.replace("| 11 |", "| 1100 |")) == ["C3"]
