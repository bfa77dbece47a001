"""Notes of handovers that tell it comes too late, or not before a day, against the dates of the row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, next_month_named
from xl_send.calendar.occasions import OCCASION, last_day_before
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme

_TOO_LATE = Pattern(
    r"(?i)\b(?:too late(?! to\b)|not in time|later than (?:we|they) (?:need|can)|cannot wait|can't wait"
    r"|(?:does|do|will) not (?:work|do) for us|(?:does|do|will)n't (?:work|do) for us|no (?:good|use) (?:to|for) us"
    r"|miss(?:es)? our\b|leaves us (?:short|without|no time))"
)
# Of what is not so, or not yet, or of something else; and what others do not need.
_NOT_SO = Pattern(
    r"(?i)\b(?:if|unless|would|could|might|may|should|was|were|had|last|not too|never too|risk|otherwise|or else|after"
    r"|any(?:thing|thing later| later)|later than (?:this|that|the)|worr\w+|fear\w*|avoid|before it is|case|once"
    r"|no longer|resolved|now in time)\b"
)


@rule(
    "ID54",
    Severity.QUERY,
    'Note says "{words}", but Needed by is {needed}, and {column}, {day}, is not after it.',
    "Ask the receiver by when it is truly needed, and put that day under Needed by in both accounts.",
)
def too_late_by_its_note(programme: Programme) -> Iterator[Hit]:
    """A handover that its Note calls too late is late by its dates.

    With a later Needed by it has room that nobody has, and is Green. Asked of what is still to be handed over and is
    expected by the day it is needed, where a sentence of the Note says that this is too late, not in time or no use;
    not what would be.

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | <26 Feb 2027> | 29 Jan 2027 | 5 Feb 2027 | A week later. Too late for us really, clinics start first |
    | TRN-D02 | <26 Feb 2027> | 29 Jan 2027 | | Schools say it does not work for us as clinics have begun. |
    | TRN-D03 | <26 Feb 2027> | 29 Jan 2027 | 5 Feb 2027 | Not in time for the first clinics |
    | TRN-D04 | <26 Feb 2027> | 29 Jan 2027 | 5 Feb 2027 | That date is no use to us. |

    **Passes**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | A week later, that is fine for us. |
    | TRN-D02 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Any later would be too late for us |
    | TRN-D03 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Last year it came too late for the clinics |
    | TRN-D04 | 26 Feb 2027 | 29 Jan 2027 | 5 Mar 2027 | Too late for us |
    | TRN-D05 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Not too late for us |
    | TRN-D06 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | It is too late to change the form |
    | TRN-D07 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Anything after 26 February is too late for us |
    """
    for account, needed, day, column in _in_time(programme):
        found = _TOO_LATE.search(account.note or "")
        if found and not _NOT_SO.search(_sentence(account.note or "", found)):
            related = Related(account.at("note"), "the words"), Related(account.at(column), "when it is expected")
            name = account.at(column).column
            yield hit(account.at("needed_by"), *related, words=found[0], needed=needed, column=name, day=day)


_NOT_BEFORE = Pattern(
    r"(?i)\b(?:not?|none|nothing|nobody|never|cannot|unable|only|earliest|(?:wo|ca|is|are|do|does)n't)\b"
    r"(?:(?!\b(?:if|by|late|later)\b)[^.;:]){0,50}?\b(?:before|until|till|after) (?:the )?(?:end of |start of |mid[- ]"
    rf"|early |late )?(?:{OCCASION}|{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
# Nothing is late that is not needed, or not to be used or told, before then.
_NO_NEED = Pattern(
    r"(?i)\b(?:need\w*|want\w*|us(?:e|ed|ing)|shar\w+|publish\w*|send|sent|start\w*|begin\w*|launch\w*|due|requir\w+"
    r"|announc\w+|charg\w+|pay\w*|paid|if|unless|would|could|might|was|were|had|last year|meet\w*|decid\w*|review\w*"
    r"|chang\w+|problem|issue|clash\w*|concern\w*|check\w*|ask\w*|chas\w+|not only|known|know|rest|second|full|final)\b"
)


@rule(
    "ID55",
    Severity.QUERY,
    'Note says "{words}", which is after {column}, {day}, and after Needed by, {needed}.',
    "Give the day on which all of it is truly to be handed over, or correct the Note.",
)
def not_before_its_note_says(programme: Programme) -> Iterator[Hit]:
    """A handover does not come before the day that its Note gives.

    What is there in part is not there, and by its dates nobody hears of it. Asked of what is still to be handed over
    and is expected by the day it is needed, where the Note says that there is none, or that it cannot be, before or
    until a day, a month or a holiday that is over only after Needed by; not of when it is used, shared or started.

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 18 Jan 2027 | 8 Jan 2027 | <8 Jan 2027> | Only one school has a room; Elm Road has none before Easter. |
    | TRN-D02 | 18 Jan 2027 | <8 Jan 2027> | | Elm Road cannot free a room until March. |
    | TRN-D03 | 18 Jan 2027 | 8 Jan 2027 | <8 Jan 2027> | Nothing from the trust before 12 February |
    | TRN-D04 | 18 Jan 2027 | 8 Jan 2027 | <8 Jan 2027> | Room free only after half-term |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring half-term 2027 | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | 11 Apr 2027 |

    **Passes**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 18 Jan 2027 | 8 Jan 2027 | 8 Jan 2027 | Rooms are not needed before Easter. |
    | TRN-D02 | 18 Jan 2027 | 8 Jan 2027 | 8 Jan 2027 | Not to be published until March |
    | TRN-D03 | 18 Jan 2027 | 8 Jan 2027 | 8 Jan 2027 | None before 8 January |
    | TRN-D04 | 18 Jan 2027 | 8 Jan 2027 | 26 Mar 2027 | None before Easter |
    | TRN-D05 | 18 Jan 2027 | 8 Jan 2027 | 8 Jan 2027 | There was none until March last year |
    | TRN-D06 | 18 Jan 2027 | 8 Jan 2027 | 8 Jan 2027 | If it slips there is none before Easter |
    | TRN-D07 | 18 Jan 2027 | 8 Jan 2027 | 8 Jan 2027 | The pilot does not start until March |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | 11 Apr 2027 |
    """
    for account, needed, day, column in _in_time(programme):
        as_at, note = programme.as_at(account), account.note or ""
        found = _NOT_BEFORE.search(note) if as_at else None
        if found is None or as_at is None or _NO_NEED.search(_sentence(note, found)):
            continue
        first = _first_of_it(found, programme.of(account).all(CalendarEntry), as_at)
        if first and first > needed:
            cell = account.at(column)
            related = Related(account.at("note"), "the words"), Related(account.at("needed_by"), "needed by")
            yield hit(cell, *related, words=found[0], column=cell.column, day=day, needed=needed)


def _in_time(programme: Programme) -> Iterator[tuple[Interdependency, date, date, str]]:
    """What is still to be handed over, and by its dates comes in time: with both days and the name of the second."""
    for account in worked_on(programme, Interdependency):
        column = "forecast" if account.forecast else "promised"
        day: date | None = getattr(account, column)
        open_yet = not (account.delivered or account.accepted)
        if account.note and open_yet and account.needed_by and day and day <= account.needed_by:
            yield account, account.needed_by, day, column


def _sentence(text: str, found: re.Match[str]) -> str:
    """What stands between the stops before and after a part of a text."""
    first = max(text.rfind(stop, 0, found.start()) for stop in (".", ";"))
    return text[first + 1 : found.end()] + text[found.end() :].split(".", maxsplit=1)[0].split(";", maxsplit=1)[0]


def _first_of_it(found: re.Match[str], calendar: Sequence[CalendarEntry], as_at: date) -> date | None:
    """The last day on which there is still nothing: of a holiday its end, of a month the day before its first."""
    if found["occasion"]:
        return last_day_before(found["occasion"], calendar, as_at)
    if found["in"]:
        return next_month_named(found["in"], found["of"], as_at)
    return day_matched(found, as_at)


A_FEW_DAYS = timedelta(days=3)


@rule(
    "ID58",
    Severity.QUERY,
    "{milestone} is forecast for {day}, as planned, but what it brings, {id}, was promised for {promised} and is now "
    "forecast for {forecast}.",
    "Move the milestone's forecast as well, or say in the Note why it is handed over later than it is reached.",
)
def milestone_left_where_its_handover_was(programme: Programme) -> Iterator[Hit]:
    """A milestone that brings a handover moves with it.

    Left at its plan date it is on time, while what it is for is late. Asked in the giver's workbook of a milestone that
    is still to come, where a handover was promised for its plan date, give or take three days, and is forecast more
    than three days after that, and the milestone still for its plan date.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | <15 Jan 2027> |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast |
    | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 15 Jan 2027 | 22 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | 22 Jan 2027 | |
    | TRN-M02 | 15 Jan 2027 | 15 Jan 2027 | |
    | TRN-M03 | 30 Oct 2026 | 30 Oct 2026 | 30 Oct 2026 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 15 Jan 2027 | 22 Jan 2027 | |
    | OUT-D02 | TRN | TRN-M02 | OUT | 22 Jan 2027 | 29 Jan 2027 | |
    | OUT-D03 | TRN | TRN-M02 | OUT | 15 Jan 2027 | 18 Jan 2027 | |
    | OUT-D04 | TRN | TRN-M03 | OUT | 30 Oct 2026 | 15 Jan 2027 | |
    """
    for row in worked_on(programme, Interdependency):
        one = programme.milestones.get(row.giver_milestone or "")
        if one is None or one.workbook != row.workbook or one.actual or row.delivered or row.accepted:
            continue
        plan, promised, forecast = one.agreed or one.baseline, row.promised, row.forecast
        if not (promised and forecast and one.forecast == plan):
            continue
        if abs(promised - plan) <= A_FEW_DAYS < forecast - max(plan, promised):
            related = Related(row.at("forecast"), "when it is handed over"), Related(row.at("promised"), "promised")
            yield hit(
                one.at("forecast"), *related, milestone=one.id, day=plan, id=row.id, promised=promised,
                forecast=forecast,
            )  # fmt: skip
