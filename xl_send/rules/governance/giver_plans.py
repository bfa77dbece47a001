"""What a giver says of a handover against the milestone that brings it: one moved, and the other not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme

A_FEW_DAYS = timedelta(days=3)


@rule(
    "ID58",
    Severity.QUERY,
    "{milestone} is forecast for {day}, as planned, but what it brings, {id}, was promised for {promised} and is now "
    "forecast for {forecast}.",
    "Move the milestone's forecast as well, or say in the Note why it is handed over later than it is reached.",
)
def milestone_left_where_its_handover_was(programme: Programme) -> Iterator[Hit]:
    """A milestone that brings a handover moves with it.

    Left at its plan date it is on time, while what it is for is late. Asked in the giver's workbook of a milestone that
    is still to come, where a handover was promised for its plan date, give or take three days, and is forecast more
    than three days after that, and the milestone still for its plan date.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | <15 Jan 2027> |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast |
    | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 15 Jan 2027 | 22 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | 22 Jan 2027 | |
    | TRN-M02 | 15 Jan 2027 | 15 Jan 2027 | |
    | TRN-M03 | 30 Oct 2026 | 30 Oct 2026 | 30 Oct 2026 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 15 Jan 2027 | 22 Jan 2027 | |
    | OUT-D02 | TRN | TRN-M02 | OUT | 22 Jan 2027 | 29 Jan 2027 | |
    | OUT-D03 | TRN | TRN-M02 | OUT | 15 Jan 2027 | 18 Jan 2027 | |
    | OUT-D04 | TRN | TRN-M03 | OUT | 30 Oct 2026 | 15 Jan 2027 | |
    """
    for row in worked_on(programme, Interdependency):
        one = programme.milestones.get(row.giver_milestone or "")
        if one is None or one.workbook != row.workbook or one.actual or row.delivered or row.accepted:
            continue
        plan, promised, forecast = one.agreed or one.baseline, row.promised, row.forecast
        if not (promised and forecast and one.forecast == plan):
            continue
        if abs(promised - plan) <= A_FEW_DAYS < forecast - max(plan, promised):
            related = Related(row.at("forecast"), "when it is handed over"), Related(row.at("promised"), "promised")
            yield hit(
                one.at("forecast"), *related, milestone=one.id, day=plan, id=row.id, promised=promised,
                forecast=forecast,
            )  # fmt: skip
