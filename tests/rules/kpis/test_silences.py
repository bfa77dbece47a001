"""Where the rules of KPIs keep silent: each fault is shown, and then what makes it no fault or not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from examples import programme
from xl_send.rules import all_rules

LEADING_ALONE = """
Workstreams:
| Code | State |
| --- | --- |
| TRN | |
| OUT | |

KPIs:
| ID | Workstream | Type | Leads to | Better when | State |
| --- | --- | --- | --- | --- | --- |
| TRN-K01 | TRN | Leading | OUT-K01 | Higher | |
| TRN-K02 | TRN | Leading | | Higher | |
| OUT-K01 | OUT | Lagging | | Context only | Paused |
"""
TOGETHER = """
Programme:
| As at |
| --- |
| 13 Nov 2026 |

Workstreams:
| Code | State |
| --- | --- |
| TRN | |
| OUT | |

KPIs:
| ID | Workstream | Type | Leads to | Better when | State | Target date |
| --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | TRN | Leading | OUT-K01 | Higher | | 31 Jul 2027 |
| OUT-K01 | OUT | Lagging | | Higher | | 11 Dec 2026 |

Expectations:
| KPI | Milestone | Expected | Measured on |
| --- | --- | --- | --- |
| TRN-K01 | TRN-M08 | 120 | 11 Dec 2026 |
| TRN-K01 | TRN-M09 | 130 | 31 Mar 2027 |
| OUT-K01 | OUT-M09 | 120 | 11 Dec 2026 |
"""
STAYS = """
KPIs:
| ID | Unit | Better when | Baseline | Target | Target date | State | Series break |
| --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | Percent | Higher | 40% | 60% | 31 Jul 2027 | | |

Expectations:
| KPI | Expected | Measured on |
| --- | --- | --- |
| TRN-K01 | 40% | 11 Dec 2026 |
| TRN-K01 | 40% | 31 Mar 2027 |
"""
FALLS_BACK = """
KPIs:
| ID | Better when | Baseline | Target | Target date |
| --- | --- | --- | --- | --- |
| TRN-K01 | Higher | 100 | 120 | 31 Jul 2027 |

Expectations:
| KPI | Expected | Measured on |
| --- | --- | --- |
| TRN-K01 | 110 | 31 Mar 2027 |
| TRN-K01 | 125 | 30 Jul 2027 |
"""
LATE = """
KPIs:
| ID | Baseline | Baseline date | Target | Target date | Measures | Year basis |
| --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | 100 | 31 Mar 2026 | 200 | 4 Aug 2027 | Snapshot | Academic |

Expectations:
| KPI | Expected | Measured on | Note |
| --- | --- | --- | --- |
| TRN-K01 | 120 | 31 Mar 2027 | |
| TRN-K01 | 130 | 27 Jun 2027 | |
"""
OVERDUE = """
Programme:
| As at |
| --- |
| 13 Nov 2026 |

KPIs:
| ID | Frequency | Target date | State |
| --- | --- | --- | --- |
| TRN-K01 | Monthly | 31 Jul 2027 | |

Actuals:
| KPI | Period end | Value |
| --- | --- | --- |
| TRN-K01 | 31 Aug 2026 | 110 |
| TRN-K01 | 31 Oct 2026 | |
"""
NEVER = """
KPIs:
| ID | Better when |
| --- | --- |
| TRN-K01 | Higher |

Expectations:
| KPI | Milestone | Expected | Measured on |
| --- | --- | --- | --- |
| TRN-K01 | TRN-M08 | 120 | 12 Nov 2026 |
| TRN-K01 | TRN-M09 | 130 | 31 Mar 2027 |
"""
BASELESS = """
KPIs:
| ID | KPI | Unit | Source |
| --- | --- | --- | --- |
| TRN-K01 | Mean score | Score | Families' survey |

Actuals:
| KPI | Value | Base |
| --- | --- | --- |
| TRN-K01 | 3.1 | |
"""
SHARE_WITHOUT_BASE = BASELESS.replace("Mean score | Score", "Pupils seen | Percent").replace("3.1", "62%")
FEW = """
KPIs:
| ID | Unit | Better when | Reported RAG |
| --- | --- | --- | --- |
| TRN-K01 | Count | Higher | Green |

Actuals:
| KPI | Value | Base |
| --- | --- | --- |
| TRN-K01 | 7 | 7 |
"""
BROKEN = """
KPIs:
| ID | KPI | Unit | Baseline | Baseline date | Baseline due | State | Series break |
| --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | Tribunal appeal rate | Percent | 3% | 31 Dec 2024 | | | |

