"""Expectations: what a KPI should be at each milestone, and whether together they make sense."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, finder, points, readable
from xl_send.analysis.words.reasons import is_forecast
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "EX01",
    Severity.QUERY,
    "{id} is Context only, which is never rated, but something is expected of it.",
    "Delete its rows here, or say in Better when which way {id} should move. If it is a forecast, say so in the Note.",
)
def expectation_of_context_only_kpi(programme: Programme) -> Iterator[Hit]:
    """Nothing is expected of a KPI that is Context only.

    Such a figure helps to understand the others. Nobody has said which way it should move. It is told once of a KPI,
    and not where a Note or the Definition calls it a forecast.

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
    | TRN-K02 | Context only |

    Expectations:
    | KPI | Note |
    | --- | --- |
    | TRN-K01 | |
    | OUT-K01 | |
    | TRN-K02 | Forecast of demand |
    """
    for submission in programme.submissions:
        find = finder(programme, submission)
        asked: dict[Kpi, list[Expectation]] = {}
        for row in submission.all(Expectation):
            kpi = find(row.kpi)
            if kpi is not None and kpi.better is Better.CONTEXT and not is_forecast(row.note, kpi.name, kpi.definition):
                asked.setdefault(kpi, []).append(row)
        for kpi, rows in asked.items():
            others = [Related(row.at("kpi"), "expected as well") for row in rows[1:]]
            yield hit(rows[0].at("kpi"), Related(kpi.at("better"), "never rated"), *others, id=kpi.id)


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

    Two different figures cannot both be right; the stricter is used until one is put right. Nothing is said where both
    say the same: two milestones may fall on one day.

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
    | TRN-K03 | TRN-M02 | <121> | 4 Jan 2027 |

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
    | TRN-K02 | TRN-M01 | 130 | |
    """
    for kpi, expected in points(programme).items():
        for before, now in pairwise(expected):
            one_day = before.day == now.day and before.row.workbook == now.row.workbook
            if one_day and before.value != now.value:
                other, related = amount(kpi.unit, before.value), Related(before.row.at("expected"), "same day")
                words = {"other": other, "remedy": _ONE_OF_TWO, **_in_words(kpi, now)}
                yield hit(now.row.at("expected"), related, severity=None, **words)
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

    Nothing can be expected of the work before the point it starts from, but for the baseline itself. It is told once of
    a KPI, and not of one whose baseline was drawn anew, by a Series break or a Change reference: what was expected of
    the old one stays as history.

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
    | ID | Baseline | Baseline date | Change reference |
    | --- | --- | --- | --- |
    | TRN-K01 | 100 | 31 Aug 2026 | |
    | TRN-K02 | 100 | 31 Aug 2026 | TRN-A03 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 120 | 31 Aug 2026 |
    | TRN-K01 | 100 | 17 Jul 2026 |
    | TRN-K02 | 90 | 31 Mar 2026 |
    """
    for kpi, expected in points(programme).items():
        start = kpi.baseline_date
        anew = kpi.change or (start and kpi.series_break and kpi.series_break <= start)
        early = [item for item in expected if start and item.day < start and item.value != kpi.baseline]
        if start is not None and early and not anew:
            first, *others = early
            related = [Related(dating(item), "before it as well") for item in others]
            related.append(Related(kpi.at("baseline_date"), "baseline date"))
            yield hit(dating(first), *related, value=amount(kpi.unit, first.value), day=first.day, baseline=start)


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
    itself, held, as nearly as its tolerance allows, or better.

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
    | TRN-K01 | 205 | 17 Mar 2028 |
    """
    for kpi, expected in points(programme).items():
        end = kpi.target_date
        for item in expected if end is not None else ():
            if end is not None and item.day > end and not _holds_the_target(kpi, item.value):
                related = Related(kpi.at("target_date"), "target date")
                yield hit(dating(item), related, value=amount(kpi.unit, item.value), day=item.day, target=end)


def _holds_the_target(kpi: Kpi, value: float) -> bool:
    """Whether what is expected is as good as the target, or hardly worse."""
    if kpi.target is None:
        return False
    better = kpi.better is (Better.HIGHER if value > kpi.target else Better.LOWER)
    return better or abs(value - kpi.target) <= (kpi.tolerance or 0)
