"""What a giver has agreed to, and handovers that were stopped."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.model.choices import State
from xl_send.model.network import EXTERNAL, Interdependency
from xl_send.model.submissions import Programme
from xl_send.rules.catalogue import Hit, hit, rule


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
        for one in submission.all(Interdependency):
            dated = one.promised or one.forecast or one.delivered or one.giver_milestone
            if one.giver_agrees and not dated and one.giver in givers and one.state is State.ACTIVE:
                yield hit(one.at("promised"), Related(one.at("giver_agrees"), "agreed"), id=one.id)


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
    for one in programme.each(Interdependency):
        if one.state is not State.ACTIVE and not one.change:
            yield hit(one.at("change"), Related(one.at("state"), "its state"), id=one.id, state=one.state.value.lower())
