"""When handovers are needed, beside the milestones that wait for them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.findings import Related, Severity
from xl_send.network.accounts import reconciled
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.quality import plan_day
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme


@rule(
    "ID11",
    Severity.ERROR,
    "{id} is needed by {needed}, after {milestone}, which waits for it and is {expected}.",
    "Correct Needed by: what comes after {milestone} is no help to it. Or name the milestone that truly waits for it.",
)
def needed_after_the_milestone_that_waits(programme: Programme) -> Iterator[Hit]:
    """What a milestone waits for is needed no later than the milestone.

    A later date hides a handover that comes too late: it seems to have time to spare. Asked where Needed by is after
    the milestone's baseline, its agreed date and its forecast, at the receiver's account where that was read.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 |

    Interdependencies:
    | ID | Receiver | Receiver milestone | Needed by |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN | TRN-M01 | <19 Dec 2026> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 | |
    | TRN-M02 | 18 Dec 2026 | 11 Dec 2026 | |
    | TRN-M03 | 30 Oct 2026 | | 30 Oct 2026 |

    Interdependencies:
    | ID | Receiver | Receiver milestone | Needed by | State | Change reference |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | TRN | TRN-M01 | 18 Dec 2026 | | |
    | TRN-D02 | TRN | TRN-M02 | 18 Dec 2026 | | |
    | TRN-D03 | TRN | TRN-M03 | 18 Dec 2026 | | |
    | TRN-D04 | TRN | TRN-M01 | 22 Dec 2026 | Withdrawn | Board 4 |
    | TRN-D05 | TRN | OUT-M01 | 22 Dec 2026 | | |
    """
    for accounts in reconciled(programme, programme.each(Interdependency)).values():
        need = accounts.need
        milestone = programme.milestones.get(accounts.receiver_milestone or "")
        if milestone is None or milestone.actual or need.state is not State.ACTIVE or not need.needed_by:
            continue
        planned = plan_day(milestone)
        latest = max(milestone.baseline, planned, milestone.forecast or planned)
        if need.needed_by > latest and is_active(programme, milestone):
            name = (
                "forecast" if latest == milestone.forecast else "agreed" if latest == milestone.agreed else "baseline"
            )
            expected = f"{'planned for' if name != 'forecast' else 'expected on'} {say(latest)}"
            related = Related(milestone.at(name), "the milestone that waits for it")
            words = {"milestone": milestone.id, "needed": need.needed_by, "expected": expected}
            yield hit(need.at("needed_by"), related, severity=None, id=need.id, **words)
