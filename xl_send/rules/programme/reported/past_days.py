"""What is said of days to come that have come: a plan for the next period left standing from the last return."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_active, worked_on
from xl_send.analysis.words.months import last_of
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, days_named
from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER
from xl_send.workbook.days import MONTHS
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

# A day without its year is of the last months, or of those to come.
LATELY = timedelta(days=120)
_HAVE = Pattern(r"\bwill have\b|^will .*\b(?:which|that) (?:was|were|had)\b", re.IGNORECASE)
_TO_COME = Pattern(
    r"\b(?:will|shall|is to|are to|going to|plan(?:s|ned)? to|should"
    r"|(?<!was )(?<!were )(?<!been )(?<!we )"
    r"(?:expected|due|scheduled|booked|planned|aiming|aims|hop(?:e|ing))(?: to| for)?)\b"
    rf"(?:(?!\b(?:agreed|decided|since|after|following|met|was|were|had|set|from|of)\b"
    rf"|\b(?<!be )(?<!ly )\w{{4,}}ed (?:by|on) (?!the ))[^.;!?]){{0,120}}?"
    rf"\b(?:by|on|for) {DAY}(?!['\u2019]s)(?!:? (?:was|were) (?:met|kept)|: (?:done|met)| and did)",
    re.IGNORECASE,
)
# A figure that was expected by a day is no promise: "nine, six expected by 30 September".
_A_FIGURE = Pattern(rf"\b{NUMBER} ?(?:%|per ?cent)? $", re.IGNORECASE)
# What goes on to tell that it came otherwise, or of another day.
_CAME_OTHERWISE = Pattern(
    r"^[^.;!?]*\b(?:now|not|instead|but|later|late|done|was|were|came|met|held|sent|ran|took|gave|went|\w{3,}ed)\b",
    re.IGNORECASE,
)
# Next period: a month by the end of which something is to be done, or in which it is to begin or be over.
_NEXT_MONTH = Pattern(
    r"(?:\bby (?:the )?(?:end of )?|^(?:appoint|begin|complete|finish|launch|open|recruit|sign|start)\b[^.;!?]{0,80}?"
    rf"\b(?:in|during) )(?P<month>{MONTH_NAMES})\b(?: (?P<year>20\d\d))?(?! ?[-/\u2013])",
    re.IGNORECASE,
)
# In a commentary: such a month of something that will be done, or is expected or due.
_MONTH_TO_COME = Pattern(
    r"\b(?:will|should|is to|are to"
    r"|(?<!was )(?<!were )(?<!been )(?<!we )(?:expected|due|forecast|scheduled|planned|aiming|aims))\b"
    r"(?:(?!\b(?:agreed|since|after|following|was|were|had|from|of)\b|\b(?<!be )(?<!ly )\w{4,}ed by)[^.;!?]){0,80}?"
    rf"\b(?:by (?:the )?(?:end of )?|to \w+ in )(?P<month>{MONTH_NAMES})\b(?: (?P<year>20\d\d))?(?! ?[-/\u2013])",
    re.IGNORECASE,
)
_SENTENCES = Pattern(r"(?<=[.;!?])\s+")
# Next period: a day by or on which something is to be done, and not that of what the work is about.
_NEXT = Pattern(rf"\b(?:by|on|before|until|due|w/c|week of) (?:the )?(?:\w+day,? )?{DAY}", re.IGNORECASE)
_DONE = Pattern(
    r"\b(?:\w{3,}ed|began|begun|held|met|sent|was|were|had|made|took|taken|given|ran)\b[^.;!?]*$",
    re.IGNORECASE,
)
_PAST = Pattern(
    r"\b(?:agreed|decided|since|after|following|as at|of|from|set|held|minutes?|have|did) (?:\w+ ){0,3}$", re.IGNORECASE
)


@rule(
    "CM12",
    Severity.QUERY,
    "{column} speaks of {day} as still to come, but that day has passed.",
    "Say what came of it, and what is planned now. This may be left from the last return.",
)
def days_to_come_that_have_passed(programme: Programme) -> Iterator[Hit]:
    """What is planned is planned for days that are still to come.

    A text carried forward from the last return promises the board what should have happened. Asked under Next period
    of a day by or on which something is to be done, or of a month by the end of which it is, and elsewhere of a day by
    or on which something "will" be done, or is expected or due.

    **Fails**

    Workstreams:
    | Code | Next period | Reason and path to green |
    | --- | --- | --- |
    | TRN | <Hold the review of the first term on 9 October.> | <We will call every family by 4 November.> |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <The supplier will finish on 30 October.> |

    **Fails**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | <Train the last school. Sign the contract by end of October.> |
    | OUT | <Launch in September 2026> |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Expected to be signed by 31 October.> |
    | TRN-M02 | <Should be complete by the end of October.> |

    **Passes**

    Workstreams:
    | Code | Next period | Reason and path to green |
    | --- | --- | --- |
    | TRN | Hold the review on 9 December, as agreed on 15 October. | We have called every family by 4 November. |
    | OUT | Write up the visits which began on 2 November; publish the minutes (9 October) | |
    | EHP | Complete the audit of plans issued in October, by December | |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | The supplier will finish on 13 November. |
    | TRN-M02 | It will open as the board agreed on 15 October. |
    | TRN-M03 | Plans will follow the advice received by 31 October. |
    | TRN-M04 | Due to open on 1 November, but the builders are late. |
    | TRN-M08 | The form expected by 31 October came on 2 November. |
    | TRN-M05 | Was expected by the end of October; now due in December. |
    | TRN-M09 | We expected 22 by the end of September and have 14. |
    | TRN-M06 | Should be complete by the end of November. |
    | TRN-M07 | Will use the advice received by October. |
    | TRN-M09 | Nine by 31 October, six expected by 30 September |
    """
    for row, name, text in _texts(programme):
        as_at = programme.as_at(row)
        found = _passed(text, as_at, everywhere=name == "next_period") if as_at else None
        if found and as_at:
            yield hit(row.at(name), column=row.at(name).column, day=found)


def _texts(programme: Programme) -> Iterator[tuple[Workstream | Milestone | Kpi, str, str]]:
    for stream in programme.each(Workstream):
        for name in ("next_period", "reason"):
            if text := getattr(stream, name):
                yield stream, name, text
    for milestone in worked_on(programme, Milestone):
        if milestone.commentary and not milestone.actual:
            yield milestone, "commentary", milestone.commentary
    for kpi in programme.each(Kpi):
        if kpi.commentary and is_active(programme, kpi):
            yield kpi, "commentary", kpi.commentary


def _passed(text: str, as_at: date, *, everywhere: bool) -> date | None:
    """The first day that a text speaks of as to come and that had passed."""
    month = _month_passed(text, as_at, _NEXT_MONTH if everywhere else _MONTH_TO_COME)
    if month or not any(as_at - LATELY < day < as_at for day in days_named(text, as_at)):
        return month
    for found in (_NEXT if everywhere else _TO_COME).finditer(text):
        day, before = day_matched(found, as_at), text[: found.start()]
        told = _HAVE.search(found[0]) or _CAME_OTHERWISE.search(text[found.end() :])
        of_a_figure = found[0].casefold().startswith("expected") and _A_FIGURE.search(before)
        past = (_PAST.search(f"{before}on ") or _DONE.search(before)) if everywhere else told or of_a_figure
        if day is not None and not past and as_at - LATELY < day < as_at:
            return day
    return None


def _month_passed(text: str, as_at: date, named: Pattern) -> date | None:
    """The last day of a month by which a plan speaks of something as to come, and that had passed."""
    for sentence in _SENTENCES.split(text):
        found = named.search(sentence)
        if found and not _is_told_of(found, planned=named is _NEXT_MONTH):
            month = MONTHS.index(found["month"][:3].casefold()) + 1
            years = [int(found["year"])] if found["year"] else [as_at.year - 1, as_at.year, as_at.year + 1]
            day = min((last_of(date(year, month, 1)) for year in years), key=lambda one: abs(one - as_at))
            if as_at - LATELY < day < as_at:
                return day
    return None


def _is_told_of(found: re.Match[str], *, planned: bool) -> bool:
    """Whether a month is that of what has been done, in a plan, or of what came otherwise, in a commentary."""
    if planned:
        return _DONE.search(found.string[: found.start("month")]) is not None
    return _CAME_OTHERWISE.search(found.string[found.end() :]) is not None
