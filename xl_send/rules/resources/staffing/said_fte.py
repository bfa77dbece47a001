"""What texts say of how much there is of the time of the people of a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.names.roles import line_of_role
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.resources.staffing.said_roles import is_told_of_the_past, line_of_people
from xl_send.text import rounded
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

# "Locum of 0.6 FTE", "a 0.6 FTE locum", "locum (0.6 FTE)".
_FTE = Pattern(
    r"\b(?:(?P<before>[a-z][a-z-]{3,20}(?: [a-z-]{2,20}){0,2}?)(?: of| at| for)? \(?)?(?P<fte>\d{0,2}\.\d{1,2}|\d{1,2})"
    r" ?(?:fte|wte)\b\)?(?: (?:of )?(?:an? |the |our )?(?P<after>[a-z][a-z-]{3,20}(?: [a-z-]{3,20}){0,3}))?",
    re.IGNORECASE,
)
_MORE = Pattern(
    r"(?i)\b(?:extra|additional|more|another|further|second|up from|down from|from [\d.]+|was|were|if|would|could"
    r"|vacan\w*"
    r"|short\w*|gap|lost|los[ei]\w*|less|fewer|each|bid|ask\w*|of which|only|leaves|left|sick\w*|unfilled|next year"
    r"|until"
    r"|propos\w*|instead|equivalent|plus|and)\b|\+"
)


@rule(
    "RS87",
    Severity.QUERY,
    '{where} of {record} says "{words}", but {line} ({role}) has {fte} FTE.',
    "Correct one of the two: how much of somebody's time there is decides what can be done, and what it costs.",
)
def role_of_another_fte(programme: Programme) -> Iterator[Hit]:
    """The time that a text gives the people of a role is the FTE of their line.

    Asked of a text with one such number, beside a word of the role of one line alone of its workstream, that is neither
    the FTE nor the Available FTE of the line, nor the FTE of all lines of that person or team; not of more, or of less,
    than there is.

    **Fails**

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | Locum of 0.6 FTE from January funded from the grant; post re-advertised. |
    | TRN-R02 | A 0.4 FTE link therapist visits each hub. |

    Resources:
    | ID | Role | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologist | Locum | <0.8> | 0.8 |
    | TRN-P02 | Assistant psychologist | Ada North | 1 | 1 |
    | TRN-P03 | Link therapist | Ben South | <0.2> | 1 |

    **Passes**

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | Locum of 0.6 FTE from January funded from the grant; post re-advertised. |
    | TRN-R02 | Additional 0.4 FTE therapist from the trust |
    | TRN-R03 | Coaches (1.4 FTE) |
    | TRN-R04 | The 0.3 FTE psychologist |
    | TRN-R05 | The therapist gap of 0.3 FTE is covered |

    Resources:
    | ID | Role | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologist | Locum | 0.6 | 0.6 |
    | TRN-P02 | Assistant psychologist | Ada North | 1 | 1 |
    | TRN-P03 | Link therapist | Ben South | 0.2 | 1 |
    | TRN-P04 | Coaches | Coach pool | 0.8 | 3 |
    | TRN-P05 | Coaches | Coach pool | 0.6 | 3 |
    """
    for submission in programme.submissions:
        lines = submission.all(Resource)
        for record, name, text in speaking_texts(submission) if lines else ():
            if not _FTE.may_be_in(text) or (is_told_of_the_past(record) and not isinstance(record, MoneyLine)):
                continue
            found = list(_FTE.finditer(text))
            line = _of_fte(found[0], record, lines) if len(found) == 1 else None
            if line is None or _speaks_of_more(text, found[0]):
                continue
            own = [one.fte for one in lines if one.who == line.who]
            if all(
                abs(float(found[0]["fte"]) - fte) > A_LITTLE for fte in (*own, sum(own), line.available or line.fte)
            ):
                cell = record.at(name)
                yield hit(
                    line.at("fte"), Related(cell, "the words"), where=cell.column, record=cell.record,
                    words=_in_words(found[0], line), line=line.id, role=line.role or line.who, fte=rounded(line.fte),
                )  # fmt: skip


A_LITTLE = 0.04
_EXTRA = Pattern(r"(?i)\b(?:extra|additional|more|another|further|new|vacan\w*|short\w*)\b")


def _speaks_of_more(text: str, found: re.Match[str]) -> bool:
    """Whether a number of FTE is of more or of less than there is, or one of several."""
    before = text[: found.start("fte")].rpartition(". ")[2]
    return bool(_MORE.search(before) or _EXTRA.search(found["after"] or ""))


def _in_words(found: re.Match[str], line: Resource) -> str:
    """The words of a number of FTE with those before it, or behind it, that are of a line."""
    before = line_of_role(found["before"] or "", [line])
    return (found[0].partition(found["fte"])[0] + f"{found['fte']} FTE" if before else found[0]).strip()


def _of_fte(found: re.Match[str], record: Record, lines: Sequence[Resource]) -> Resource | None:
    """The line of whose people a number of FTE stands, behind them or before."""
    before, after = (line_of_people(found[name] or "", record, lines) for name in ("before", "after"))
    return None if before and after and before is not after else before or after
