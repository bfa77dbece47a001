"""Mitigations that are of another kind than their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Mitigation
from xl_send.workbook.submissions import Programme

_HIRES = Pattern(
    r"^(?:to )?(?:(?:hire|employ|recruit|appoint|bring in|take on|buy in)"
    r" (?:(?:to|an?|the|more|another|extra|one|two|three|four|five|six|ten|agency|locum)\b|\d)"
    r"|(?:(?:an?|one|two|three|four) )?(?:agency|locum)\b)"
    r"(?!.*\b(?:existing|establishment|named|voluntar\w*|volunteers?|champions?|single point|governors?|carers|schools?"
    r"|from within|vacan\w*|replacement|successor|permanent|structure|parents?|shared|who pays?|paid by|same"
    r"|as (?:the|a|lead|manager|sponsor|chair))\b)[^.;]*?\b(?:workers?|officers?|managers?|teachers?|psychologists?"
    r"|therapists?|advis[eo]rs?|assistants?|co-?ordinators?|analysts?|caseworkers?|writers?|posts?|fte|locums?|agency|consultants?|staff|trainers?|nurses?"
    r"|practitioners?|sencos?|eps?|lawyers?|tutors?)\b",
    re.IGNORECASE,
)


@rule(
    "RK61",
    Severity.QUERY,
    'Mitigation kind is {kind}, but its words are of more staff: "{words}".',
    "Choose Extra capacity, and name under Resource line what pays for it. If it costs nothing, say so in the words.",
)
def capacity_called_otherwise(programme: Programme) -> Iterator[Hit]:
    """A mitigation that hires people is extra capacity.

    Called planning it needs no resource line, and nobody asks who pays. Asked where the words begin with it and go on
    to say whom, and no resource line is named. Volunteers, those who are there and vacant posts cost nothing more.

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind |
    | --- | --- | --- |
    | TRN-R01 | Hire a module writer for ten weeks | <Planning and communication> |
    | TRN-R02 | Bring in two agency caseworkers until Easter | <Process> |
    | TRN-R03 | Two locum psychologists from January | <Process> |

    **Passes**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Hire a module writer for ten weeks | Extra capacity | TRN-P01 |
    | TRN-R02 | Recruit two teachers | Process | TRN-P02 |
    | TRN-R03 | Appoint nobody until the review | Process | |
    | TRN-R04 | Tell schools in May | Planning and communication | |
    | TRN-R05 | Hire a module writer | | |
    | TRN-R06 | Hire a larger hall | Process | |
    | TRN-R07 | Appoint a lead officer from existing staff | Process | |
    | TRN-R08 | Recruit to the vacant caseworker posts | Process | |
    | TRN-R09 | Recruit two parents as peer advisers | Process | |
    | TRN-R10 | Appoint the deputy head as manager of the rota | Process | |
    """
    for risk in open_risks(programme):
        called = risk.kind is not None and risk.kind is not Mitigation.EXTRA_CAPACITY
        if called and risk.kind and not risk.resource and _HIRES.search(risk.mitigation or ""):
            words = " ".join((risk.mitigation or "").split()[:6]).rstrip(" .,;")
            yield hit(risk.at("kind"), Related(risk.at("mitigation"), "its words"), kind=risk.kind.value, words=words)
