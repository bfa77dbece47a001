"""What one party of a handover says for the other: that it agrees, or that it has accepted."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.network import Accounts, network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme


@rule(
    "CF41",
    Severity.QUERY,
    "{other} writes of {id} that {party} {claim}, but {party} itself says {word}.",
    "Ask {party} which holds, and write its word in both workbooks.",
)
def word_given_for_the_other(programme: Programme) -> Iterator[Hit]:
    """Whether a party agrees or has accepted is its own word.

    What the other has written for it may be hope, or old. Giver agrees is the giver's word, Receiver agrees and
    Accepted are the receiver's; the cell that says otherwise is shown. That the other has not yet heard of a Yes is
    not told, nor that a receiver whose return was made before that day says nothing of it.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Receiver agrees |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | <Yes> | Yes |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Receiver agrees |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | No | Yes |

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Delivered | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Delivered | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | 2 Nov 2026 | <4 Nov 2026> |

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Receiver agrees | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Yes | 2 Nov 2026 | 4 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Receiver agrees | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | <No> | 2 Nov 2026 | |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Receiver agrees |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | No | Yes |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Receiver agrees |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Yes | No |
    """
    for name, accounts in network_of(programme).accounts.items():
        need, promise = accounts.need, accounts.promise
        parties = (need.giver, need.receiver) == (promise.giver, promise.receiver)
        if parties and need.workbook != promise.workbook and State.WITHDRAWN not in {need.state, promise.state}:
            for own, other, column, claim, word in _spoken_for(programme, accounts):
                party = own.giver if own is promise else own.receiver
                by = own.receiver if own is promise else own.giver
                related = Related(own.at(column), "its own word")
                yield hit(
                    other.at(column), related, id=name, other=by, party=party, claim=claim, word=word
                ).known_by(name)  # fmt: skip


Spoken = tuple[Interdependency, Interdependency, str, str, str]


def _spoken_for(programme: Programme, accounts: Accounts) -> Iterator[Spoken]:
    """Each cell in which one party says more for the other than that says itself: whose word, whose claim, and both."""
    need, promise = accounts.need, accounts.promise
    if need.giver_agrees and promise.giver_agrees is False:
        yield promise, need, "giver_agrees", "agrees", "No"
    if promise.receiver_agrees and need.receiver_agrees is False:
        yield need, promise, "receiver_agrees", "agrees", "No"
    as_at = programme.as_at(need)
    if need.accepted and promise.receiver_agrees is False:
        yield need, promise, "receiver_agrees", "does not agree", f"that it accepted it on {say(need.accepted)}"
    if promise.accepted and not need.accepted and not (as_at and promise.accepted > as_at):
        yield need, promise, "accepted", f"accepted it on {say(promise.accepted)}", "nothing of that"
