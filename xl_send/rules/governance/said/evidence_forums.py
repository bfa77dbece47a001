"""The forum whose minutes show a decision, against the forum that gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.names.forums import call_names
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_MINUTES = Pattern(r"(?i)\b(?:minutes?|mins?|minuted|decision (?:notice|record)|resolution)\b")
_FROM_ELSEWHERE = Pattern(
    r"(?i)\b(?:member|noted|reported to|recommend\w*|referr\w*|informed|heard|also|briefing|report (?:to|for)|extract"
    r"|paper (?:to|for)|sub-?group|sub-?committee|shadow|youth|informal|onward)\b"
)


@rule(
    "GV51",
    Severity.QUERY,
    "Evidence seen names {named}, but Forum is {forum}, which had to {decide}.",
    "Name the minute of the forum that decided, or correct Forum. Another body's minutes show no decision of this one.",
)
def minutes_of_another_forum(programme: Programme) -> Iterator[Hit]:
    """The minutes that show a decision are those of the forum that gave it.

    Whoever looks for the decision in a year does not find it, or finds that the wrong body took it. Asked of a decision
    that was given, where Evidence seen speaks of minutes or of a decision notice and names another forum of the Forums
    sheet, by its name or by an end of it that is no other's, and not its own.

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Evidence seen |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | <Schools Forum minutes, 5 November, item 6> |
    | TRN-M02 | 5 Nov 2026 | Schools Forum | Assurance | | <Minutes of Cabinet, item 4> |
    | TRN-M03 | 5 Nov 2026 | Schools Forum | Decision | 5 Nov 2026 | <Programme Board minute 12> |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |
    | North Cabinet |

    **Passes**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Evidence seen |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | PB minutes, 5 November |
    | TRN-M02 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Board minutes; noted by Schools Forum |
    | TRN-M03 | 5 Nov 2026 | Schools Forum | Decision | 5 Nov 2026 | Minutes of the Forum and of Cabinet |
    | TRN-M04 | 5 Nov 2026 | Schools Forum | None | | Programme Board minutes |
    | TRN-M05 | 5 Nov 2026 | Schools Forum | Decision | 5 Nov 2026 | Minutes, and the Cabinet member's letter |
    | TRN-M06 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Minutes of the board |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |
    | North Cabinet |
    """
    for submission in programme.submissions:
        names = call_names([forum.name for forum in submission.all(Forum)])
        for milestone in submission.all(Milestone) if len(names) > 1 else ():
            evidence, given = milestone.evidence or "", milestone.decided or milestone.actual
            listed = milestone.forum in names.values()
            asked = listed and given and milestone.decision not in {None, Decision.NONE}
            named = _other_forum(evidence, milestone.forum or "", names) if asked and evidence else None
            if named and _MINUTES.search(evidence) and not _FROM_ELSEWHERE.search(evidence):
                decide = "give assurance" if milestone.decision is Decision.ASSURANCE else "decide"
                related = Related(milestone.at("forum"), "the forum")
                yield hit(milestone.at("evidence"), related, named=named, forum=milestone.forum or "", decide=decide)


def _other_forum(evidence: str, own: str, names: dict[str, str]) -> str | None:
    """The other forum that evidence names, where it does not name its own."""
    told = evidence.casefold()
    if not any(name in told for name, forum in names.items() if forum != own):
        return None
    words = own.casefold().split()
    initials = "".join(word[0] for word in words)
    if words and (re.search(rf"\b(?:{re.escape(words[-1])}|{re.escape(initials)})\b", _without(told, own, names))):
        return None
    found = {forum for name, forum in names.items() if re.search(rf"\b{re.escape(name)}\b", told)}
    return next(iter(found)) if len(found) == 1 and own not in found else None


def _without(told: str, own: str, names: dict[str, str]) -> str:
    """A text in small letters without the names of the other forums, longest first."""
    for name in sorted((name for name, forum in names.items() if forum != own), key=len, reverse=True):
        told = told.replace(name, " ")
    return told
