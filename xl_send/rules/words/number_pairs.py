"""Two numbers that one text sets side by side: where something came from and where it is now, a part and its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.submissions import Programme

_NUMBER = rf"(?:\d+\.\d+|{NUMBER})"
_UNIT = r"(?: ?(?:%|per ?cent|k|m)\b|%)?"
_WITH = r"(?: ?(?:%|per ?cent|k|m|p|hours?|days?|weeks?|places)\b|%)?"
_WAY = Pattern(
    r"\b(?P<way>(?:is |are |went |come |came |has |have |been |now )*(?:down|fell|fallen|dropped|reduced|decreased|cut"
    r"|up|rose|risen|grew|grown|increased)) (?:sharply |again |further |steadily |slightly )?from £?"
    rf"(?P<from>{_NUMBER})(?P<unit>{_UNIT})(?: [a-z][a-z -]{{2,30}}?)? to (?:only |just |about |nearly |over )?£?"
    rf"(?P<to>{_NUMBER})(?P<now>{_UNIT})(?![\w.,/-]*\d)",
    re.IGNORECASE,
)
# "Agree the enhanced rate (60p to 45p)": what is to go up, and goes down. A range begins with the smaller number.
_RAISED = Pattern(
    rf"\b(?P<way>rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|enhanc(?:e|es|ed|ing)|uplift(?:ed|ing)?|higher|lift(?:ed)?"
    rf"|extend(?:ed|ing)?)\b(?P<between>[^.;()\d]{{0,50}})(?:\(| from )(?:from )?£?(?P<from>{_NUMBER})(?P<unit>{_WITH})"
    rf" to £?(?P<to>{_NUMBER})(?P<now>{_WITH})(?![\w.,/-]*\d)",
    re.IGNORECASE,
)
_DOWN = Pattern(r"(?i)\b(?:down|fell|fallen|dropped|reduced|decreased|cut)\b")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_PART = Pattern(
    rf"(?<![\w£.,/:-])(?P<part>{_NUMBER}) (?:out )?of (?:the |our |all |these |those )*(?P<whole>{_NUMBER})"
    rf"(?! ?(?:%|per ?cent|st\b|nd\b|rd\b|th\b)|[\w.,/:-]*\d| ?{_MONTHS})(?=[\s).,;:]|$)",
    re.IGNORECASE,
)
# What is numbered is no part of a whole: week 9 of 8, page 3 of 2.
_NUMBERED = Pattern(
    r"(?i)\b(?:week|day|month|year|term|period|phase|stage|cohort|wave|tranche|round|part|page|item|minute|paragraph"
    r"|section|session|lot|no\.?|number|version|annex|table)s? ?$"
)


@rule(
    "CM41",
    Severity.QUERY,
    '"{words}": {to} is {more} than {start}.',
    "Correct the two numbers, or say that it went {other}. A board reads which way it went.",
)
def two_figures_the_wrong_way_round(programme: Programme) -> Iterator[Hit]:
    """What is said to be down from one figure to another is fewer, and what is up is more.

    Otherwise the figures stand the wrong way round, or the word does. So they do where what is to be raised, extended
    or enhanced goes from more to less.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Overdue advice is down from 88 to 104.> |

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | <Vacancies fell further from three posts to five> |
    | TRN-R02 | <Attendance increased from 91% to 87%> |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | <Agree enhanced travel budget rate (60p to 45p/mile)> |
    | TRN-A02 | <Raise the places at Norton from twelve to eight> |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Overdue advice is down from 104 to 88. Attendance rose from 87% to 91%. |
    | OUT | Down from 12 to 15 December. Cut from 1.2m to 900k. |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Agree enhanced travel budget rate (45p to 60p/mile) |
    | TRN-A02 | Raise attendance and cut waits from 30 days to 20 days |
    | TRN-A03 | Increase in staff lowers caseload (40 to 30) |
    | TRN-A04 | Extend the contract (30 November to 18 December) |
    | TRN-A05 | Raise it with the group (item 12 to 4) |
    """
    for record, name, text in chain.from_iterable(map(speaking_texts, programme.submissions)):
        for found in chain(_WAY.finditer(text), _raised(text)):
            start, end = _number(found["from"]), _number(found["to"])
            down = _DOWN.search(found["way"]) is not None
            alike = found["unit"].strip().casefold() in {"", found["now"].strip().casefold()}
            if alike and not _is_a_day(text, found) and (end > start if down else end < start):
                more, other = ("more", "up") if down else ("less", "down")
                words = found[0].strip()
                yield hit(record.at(name), words=words, to=found["to"], start=found["from"], more=more, other=other)


@rule(
    "CM42",
    Severity.QUERY,
    '"{words}" is more than all of them.',
    "Correct the two numbers: how many, and out of how many.",
)
def more_than_the_whole(programme: Programme) -> Iterator[Hit]:
    """So many of so many are no more than all of them.

    Otherwise the two numbers stand the wrong way round, or one is of another thing, and what is done cannot be told.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <34 of 30 schools have signed.> |

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | <Vacancies (19 of 4.6 FTE) may stay unfilled> |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Seven of the five settings are ready.> |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | 30 of 34 schools have signed. Week 9 of 8. 31 of 30 November replies. |
    | OUT | All five of five. 12 of 10 December's visits. Twelve of 15% replied. |
    """
    for record, name, text in chain.from_iterable(map(speaking_texts, programme.submissions)):
        for found in parts_of_wholes(text):
            if _number(found["part"]) > _number(found["whole"]):
                yield hit(record.at(name), words=found[0])


_LOWERS = Pattern(r"(?i)\b(?:cut|lower\w*|reduc\w*|short\w*|fewer|less|down|waits?|with|item|caseloads?|risk|pages?)\b")


def _raised(text: str) -> Iterator[re.Match[str]]:
    """What is to go up by a text, where nothing between tells of what is to go down."""
    return (found for found in _RAISED.finditer(text) if not _LOWERS.search(found["between"]))


def parts_of_wholes(text: str) -> Iterator[re.Match[str]]:
    """Every so many of so many of a text, by `part` and `whole`; not week 9 of 8, nor the day of a month."""
    for found in _PART.finditer(text):
        if not _NUMBERED.search(text[: found.start()]):
            yield found


def _number(words: str) -> float:
    return float(words) if "." in words else number_said(words)


_MONTH_NEXT = Pattern(rf"(?i)^ ?{_MONTHS}")


def _is_a_day(text: str, found: re.Match[str]) -> bool:
    """Whether the second number is the day of a month."""
    return _MONTH_NEXT.search(text[found.end() :]) is not None
