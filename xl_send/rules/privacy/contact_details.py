"""Addresses and telephone numbers in free text, which lead to a person."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, rule
from xl_send.rules.privacy.personal_data import blamed
from xl_send.workbook.submissions import Programme


@rule(
    "PD05",
    Severity.ERROR,
    "This text holds what looks like a full postcode.",
    "Take it out, or give only its first half: a full postcode stands for about fifteen homes.",
    on_reading=True,
)
def full_postcode(programme: Programme) -> Iterator[Hit]:
    """No text gives a full postcode.

    It stands for about fifteen homes, so a need beside it may name a child.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Family at EX4 3PL asked to wait> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Families in EX4 asked to wait until KS2 |
    """
    return blamed(programme, "postcode")


@rule(
    "PD06",
    Severity.ERROR,
    "This text holds an email address.",
    "Give the role instead. If readers need to write to somebody, name a shared mailbox in the covering note.",
    on_reading=True,
    brings={"OW02": Reach.CELL},
)
def email_address(programme: Programme) -> Iterator[Hit]:
    """No text gives an email address.

    Workbooks travel further than their authors think, and an address often holds a name.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <j.doe@exampleshire.example.org> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Lead @ Inclusion |
    """
    return blamed(programme, "email")


@rule(
    "PD07",
    Severity.ERROR,
    "This text holds what looks like a telephone number.",
    "Take it out and give the role instead.",
    on_reading=True,
    brings={"OW02": Reach.CELL},
)
def telephone_number(programme: Programme) -> Iterator[Hit]:
    """No text gives a telephone number.

    It belongs to a person, and nobody needs it to judge a programme.

    **Fails**

    Risks:
    | ID | Owner |
    | --- | --- |
    | TRN-R01 | <Transition Lead 01632 960123> |
    | TRN-R02 | <Transition Lead +44 7700 900123> |

    **Passes**

    Risks:
    | ID | Owner |
    | --- | --- |
    | TRN-R01 | Transition Lead, cost code 016329 |
    """
    return blamed(programme, "phone")
