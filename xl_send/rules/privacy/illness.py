"""The health and the private life of people at work. Messages never repeat what was found: outputs are shared too."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, rule
from xl_send.rules.privacy.personal_data import blamed
from xl_send.workbook.submissions import Programme


@rule(
    "PD13",
    Severity.ERROR,
    "This text tells of somebody's health or private life.",
    "Write of the post, and that it is covered or not. Outputs other than this workbook withhold it.",
    on_reading=True,
)
def illness_of_somebody_named(programme: Programme) -> Iterator[Hit]:
    """No text tells of the health or the private life of somebody at work.

    Health is a special category of personal data, of staff too, and a board needs to know only whether the post is
    covered. So it is with a loss, a divorce, a visa and what an employer holds against somebody: told with a name, or
    an illness of the one who holds a post. A phased return tells of an illness too, as does what stands behind a name
    in the cell of a person. That somebody is on leave is nothing of theirs.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Sarah Khan is off with stress until January> |
    | TRN-M02 | <Late because Tom Marsh has been on long-term sick leave> |
    | TRN-M03 | <Cover for Jo Bell, who is off sick until January> |
    | TRN-M04 | <Sarah Khan is having an operation in December> |
    | TRN-M05 | <Late because Sarah is off with stress> |
    | TRN-M06 | <Kerry at Bramcote is off with breast cancer> |
    | TRN-M07 | <Capability meeting with Janet on the 12th> |
    | TRN-M08 | <Bev's mum died last week> |
    | TRN-M09 | <Our analyst has long covid> |
    | TRN-M10 | <Tom Marsh is on a phased return> |
    | TRN-M11 | <Signatures: Sarah Khan (signed off, anxiety)> |
    | TRN-M12 | <Phased return for Sarah from Monday> |
    | TRN-M13 | <Jo Bell, reduced hours after chemo> |
    | TRN-M14 | <Two trainers, and Lead Trainer is having chemo until March> |

    Resources:
    | ID | Person or team |
    | --- | --- |
    | TRN-P01 | <Tom Marsh (on phased return, depression)> |
    | TRN-P02 | <Jo Bell (long-term sick)> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | The Transition Lead has been on sick leave; cover is in place |
    | TRN-M02 | Sarah Khan is on the panel for the stress survey, and is in hospital liaison team |
    | TRN-M03 | Jo Bell is on bereavement training; Faith Ward is in operation |
    | TRN-M04 | The Head of Service is on maternity leave until March; the contract is under investigation |
    | TRN-M05 | Jo Bell, signed off with finance; Tom Marsh: phased return to school for Year 7 |
    | TRN-M07 | The nurse has cancer support training; a coach is on the epilepsy course |
    | TRN-M06 | Jo Bell (cover for sick leave), Tom Marsh (stress survey), Sarah Khan (phased return project) |

    Resources:
    | ID | Person or team |
    | --- | --- |
    | TRN-P01 | Tom Marsh (part-time, anxiety pathway) |
    | TRN-P02 | Jo Bell (maternity leave to March) |
    """
    return blamed(programme, "illness")
