"""Expectations: what a KPI should be at each milestone, and whether together they make sense."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, finder, points, readable
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "EX01",
    Severity.QUERY,
    "{id} is Context only, which is never rated, but something is expected of it.",
    "Delete this row, or say in Better when which way {id} should move.",
)
def expectation_of_context_only_kpi(programme: Programme) -> Iterator[Hit]:
    """Nothing is expected of a KPI that is Context only.

    Such a figure helps to understand the others. Nobody has said which way it should move.

    **Fails**

    KPIs:
    | ID | Better when |
    | --- | --- |
    | TRN-K01 | Context only |

    Expectations:
    | KPI |
    | --- |
    | <TRN-K01> |

    **Passes**

    KPIs:
    | ID | Better when |
    | --- | --- |
    | TRN-K01 | Close to target |

    Expectations:
    | KPI |
    | --- |
    | TRN-K01 |
    | OUT-K01 |
    """
    for submission in programme.submissions:
        find = finder(programme, submission)
        for row in submission.all(Expectation):
            kpi = find(row.kpi)
            if kpi is not None and kpi.better is Better.CONTEXT:
                yield hit(row.at("kpi"), Related(kpi.at("better"), "never rated"), id=kpi.id)


_ONE_OF_TWO = "Keep one of the two, or give the day it is measured on under Measured on."
_OR_THE_TARGET = (
    "Correct whichever is wrong, or move one: the target's day stands under Target date on KPIs, this one's under "
    "Measured on."
)


@rule(
    "EX02",
    Severity.ERROR,
    "{value} is expected on {day}, and {other} on the same day.",
    "{remedy}",
)
def two_figures_expected_on_one_day(programme: Programme) -> Iterator[Hit]:
    """A KPI has one expectation on one day, and the target is the one on the target date.

    Two different figures cannot both be right; the stricter is used until one is put right. Where both say the same
    this is advice, and nothing is said of an expectation that repeats the target.

    **Fails**

    KPIs:
    | ID | Target | Target date |
    | --- | --- | --- |
    | TRN-K01 | 200 | 31 Jul 2027 |
    | TRN-K02 | 200 | 31 Jul 2027 |
    | TRN-K03 | 200 | 31 Jul 2027 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    | TRN-M02 | 11 Dec 2026 |
    | TRN-M03 | 31 Jul 2027 |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 | |
    | TRN-K01 | TRN-M02 | <130> | |
    | TRN-K02 | TRN-M03 | <190> | |
    | TRN-K03 | TRN-M01 | 120 | 4 Jan 2027 |
    | TRN-K03 | TRN-M02 | <120> | 4 Jan 2027 |

    **Passes**

    KPIs:
    | ID | Target | Target date |
    | --- | --- | --- |
    | TRN-K01 | 200 | 31 Jul 2027 |
    | TRN-K02 | 200 | 31 Jul 2027 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    | TRN-M02 | 11 Dec 2026 |
    | TRN-M03 | 31 Jul 2027 |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 | |
    | TRN-K01 | TRN-M02 | 130 | 12 Dec 2026 |
    | TRN-K01 | TRN-M03 | 200 | |
    | TRN-K02 | TRN-M02 | 130 | |
    """
    for kpi, expected in points(programme).items():
        for before, now in pairwise(expected):
            if before.day == now.day and before.row.workbook == now.row.workbook:
                severity, words = Severity.ADVICE if before.value == now.value else None, _in_words(kpi, now)
                other, related = amount(kpi.unit, before.value), Related(before.row.at("expected"), "same day")
                yield hit(now.row.at("expected"), related, severity=severity, other=other, remedy=_ONE_OF_TWO, **words)
        target = kpi.target
        for item in expected if target is not None and readable(kpi, target) else ():
            if target is not None and item.day == kpi.target_date and item.value != target:
                other, related = amount(kpi.unit, target), Related(kpi.at("target"), "the target, same day")
                words = {"other": f"the target of {other}", "remedy": _OR_THE_TARGET, **_in_words(kpi, item)}
                yield hit(item.row.at("expected"), related, severity=None, **words)


def _in_words(kpi: Kpi, one: Dated) -> dict[str, object]:
    return {"value": amount(kpi.unit, one.value), "day": one.day}


@rule(
    "EX03",
    Severity.QUERY,
    "{value} is expected on {day}, before the baseline of {baseline}.",
    "Check the date it is measured on and the baseline date.",
)
def expectation_before_baseline(programme: Programme) -> Iterator[Hit]:
    """An expectation is for a day on or after the baseline date.

    Nothing can be expected of the work before the point it starts from.

    **Fails**

    KPIs:
    | ID | Baseline date |
    | --- | --- |
    | TRN-K01 | 31 Aug 2026 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 30 Aug 2026 |

    Expectations:
    | KPI | Milestone |
    | --- | --- |
    | TRN-K01 | <TRN-M01> |

    **Fails**

    KPIs:
    | ID | Baseline date |
    | --- | --- |
    | TRN-K01 | 31 Aug 2026 |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | <1 Jul 2026> |

    **Passes**

    KPIs:
    | ID | Baseline date |
    | --- | --- |
    | TRN-K01 | 31 Aug 2026 |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | 31 Aug 2026 |
    """
    for kpi, expected in points(programme).items():
        start = kpi.baseline_date
        for item in expected if start is not None else ():
            if start is not None and item.day < start:
                related = Related(kpi.at("baseline_date"), "baseline date")
                yield hit(dating(item), related, value=amount(kpi.unit, item.value), day=item.day, baseline=start)


def dating(one: Dated) -> Cell:
    """The cell that gives an expectation its date: Measured on, else the milestone it names."""
    return one.row.at("measured_on" if getattr(one.row, "measured_on", None) else "milestone")


@rule(
    "EX04",
    Severity.QUERY,
    "{value} is expected on {day}, after the target date of {target}.",
    "Check the two dates. The target is the last that is expected.",
)
def expectation_after_target_date(programme: Programme) -> Iterator[Hit]:
    """An expectation is for a day on or before the target date.

    The target is where the KPI is to end. What comes after it needs a target of its own, unless it is the target
    itself, held.

    **Fails**

    KPIs:
    | ID | Target date |
    | --- | --- |
    | TRN-K01 | 31 Jul 2027 |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | <1 Aug 2027> |

    **Passes**

    KPIs:
    | ID | Target | Target date |
    | --- | --- | --- |
    | TRN-K01 | 200 | 31 Jul 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 200 | 31 Jul 2027 |
    | TRN-K01 | 200 | 10 Dec 2027 |
    """
    for kpi, expected in points(programme).items():
        end = kpi.target_date
        for item in expected if end is not None else ():
            if end is not None and item.day > end and item.value != kpi.target:
                related = Related(kpi.at("target_date"), "target date")
                yield hit(dating(item), related, value=amount(kpi.unit, item.value), day=item.day, target=end)
