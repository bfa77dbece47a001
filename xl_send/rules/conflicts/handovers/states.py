"""Handovers of which one party alone says something: that it is paused or accepted, or who receives it."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.network import given, network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import EXTERNAL
from xl_send.workbook.submissions import Programme


@rule(
    "CF38",
    Severity.ERROR,
    "{id} is {state} by {party}, {code}, and not by {other}.",
    "Settle between {code} and {other} whether it is still needed, and say the same State in both workbooks.",
)
def handover_rested_by_one_party(programme: Programme) -> Iterator[Hit]:
    """Both parties pause or withdraw a handover together.

    What the giver has given up and the receiver still waits for will not come, and is not rated meanwhile.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | State |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | |
    | TRN-D02 | SOU | TRN | <Paused> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | State |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | <Withdrawn> |
    | TRN-D02 | SOU | TRN | Active |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver | State |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Withdrawn |
    | TRN-D02 | SOU | TRN | |
    | TRN-D03 | WES | TRN | Withdrawn |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | State |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Withdrawn |
    | TRN-D02 | SOU | TRN | |
    """
    for accounts in network_of(programme).accounts.values():
        need, promise = accounts.need, accounts.promise
        if need.state is promise.state:
            continue
        by_giver = promise.state is not State.ACTIVE
        mine, theirs = (promise, need) if by_giver else (need, promise)
        code, other = (need.giver, need.receiver) if by_giver else (need.receiver, need.giver)
        yield hit(
            mine.at("state"),
            Related(theirs.at("state"), f"{other} says {theirs.state.value}"),
            id=need.id,
            state=mine.state.value.lower(),
            party="its giver" if by_giver else "its receiver",
            code=code,
            other=other,
        ).known_by(need.id)


@rule(
    "CF39",
    Severity.QUERY,
    "{id} was accepted on {day} by {receiver}, and {giver} does not say that it was delivered.",
    "Ask {giver} to fill in Delivered, or {receiver} whether it was this that it accepted.",
)
def accepted_and_not_delivered(programme: Programme) -> Iterator[Hit]:
    """What has been accepted was delivered.

    It counts as complete by the receiver's word; the giver may still be working on it. A giver whose return was made
    before that day cannot say so yet.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Accepted |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | 2 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Delivered |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | <> |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver | Accepted |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | 2 Nov 2026 |
    | TRN-D02 | WES | TRN | 2 Nov 2026 |
    | TRN-D03 | SOU | TRN | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Delivered |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | 30 Oct 2026 |
    | TRN-D03 | SOU | TRN | |
    """
    for accounts in network_of(programme).accounts.values():
        need, promise = accounts.need, accounts.promise
        accepted = given(need.accepted, programme.as_at(need))
        delivered = given(promise.delivered, programme.as_at(promise))
        told = programme.as_at(promise)
        if accepted is None or told is None or accepted > told:
            continue
        if promise is not need and delivered is None and State.ACTIVE is need.state is promise.state:
            yield hit(
                promise.at("delivered"),
                Related(need.at("accepted"), f"{need.receiver} accepted it"),
                id=need.id,
                day=say(accepted),
                receiver=need.receiver,
                giver=need.giver,
            ).known_by(need.id)


@rule(
    "CF22",
    Severity.QUERY,
    "{id} comes from outside the programme, and nobody in {receiver} is named to receive it.",
    "Name under Receiver owner the role that asks for it and takes it in.",
)
def outside_giver_with_nobody_to_receive(programme: Programme) -> Iterator[Hit]:
    """What comes from outside the programme has somebody inside it who sees that it comes.

    Nobody outside sends a return, so nobody else will say that it is late. What has been accepted is not asked
    about.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver owner |
    | --- | --- | --- |
    | TRN-D01 | External | <> |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver owner | Delivered | Accepted | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | External | Transition Lead | | | |
    | TRN-D02 | OUT | | | | |
    | TRN-D03 | External | | 2 Nov 2026 | 3 Nov 2026 | |
    | TRN-D04 | External | | | | Withdrawn |
    """
    for name, accounts in network_of(programme).accounts.items():
        need = accounts.need
        received = need.receiver_owner or (need.delivered and need.accepted)
        if need.giver == EXTERNAL and not received and need.state is not State.WITHDRAWN:
            giver = Related(need.at("giver"), "the giver")
            yield hit(need.at("receiver_owner"), giver, id=name, receiver=need.receiver).known_by(name)
