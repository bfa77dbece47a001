"""A note that says why a figure is as it is, so that nobody need be asked."""

from __future__ import annotations

from xl_send.patterns import Pattern
from xl_send.workbook.sheets.kpis import Actual, Expectation

_WHY = Pattern(
    r"(?i)\b(?:because|since|due to|owing to|following|backlogs?|cleared|recruit\w{0,6}|(?:have |has )?(?:opened|joined"
    r"|closed|moved|merged|left)|closures?|peaks?|phase transfers?|strikes?|holidays?|migration|no change"
    r"|unchanged|(?:only )?so far|pilot|trial schools|locums?|season\w{0,3}|one-off|once only|not due"
    r"|(?:no|none|new) (?:new |\w{3,12} )?(?:cases|decisions|reviews|returns?|data|figures?|census|officers?|service"
    r"|school|system|counting|definition)|(?:were|was|are) due|confirmed|checked|verified|genuine|admissions)\b"
)


def tells_why(*rows: Actual | Expectation) -> bool:
    """Whether the note of one of these figures says why it is as it is."""
    return any(row.note and _WHY.search(row.note) for row in rows)
