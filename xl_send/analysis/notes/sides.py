"""Which side of its budget a money line's Note puts it on, in words without a figure."""

from __future__ import annotations

import re

from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple

_HOW = r"(?:slightly|marginally|a (?:little|bit|touch|shade)|just|well|somewhat|a little way)"
_EXPECTED = (
    r"(?:(?:is |are |now |currently )*(?:forecast|projected|expected|likely|set|going|due)"
    r"(?: to (?:be|come in|end(?: up)?|finish|go|run))?|will (?:be|come in|end(?: up)?|finish|go)"
    r"|(?:comes?|came|coming|running|ends?|ending|finish(?:es)?|goes|going)(?: in| up| out)?)"
)
# How what was said of a side goes on, if at all: "over as more staff came", "over: higher fees".
_THEN = (
    r"(?=\s*(?:$|[.,;:()\u2013-])"
    r"| (?:as|because|due|owing|after|since|on account|thanks|with|this year|for the year)\b)"
)


def _side(over: str) -> str:
    """The ways of saying that a line is over its budget, or under it."""
    budget = r"(?: (?:the |its |our |this )?(?:budget|allocation|plan))"
    return (
        rf"(?:(?:{_EXPECTED} )?{_HOW} {over}{budget}?{_THEN}|{_EXPECTED} {over}{budget}?{_THEN}"
        rf"|^{over}{budget}?{_THEN}|\b{over}[- ]budget\b(?! by)"
        rf"|(?:{_HOW} |(?:a )?(?:small|slight|minor|modest|large|big|likely|forecast|expected|projected|year[- ]end) )*"
        rf"{over}[- ]?spen(?:d|ds|ding|t)\b(?! (?:of|by) (?:£|\d)))"
    )


_OVER = Pattern(rf"(?:\b|^)(?:{_side('over')})", re.IGNORECASE)
_UNDER = Pattern(rf"(?:\b|^)(?:{_side('under')})", re.IGNORECASE)
_BUDGETED = (
    r"(?:was |were |we |had |been |in |the )*(?:planned|budgeted|costed|expected|allowed(?: for)?|assumed|estimated"
    r"|budget|plan|contract(?:ed)?|contracted for|profiled?|quoted?|bid)"
)
_BY_WORDS = r"(?:(?:is|are|was|were|be) )?"
# Why a line costs more or less than its budget.
_DEARER = Pattern(
    rf"(?i)\b(?:{_BY_WORDS}(?:more|higher|dearer|longer|earlier|extra)(?: \w+){{0,3}} than {_BUDGETED}"
    r"|(?:came|come|coming) in (?:high|higher|over|dear|dearer|above)(?: than (?:planned|budgeted|expected))?"
    r"(?=\s*(?:$|[.,;:])))\b"
)
_CHEAPER = Pattern(
    rf"(?i)\b(?:{_BY_WORDS}(?:less|lower|cheaper|fewer|shorter|later)(?: \w+){{0,3}} than {_BUDGETED}"
    r"|(?:came|come|coming) in (?:low|lower|under|cheap|cheaper|below)(?= budget| than|\s*(?:$|[.,;:]))"
    r"|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2}) (?:months?|weeks?|terms?)"
    r"|(?:part|half)[- ](?:year|a year)) only (?:if|as|because|since)"
    r"|only (?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2}) (?:months?|weeks?|terms?)"
    r"|part of the year|half (?:a|the|of the) year) (?:now|as|because|since)"
    r"|(?:will|is|are|be) not (?:be )?(?:all |fully )(?:be )?(?:spent|needed|used)"
    r"|not all (?:of it |of this )?(?:will be |is |to be )?(?:spent|needed|used)"
    r"|(?:most|much|part|some|half) of (?:this|it|the budget) (?:is |will )?not (?:be )?(?:spent|needed|used))\b"
)
# By which the words may speak of another time or part, of what might be, or of what makes up for it.
_OF_ANOTHER = Pattern(
    r"(?i)\b(?:no|not|never|nor|nothing|without|avoid\w*|prevent\w*|risks?|may(?= (?:be|not|have|go"
    r"|over|under|need|come|still|rise|fall))|might|could|would|should|if|unless|was|were|had|last|previous|prior|earlier|carried|carr(?:y|ies)|offset\w*|met|cover(?:s|ed|ing)?|absorbed|absorbs"
    r"|contingency|reserves?|vire\w*|virement|used|uses|using|reinvest\w*|moved|moves|instead|part|partly|some|rest|but"
    r"|balanced?|back on|made up|elsewhere|compensat\w*|recover\w*|funded|underwrit\w*|pays?|paid|until|once|revised"
    r"|rebased|increased|reduced|[A-Z]{2,5}-F\d+|f\d{2}|20\d\d|q[1-4]|p\d{1,2}|another)\b"
)
_IN_PLACE = Pattern(r"(?i)\b(?:agency|locums?|interims?|consultants?|backfill|overtime)\b")


class BudgetSide(NamedTuple):
    """The words by which a Note puts a line over its budget (1) or under it (-1)."""

    words: str
    sign: int


def side_said(note: str) -> BudgetSide | None:
    """The one side of its budget on which a Note puts the whole of its line this year; None where that is not plain."""
    sides = [(pattern.search(note), sign) for pattern, sign in _SIDES]
    found = [BudgetSide(match[0].strip(), sign) for match, sign in sides if match]
    if len({side.sign for side in found}) != 1:
        return None
    rest = note.replace(found[0].words, " ")
    made_up = _OF_ANOTHER.search(rest) or (found[0].sign < 0 and _IN_PLACE.search(rest))
    return None if made_up else found[0]


# What takes from the work that a line was to pay for, or was not there to be paid.
_TAKEN_OFF = Pattern(
    r"(?i)\b(?:(?:dropped|cancelled|scrapped|scaled back|cut back|not (?:now )?(?:needed|going ahead|running|replaced)"
    r"|no longer (?:needed|running)|withdrawn|stood down|removed)|fewer(?: [a-z-]+){0,3}"
    r"|(?:post|posts|vacancy|officer|worker|teacher|therapist)s? (?:still |is |was |are |left |remains? )*"
    r"(?:unfilled|vacant|not filled|empty)|(?:started|starts?|starting) (?:\d )?(?:\w+ )?(?:months? |weeks? )?late)"
    r"(?=\s*(?:$|[.,;:)(])| (?:as|because|so|since|this|in|from|by)\b)"
)
# By which it may cost more for another reason.
_DEARER_FOR_ANOTHER = Pattern(
    r"(?i)\b(?:cover\w*|rates?|fees?|prices?|pay award|dearer|higher|more|extra|added|additional|uplift\w*|inflation"
    r"|plus|replac\w*|instead|redundan\w*|notice|costs?|charge[ds]?|increas\w*|longer|up|not cancelled)\b"
)


def taken_off_said(note: str) -> str:
    """The words by which a Note takes from what its line pays for, where it gives no reason why that costs more."""
    found = _TAKEN_OFF.search(note)
    if found is None:
        return ""
    rest = note.replace(found[0], " ")
    made_up = _OF_ANOTHER.search(rest) or _IN_PLACE.search(rest) or _DEARER_FOR_ANOTHER.search(rest)
    opened = max(note.rfind(mark, 0, found.start()) for mark in ".,;:(") + 1
    return "" if made_up else note[opened : found.end()].strip()


_SIDES = ((_OVER, 1), (_UNDER, -1), (_DEARER, 1), (_CHEAPER, -1))
