"""How much of the way to the target is left to its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import percent
from xl_send.analysis.words.reasons import foresees_it
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.expectations.paths import opens_at_once, ways
from xl_send.rules.kpis.expectations.steps import STEADY, says_why_it_turns
from xl_send.workbook.sheets.choices import Frequency
from xl_send.workbook.submissions import Programme

# A plan that leaves more than this share of the way to less than this share of the time seldom holds.
MOST_OF_THE_WAY = 0.5
END_OF_THE_TIME = 0.25


@rule(
    "KP46",
    Severity.QUERY,
    "After {day} there is {share} of the way to the target to go, in the last {days} days of {all}.",
    "Check the last expectation, the target and its date. If all are right, explain what brings the rest.",
)
def most_of_the_way_left_to_the_end(programme: Programme) -> Iterator[Hit]:
    """The expectations lead up to the target: they do not leave most of the way to the last quarter of the time.

    A KPI could be Green at every milestone and still miss its target by far. Not asked where a school year begins in
    that time, with which children change schools and places open, where figures come but once a year, of what is built,
    or where the Note of the last expectation says what comes then.

    **Fails**

    KPIs:
    | ID | Baseline | Baseline date | Target | Target date |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 100 | 31 Aug 2026 | 200 | 31 Aug 2027 |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 120 | 31 Mar 2027 | |
    | TRN-K01 | <149> | 1 Jul 2027 | Agreed with the service |

    **Passes**

    KPIs:
    | ID | Baseline | Baseline date | Target | Target date |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 100 | 31 Aug 2026 | 200 | 31 Aug 2027 |
    | TRN-K02 | 100 | 31 Aug 2026 | 200 | 31 Aug 2027 |
    | TRN-K03 | 100 | 31 Aug 2026 | 200 | 31 Aug 2027 |
    | TRN-K04 | 100 | 31 Aug 2026 | 200 | 7 Oct 2027 |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 150 | 1 Jul 2027 | |
    | TRN-K02 | 149 | 31 May 2027 | |
    | TRN-K04 | 120 | 21 Jul 2027 | |
    | TRN-K03 | 120 | 1 Jul 2027 | The new base opens in July |
    """
    for way in ways(programme):
        kpi, last, began, due = way.kpi, way.last, way.kpi.baseline_date, way.kpi.target_date
        if began is None or due is None or kpi.measures not in STEADY or way.turns_back:
            continue
        left, days, all_days = (way.end - last.value) / (way.end - way.start), (due - last.day).days, (due - began).days
        late = 0 < days < all_days * END_OF_THE_TIME
        step = _begins_a_school_year(last.day, due) or opens_at_once(kpi)
        step = step or kpi.frequency is Frequency.ANNUAL or says_why_it_turns(last) or foresees_it(kpi)
        if late and not step and MOST_OF_THE_WAY < left < 1:
            related = Related(kpi.at("target"), "the target")
            yield hit(
                last.row.at("expected"), related, day=last.day, share=percent(round(left, 2)), days=days, all=all_days
            )


def _begins_a_school_year(after: date, until: date) -> bool:
    return any(after < date(year, 9, 1) <= until for year in range(after.year, until.year + 1))
