"""Days of birth of one child, told from the births of a cohort."""

from __future__ import annotations

from xl_send.patterns import Pattern

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[\s/.\-](?:\d{{1,2}}[\s/.\-]\d\d|(?:{_MONTHS}))"
_BIRTH = Pattern(
    r"(?i)\b(?:d\.?o\.?b\b\.?|(?:date of )?birth ?(?:day|date)?(?: is| was)?|born(?: on| in)?(?: the)?|b\.)\W{0,3}"
    rf"(?:{_DAY}|(?P<month>(?:{_MONTHS})[a-z]{{0,6}} (?:19|20)\d\d)|(?:19|20)\d\d-\d\d-\d\d)",
)
_TURNS = Pattern(
    r"(?i)\b(?:he|she|who|child|pupil|boy|girl|student|learner|person) (?:turns|turned|will turn|will be)"
    rf" \d{{1,2}} (?:on|in) (?:\d|{_MONTHS})",
)
# Those of a year group, not of one child; "two children" are as few as one.
_OF_MANY = Pattern(
    r"(?i)(?<!two )(?<!three )(?<!four )(?<![1-4] )\b(?:children|pupils|babies|infants|learners|students|young people"
    r"|those|cohorts?|births|everyone)\b"
)
# "The service was born on 3 May", and not a boy of its group.
_OF_WORK = Pattern(
    r"(?i)(?:^|[.;:]\s{0,2})(?:the|our|this) (?:\w{1,20} )?"
    r"(?:service|programme|project|team|network|board|forum|idea|scheme|hub) was $"
)
_ON = Pattern(r"[\w ]{0,20}?(?:\bto\b|\buntil\b|\band\b|\bonwards?\b|\bor later\b|-|\u2013)")
_BEFORE = 40


def has_birth(text: str) -> bool:
    """A day of birth, or the month of one child's; not the months between which a cohort was born."""
    return bool(_TURNS.search(text)) or any(
        not (
            _OF_MANY.search(text[max(0, found.start() - _BEFORE) : found.start()])
            and (found["month"] or _ON.match(text, found.end()))
        )
        and not _OF_WORK.search(text[: found.start()])
        for found in _BIRTH.finditer(text)
    )
