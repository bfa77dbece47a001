"""What a giver has agreed to, and handovers that were stopped."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.submissions import Programme


@rule(
    "ID07",
    Severity.QUERY,
    "The giver of {id} agrees, but has not said for when.",
    "Fill in Promised for, or name the giver's milestone at which it is ready.",
)
def agreed_without_a_date(programme: Programme) -> Iterator[Hit]:
    """A giver that agrees to hand something over says when.

    Without a date the receiver cannot plan, and the handover has no colour. Only the giver's own account is asked,
    and the receiver's where the giver is External.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Promised for |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | OUT | Yes | <> |
    | TRN-D01 | External | TRN | Yes | <> |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Promised for | Forecast | Giver milestone | State |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | OUT | Yes | 11 Dec 2026 | | | |
    | OUT-D02 | TRN | OUT | Yes | | 11 Dec 2026 | | |
    | OUT-D03 | TRN | OUT | Yes | | | TRN-M01 | |
    | OUT-D04 | TRN | OUT | No | | | | |
    | OUT-D05 | TRN | OUT | Yes | | | | Withdrawn |
    | TRN-D01 | OUT | TRN | Yes | | | | |
    """
    for submission in programme.submissions:
        givers = submission.codes | {EXTERNAL}
        for interdependency in submission.all(Interdependency):
            dated = (
                interdependency.promised
                or interdependency.forecast
                or interdependency.delivered
                or interdependency.giver_milestone
            )
            if (
                interdependency.giver_agrees
                and not dated
                and interdependency.giver in givers
                and interdependency.state is State.ACTIVE
            ):
                yield hit(
                    interdependency.at("promised"),
                    Related(interdependency.at("giver_agrees"), "agreed"),
                    id=interdependency.id,
                )


@rule(
    "ID08",
    Severity.QUERY,
    "The handover {id} is {state}, with no change reference.",
    "Give the change request behind it.",
)
def stopped_handover_without_change(programme: Programme) -> Iterator[Hit]:
    """A handover that is paused or withdrawn names the change behind it.

    Whoever still waits for it should see who agreed to that.

    **Fails**

    Interdependencies:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-D01 | Withdrawn | <> |

    **Passes**

    Interdependencies:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-D01 | Paused | TRN-A04 |
    | TRN-D02 | | |
    """
    for interdependency in programme.each(Interdependency):
        if interdependency.state is not State.ACTIVE and not interdependency.change:
            yield hit(
                interdependency.at("change"),
                Related(interdependency.at("state"), "its state"),
                id=interdependency.id,
                state=interdependency.state.value.lower(),
            )
