"""Numbers of a child's file, which lead to it whoever may open it."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, rule
from xl_send.rules.privacy.personal_data import blamed
from xl_send.workbook.submissions import Programme


@rule(
    "PD15",
    Severity.ERROR,
    "This text holds what looks like the number of a child's file.",
    "Take it out: whoever may open the file knows the child. Keep case details in the case system.",
    on_reading=True,
)
def number_of_a_case(programme: Programme) -> Iterator[Hit]:
    """No text holds the number of a child's file in a case system, of a plan or of an appeal.

    It leads every colleague with access to the child. The reference of a committee's decision, of a contract or of a
    business case leads to nobody.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Case ref 1234567 still open> |
    | TRN-M02 | <Mosaic ID 1048213: placement breakdown> |
    | TRN-M03 | <Tribunal EH873/26/00012 was lost> |
    | TRN-M04 | <EHM 204512: placement ended> |
    | TRN-M05 | <SE/24/01187 is listed> |
    | TRN-M06 | <LADO ref 24/0331 is open> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Committee reference CS/26/14; business case ref BC-2026-014; contract number 123456 |
    | TRN-M02 | Case review 30 of 60; the EHCP number 2412 in January fell to 2390; planning application 23/01234/FUL |
    """
    return blamed(programme, "case")
