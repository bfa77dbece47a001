"""Milestones with an actual date, whose handover and colour still wait for them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme


@rule(
    "MS86",
    Severity.QUERY,
    "Reached on {day} by its Actual date, but {id}, which it brings, is forecast for {forecast}, and {sign}.",
    "If it was reached, give Delivered of {id}, or say in Commentary what it waits for. If it was not, clear Actual "
    "date.",
    brings={"MS03": Reach.ROW},
)
def reached_while_its_handover_waits(programme: Programme) -> Iterator[Hit]:
    """A milestone that was reached is not waited for by its own handover and its own colour.

    An Actual date typed in the wrong column makes a late milestone Complete. Asked in the giver's workbook, where what
    the milestone brings is not delivered and forecast for after the as at date, and the milestone is reported Amber or
    Red with a day after the as at date by which it will be green, or names no evidence and has the very forecast of
    its handover.

    **Fails**

    Milestones:
    | ID | Actual date | Reported RAG | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | <6 Nov 2026> | Amber | 4 Dec 2026 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Forecast |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 4 Dec 2026 |

    **Fails**

    Milestones:
    | ID | Forecast date | Actual date | Evidence seen |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <6 Nov 2026> | |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Forecast |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 11 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date | Evidence seen | Reported RAG | Back to green by |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | | 6 Nov 2026 | Log | Amber | 30 Oct 2026 |
    | TRN-M02 | | 6 Nov 2026 | | Amber | 4 Dec 2026 |
    | TRN-M03 | 4 Dec 2026 | 6 Nov 2026 | Log | Green | |
    | TRN-M04 | 4 Dec 2026 | | | Amber | 4 Dec 2026 |
    | TRN-M05 | 4 Dec 2026 | 6 Nov 2026 | | Green | |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 4 Dec 2026 | |
    | OUT-D02 | TRN | TRN-M02 | OUT | 4 Dec 2026 | 9 Nov 2026 |
    | OUT-D03 | TRN | TRN-M03 | OUT | 4 Dec 2026 | |
    | OUT-D04 | TRN | TRN-M04 | OUT | 4 Dec 2026 | |
    | OUT-D05 | TRN | TRN-M05 | OUT | 11 Dec 2026 | |
    """
    told: set[str] = set()
    for handover in worked_on(programme, Interdependency):
        milestone = programme.milestones.get(handover.giver_milestone or "")
        as_at, forecast = programme.as_at(handover), handover.forecast
        if milestone is None or milestone.workbook != handover.workbook or as_at is None or milestone.id in told:
            continue
        if milestone.actual is None or milestone.actual > as_at or handover.delivered or handover.accepted:
            continue
        if forecast is None or forecast <= as_at:
            continue
        green = milestone.back_to_green
        if milestone.reported in {Rag.AMBER, Rag.RED} and green and green > as_at:
            name, sign = "back_to_green", f"it is reported {milestone.reported.value}, to be green by {say(green)}"
        elif milestone.forecast == forecast and not milestone.evidence:
            name, sign = "forecast", "so is the milestone itself, by its Forecast date"
        else:
            continue
        told.add(milestone.id)
        related = Related(handover.at("forecast"), "the handover"), Related(milestone.at(name), "what it waits for")
        words = {"id": handover.id, "forecast": forecast, "sign": sign}
        yield hit(milestone.at("actual"), *related, severity=None, day=milestone.actual, **words)
