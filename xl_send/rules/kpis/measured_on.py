"""The days on which what is expected is to be measured."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import expectations
from xl_send.analysis.words.months import first_before, last_of, month
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.submissions import Programme


@rule(
    "EX11",
    Severity.QUERY,
    "Measured on is {day}, the first of the month in which {milestone} is planned, on {planned}.",
    "If a month was typed without its day, type {last} for all of {month}. If it is measured on {day}, leave it.",
)
def measured_on_the_first_of_the_month(programme: Programme) -> Iterator[Hit]:
    """What is expected at a milestone is not measured before it, on the first of its month.

    Excel makes the first day out of a month that is typed without one, and the KPI is then judged weeks before
    anything could have changed.

    **Fails**

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |

    Expectations:
    | KPI | Milestone | Measured on |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | <1 Dec 2026> |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    **Passes**

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    | TRN-M02 | 1 Dec 2026 |
    | TRN-M03 | 11 Jan 2027 |

    Expectations:
    | KPI | Milestone | Measured on |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 31 Dec 2026 |
    | TRN-K01 | TRN-M02 | 1 Dec 2026 |
    | TRN-K01 | TRN-M03 | 1 Dec 2026 |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    """
    for _, row, milestone in expectations(programme):
        day = row.measured_on
        if day and milestone and first_before(day, milestone.baseline):
            related = Related(milestone.at("baseline"), "the milestone")
            words = {"milestone": milestone.id, "planned": milestone.baseline, "month": month(day)}
            yield hit(row.at("measured_on"), related, severity=None, day=day, last=last_of(day), **words)
