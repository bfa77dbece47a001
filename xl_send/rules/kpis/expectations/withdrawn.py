"""Expectations at milestones that will never be reached."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, finder
from xl_send.analysis.words.reasons import tells_of_its_day
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.kpis import Expectation
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "EX07",
    Severity.QUERY,
    "{milestone} is withdrawn, yet {value} is still expected there of {id}.",
    "Delete this row, or move the expectation to a milestone that will be reached.",
    brings={"EX07": Reach.CELL},
)
def expectation_at_withdrawn_milestone(programme: Programme) -> Iterator[Hit]:
    """Nothing is expected at a milestone that is withdrawn.

    The KPI would go on being judged against an event that will never happen. What was expected on a day that has passed
    is history, and a row that names its own day, with a Note, stands without its milestone.

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
    | TRN-M02 | Withdrawn |

    Expectations:
    | KPI | Milestone | Measured on |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | |
    | TRN-K01 | OUT-M01 | |
    | TRN-K01 | TRN-M02 | 30 Sep 2026 |
    """
    first: dict[tuple[str, str], Cell] = {}
    for submission in programme.submissions:
        find = finder(programme, submission)
        for row in submission.all(Expectation):
            milestone, kpi = programme.milestones.get(row.milestone), find(row.kpi)
            if not (milestone and kpi and milestone.state is State.WITHDRAWN and is_active(programme, kpi)):
                continue
            if _is_still_to_come(programme, row, milestone):
                cell = row.at("milestone")
                one_of = first.setdefault((submission.workbook, milestone.id), cell)
                yield hit(
                    cell,
                    Related(milestone.at("state"), "withdrawn"),
                    *([] if one_of is cell else [Related(one_of, "the first expected there")]),
                    milestone=milestone.id,
                    value=amount(kpi.unit, row.expected),
                    id=kpi.id,
                )


def _is_still_to_come(programme: Programme, row: Expectation, milestone: Milestone) -> bool:
    as_at, day = programme.as_at(row), row.measured_on or milestone.baseline
    return not (as_at and day <= as_at) and not (row.measured_on and tells_of_its_day(row.note))
