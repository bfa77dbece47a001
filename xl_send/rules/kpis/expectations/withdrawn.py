"""Expectations at milestones that will never be reached."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import amount, finder
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.kpis import Expectation
from xl_send.workbook.submissions import Programme


@rule(
    "EX07",
    Severity.QUERY,
    "{milestone} is withdrawn, yet {value} is still expected there of {id}.",
    "Delete this row, or move the expectation to a milestone that will be reached.",
)
def expectation_at_withdrawn_milestone(programme: Programme) -> Iterator[Hit]:
    """Nothing is expected at a milestone that is withdrawn.

    The KPI would go on being judged against an event that will never happen.

    **Fails**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Milestones:
    | ID | State |
    | --- | --- |
    | TRN-M01 | Withdrawn |

    Expectations:
    | KPI | Milestone |
    | --- | --- |
    | TRN-K01 | <TRN-M01> |

    **Passes**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Milestones:
    | ID | State |
    | --- | --- |
    | TRN-M01 | Paused |

    Expectations:
    | KPI | Milestone |
    | --- | --- |
    | TRN-K01 | TRN-M01 |
    | TRN-K01 | OUT-M01 |
    """
    for submission in programme.submissions:
        find = finder(programme, submission)
        for row in submission.all(Expectation):
            milestone, kpi = programme.milestones.get(row.milestone), find(row.kpi)
            if milestone and kpi and milestone.state is State.WITHDRAWN and kpi.state is State.ACTIVE:
                yield hit(
                    row.at("milestone"),
                    Related(milestone.at("state"), "withdrawn"),
                    milestone=milestone.id,
                    value=amount(kpi.unit, row.expected),
                    id=kpi.id,
                )
