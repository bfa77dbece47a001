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

    It stands for about fifteen homes, so a need beside it may name a child. That of a school or a venue, named before
    it, is nobody's home.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Family at EX4 3PL asked to wait> |
    | TRN-M02 | <Taxi from ex4 3pl to Ashcombe Primary> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Families in EX4 asked to wait until KS2 |
    | TRN-M02 | Workshop at County Hall, EX2 4QD |
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

    Workbooks travel further than their authors think, and an address often holds a name. A mailbox that is called by
    what it is for is shared, and nobody's own.

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
    | TRN-M02 | send.programme@exampleshire.example.org |
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

    It belongs to a person, and nobody needs it to judge a programme. Numbers that begin with 03 or 08 are of
    organisations; those of an order or a contract are no telephone's.

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
    | TRN-R02 | Helpline 0300 123 4567; purchase order 0163296012 |
    | TRN-R03 | Transition Lead, ledger 01234567890 |
    """
    return blamed(programme, "phone")


@rule(
    "PD14",
    Severity.QUERY,
    "This text holds what looks like a house with its number and street.",
    "Take it out if anybody lives there. If it is a school or another public building, write its name before it.",
    on_reading=True,
)
def house_in_a_street(programme: Programme) -> Iterator[Hit]:
    """No text gives the address of a home.

    With a school or a need beside it, it names a child. The address of a school, a venue or a building of the council,
    which is named before it, is nobody's home.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Taxi from 14 Elm Road to Ashcombe Primary> |
    | TRN-M02 | <The family has moved to 7 St John's Close> |
    | TRN-M03 | <Waits at 14 elm road> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Workshop at the Guildhall, 4 High Street |
    | TRN-M02 | Refurbishment of 12 Castle Street for the post-16 base |
    | TRN-M03 | Year 7 Park Lane Academy intake; 30 Church Street places; Phase 2 Mill Road base |
    | TRN-M04 | The team has moved into offices at 21 Station Road |
    | TRN-M05 | Hub opens at 21 Station Road |
    """
    return blamed(programme, "house")
