"""The health of people at work. Messages never repeat what was found: outputs are shared too."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, rule
from xl_send.rules.privacy.personal_data import blamed
from xl_send.workbook.submissions import Programme


@rule(
    "PD13",
    Severity.ERROR,
    "This text says of somebody by name that they are ill.",
    "Write of the post, and that it is covered or not. Outputs other than this workbook withhold it.",
    on_reading=True,
)
def illness_of_somebody_named(programme: Programme) -> Iterator[Hit]:
    """No text tells of the health of somebody at work.

    Health is a special category of personal data, of staff too, and a board needs to know only whether the post is
    covered.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Sarah Khan is off with stress until January> |
    | TRN-M02 | <Late because Tom Marsh has been on long-term sick leave> |
    | TRN-M03 | <Cover for Jo Bell, who is off sick until January> |
    | TRN-M04 | <Sarah Khan is having an operation in December> |
    | TRN-M05 | <Late because Sarah is off with stress> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | The Transition Lead has been on sick leave; cover is in place |
    | TRN-M02 | Sarah Khan is on the panel for the stress survey, and is in hospital liaison team |
    | TRN-M03 | Jo Bell is on bereavement training; Faith Ward is in operation |
    """
    return blamed(programme, "illness")
