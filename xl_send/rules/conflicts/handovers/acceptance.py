"""Handovers whose acceptance and delivery, each in the workbook of its party, do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.network import given, network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.submissions import Programme


@rule(
    "CF47",
    Severity.ERROR,
    "{id} was accepted on {accepted} by {receiver}, before {giver} delivered it on {delivered}.",
    "Agree both days, and correct Accepted in the workbook of {receiver}, or Delivered in that of {giver}. Until then "
    "the handover has no status.",
)
def accepted_before_the_giver_delivered(programme: Programme) -> Iterator[Hit]:
    """What a receiver has accepted was delivered on that day or before it, by the workbook of its giver.

    Each party fills in its own half, so that neither workbook shows it alone. A date after the as at date of its
    workbook is not taken for done.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Accepted |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | <2 Nov 2026> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Delivered |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | 3 Nov 2026 |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver | Delivered | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | | 3 Nov 2026 |
    | TRN-D02 | SOU | TRN | | 3 Nov 2026 |
    | TRN-D03 | OUT | TRN | 4 Nov 2026 | 3 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Delivered |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | 3 Nov 2026 |
    | TRN-D02 | SOU | TRN | 16 Nov 2026 |
    """
    for name, (need, promise, _) in network_of(programme).accounts.items():
        delivered = given(promise.delivered, programme.as_at(promise))
        accepted = given(need.accepted, programme.as_at(need))
        told = need is promise or (need.delivered and accepted and accepted < need.delivered)  # ID03 tells of one row
        if accepted and delivered and accepted < delivered and not told:
            yield hit(
                need.at("accepted"), Related(promise.at("delivered"), "the delivery"), id=name, accepted=accepted,
                receiver=need.receiver, delivered=delivered, giver=promise.giver,
            ).known_by(name)  # fmt: skip
