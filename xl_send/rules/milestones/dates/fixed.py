"""Fixed dates: those that the law or a grant sets are not moved by a board."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_WHO_SETS_IT = Pattern(
    r"(?i)\b(?:law|regulations?|statut\w*|dfe|department|ministers?|ministerial|government|nhs\w*|funder|grant|deadline"
    r"|secretary of state|tribunal|court)\b"
)
_BY_LETTER = Pattern(r"(?i)\b(?:dfe|department|minister\w*|nhs\w*|funder|ofsted|tribunal|government)\b")
_GIVES_ANOTHER = Pattern(
    r"(?i)\b(?:moved|chang\w*|exten\w*|postpon\w*|put back|new (?:date|deadline)|now (?:due|gives?|allows?)"
    r"|deferr\w*)\b",
)


@rule(
    "MS14",
    Severity.QUERY,
    "A fixed date has been moved to {agreed}.",
    "If the law or the grant now gives another date, say so in Commentary. Else clear Agreed date or Fixed date.",
)
def fixed_date_moved(programme: Programme) -> Iterator[Hit]:
    """A statutory date, or the end of a grant, is not moved by a board.

    Any lateness against it is Red, and a new date would hide it. A Commentary that says who set the date and that it
    was changed explains it, as does a Change reference to the letter of whoever set it.

    **Fails**

    Milestones:
    | ID | Fixed date | Agreed date | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | <29 Jan 2027> | TRN-A01 |

    **Passes**

    Milestones:
    | ID | Fixed date | Baseline date | Agreed date | Change reference |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Yes | 11 Dec 2026 | | |
    | TRN-M02 | No | 11 Dec 2026 | 29 Jan 2027 | TRN-A01 |
    | TRN-M03 | Yes | 11 Dec 2026 | 11 Dec 2026 | TRN-A01 |

    **Passes**

    Milestones:
    | ID | Fixed date | Agreed date | Change reference | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Yes | 29 Jan 2027 | TRN-A01 | DfE has moved the deadline to 29 January |
    | TRN-M02 | Yes | 29 Jan 2027 | DfE letter, 3 September 2026 | |
    """
    for milestone in programme.each(Milestone):
        if not milestone.fixed or not milestone.agreed or milestone.agreed == milestone.baseline:
            continue
        said = milestone.commentary or ""
        if any(_BY_LETTER.search(change) for change in milestone.changes):
            continue
        if not (_GIVES_ANOTHER.search(said) and _WHO_SETS_IT.search(said)):
            yield hit(milestone.at("agreed"), Related(milestone.at("fixed"), "Fixed date"), agreed=milestone.agreed)