Actuals:
| KPI | Period end | Value |
| --- | --- | --- |
| TRN-K01 | 1 Jan 2025 | 6% |
"""
OTHER_YEAR = """
KPIs:
| ID | Frequency | Measures | Year basis | State |
| --- | --- | --- | --- | --- |
| TRN-K01 | Annual | Period | Academic | |

Actuals:
| KPI | Period end |
| --- | --- |
| TRN-K01 | 31 Aug 2025 |
| TRN-K01 | 31 Mar 2026 |
"""
MONTHLY = """| TRN-K01 | 31 Dec 2025 |
| TRN-K01 | 31 Jan 2026 |
| TRN-K01 | 28 Feb 2026 |
| TRN-K01 | 31 Mar 2026 |"""


def _speaks(rule: str, text: str) -> bool:
    found, _ = programme(text)
    return any(True for _ in all_rules()[rule].check(found))


@pytest.mark.parametrize(
    ("rule", "text", "was", "now"),
    [
        ("KP41", LEADING_ALONE, "Context only | Paused", "Higher | "),
        ("KP41", LEADING_ALONE, "| TRN-K02 | TRN | Leading | | Higher", "| TRN-K02 | TRN | Leading | | sideways"),
        ("KP41", LEADING_ALONE, "| TRN | |", "| TRN | Paused |"),
        ("KP43", TOGETHER, "TRN | Leading", "TRN | Lagging"),
        ("KP43", TOGETHER, "OUT-K01 | Higher", "OUT-K02 | Higher"),
        ("KP43", TOGETHER, "OUT | Lagging", "OUT | Leading"),
        ("KP43", TOGETHER, "OUT-K01 | Higher", "OUT-K01 | Context only"),
        ("KP43", TOGETHER, "OUT-K01 | Higher | |", "OUT-K01 | Higher | Paused |"),
        ("KP43", TOGETHER, "| TRN-M09 | 130 | 31 Mar 2027", "| TRN-M09 | 130 | "),
        ("KP43", TOGETHER, "| TRN-M09 | 130 |", "| TRN-M09 | soon |"),
        ("KP43", TOGETHER, "| 13 Nov 2026 |", "| soon |"),
        ("KP44", STAYS, "Higher | 40%", "Context only | 40%"),
        ("KP44", STAYS, "40% | 60%", "40 | 60%"),
        ("KP44", STAYS, "40% | 60%", "40% | 60"),
        ("KP44", STAYS, "31 Jul 2027 | | |", "31 Jul 2027 | Paused | |"),
        ("KP44", STAYS, "31 Jul 2027 | | |", "31 Jul 2027 | | 1 Jun 2027 |"),
        ("KP44", STAYS, "| 40% | 31 Mar 2027 |", "| 40% | 31 Mar 2027 |\n| TRN-K01 | soon | 1 Jul 2027 |"),
        ("KP45", FALLS_BACK, "30 Jul 2027", "31 Jul 2027"),
        ("KP45", FALLS_BACK, "| 125 |", "| 1250 |"),
        ("KP45", FALLS_BACK, "| 100 | 120 |", "| 121 | 120 |"),
        ("KP46", LATE, "Snapshot", "Year to date"),
        ("KP46", LATE, "| 120 | 31 Mar", "| 131 | 31 Mar"),
        ("KP46", LATE, "| 130 | 27 Jun", "| 100 | 27 Jun"),
        ("KP46", LATE, "4 Aug 2027", "30 Nov 2027"),
        ("KP46", LATE, "4 Aug 2027", "27 Jun 2027"),
        ("KP51", OVERDUE, "31 Jul 2027", "31 Aug 2026"),
        ("KP51", OVERDUE, "| 13 Nov 2026 |", "| soon |"),
        ("KP51", OVERDUE, "| 31 Oct 2026 | |", "| 31 Oct 2026 | 112 projected |"),
        ("KP51", OVERDUE, "| 31 Aug 2026 | 110 |", "| 31 Aug 2026 | |"),
        ("KP51", OVERDUE, "| 31 Oct 2026 | |", "| 13 Nov 2026 | 112 |"),
        ("KP52", NEVER, "| Higher |", "| Context only |"),
        ("KP52", NEVER, "12 Nov 2026", "13 Nov 2026"),
        ("KP52", NEVER, "| TRN-M09 | 130 |", "| TRN-M09 | soon |"),
        ("KP52", NEVER, "| TRN-K01 | TRN-M0", "| TRN-K03 | TRN-M0"),
        ("KP53", BASELESS, "Families' survey", "Log"),
        ("KP53", BASELESS, "3.1", ""),
        ("KP53", BASELESS, "Score |", "Count |"),
        ("KP54", FEW, "Higher", "Context only"),
        ("KP54", FEW, "| 7 | 7 |", "| 7 | 6 |"),
        ("KP54", FEW, "| 7 | 7 |", "| 7 | 7.5 |"),
        ("KP54", FEW, "| 7 | 7 |", "| 0 | 0 |"),
        ("KP54", FEW, "| 7 | 7 |", "| 7 | |"),
        ("KP54", FEW, "| 7 | 7 |", "| | 7 |"),
        ("KP61", BROKEN, "Percent | 3%", "Count | 3"),
        ("KP61", BROKEN, "| 1 Jan 2025", "| 31 Dec 2024"),
        ("KP61", BROKEN, "| 31 Dec 2024", "| 1 Jan 2025"),
        ("KP61", BROKEN, "31 Dec 2024 | | | |", "31 Dec 2024 | | Paused | |"),
        ("KP61", BROKEN, "31 Dec 2024 | | | |", "31 Dec 2024 | | | 1 Jan 2025 |"),
        ("KP61", BROKEN, "3% | 31 Dec 2024 | |", "| 31 Dec 2024 | 1 Dec 2026 |"),
        ("KP62", OTHER_YEAR, "Academic | |", "Academic | Withdrawn |"),
        ("KP62", OTHER_YEAR, "Annual | Period", "Annual | Snapshot"),
        ("KP62", OTHER_YEAR, "| TRN-K01 | 31 Mar 2026 |", MONTHLY),
    ],
)
def test_a_fault_that_is_none_or_that_cannot_be_known_is_not_told(rule: str, text: str, was: str, now: str) -> None:
    assert text.replace(was, now) != text
    assert _speaks(rule, text)
    assert not _speaks(rule, text.replace(was, now))


@pytest.mark.parametrize(
    ("rule", "text", "was", "now"),
    [
        ("KP41", LEADING_ALONE, "Context only | Paused", "Higher | Paused"),
        ("KP41", LEADING_ALONE, "Context only | Paused", "Context only | "),
        ("KP41", LEADING_ALONE, "| OUT | Lagging | | Context only | Paused", "| OUT | Leading | | Higher | "),
        ("KP41", LEADING_ALONE, "| OUT-K01 | Higher", "| OUT-K09 | Higher"),
        ("KP51", OVERDUE, "| 31 Oct 2026 | |", "| 14 Nov 2026 | 112 |"),
        ("KP53", SHARE_WITHOUT_BASE, "Families' survey", "Log"),
        ("KP54", FEW.replace("Count", "Days"), "| 7 | 7 |", "| 8 | 7 |"),
        ("KP54", FEW, "| 7 | 7 |", "| 7 | 9 |"),
        ("KP61", BROKEN, "31 Dec 2024 | | | |", "31 Dec 2024 | | | 30 Dec 2024 |"),
        ("KP61", BROKEN, "31 Dec 2024 | | | |", "31 Dec 2024 | | | 31 Dec 2024 |"),
    ],
)
def test_a_fault_that_only_looks_settled_is_told(rule: str, text: str, was: str, now: str) -> None:
    assert text.replace(was, now) != text
    assert _speaks(rule, text.replace(was, now))


@pytest.mark.parametrize(("as_at", "told"), [(date(2026, 10, 30), False), (date(2026, 10, 31), True)])
def test_the_date_that_is_asked_for_decides_what_is_overdue(as_at: date, *, told: bool) -> None:
    found, _ = programme(OVERDUE)
    assert any(True for _ in all_rules()["KP51"].check(replace(found, as_at_override=as_at))) == told


def test_the_age_of_a_figure_is_told_in_days() -> None:
    found, _ = programme(OVERDUE)
    rule = all_rules()["KP51"]
    (finding,) = (rule.finding(hit) for hit in rule.check(found))
    assert finding.message == (
        "The latest figure of TRN-K01 is for 31 August 2026, 74 days before 13 November 2026. "
        "Monthly figures are overdue after 60 days."
    )


def test_years_are_told_in_words() -> None:
    found, _ = programme(OTHER_YEAR)
    rule = all_rules()["KP62"]
    (finding,) = (rule.finding(hit) for hit in rule.check(found))
    assert finding.message == (
        "TRN-K01 is counted by an academic year, but this figure is for a year to 31 March 2026, "
        "the end of a financial year."
    )
