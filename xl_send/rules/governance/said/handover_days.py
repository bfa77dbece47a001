"""Days, and by how much it is late, that the Note of a handover gives, against its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.times import TIME, may_name_a_time, time_matched
from xl_send.analysis.words.named_dates import DAY, day_matched, days_named, may_name_a_day
from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.reached.how_late import days_of_a_length
from xl_send.text import working_days
from xl_send.words import NUMBER
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_LATE_BY = Pattern(
    r"(?i)(?:^|(?<=[.;] ))(?:(?:it|this|which|is|will|be|come|comes|now|coming|expected|about|forecast|has|slipped|by"
    rf"|delayed|only|was|delivered|came|arrived|received|sent|handed|over|some) ){{0,4}}(?P<number>{NUMBER}|an?)"
    r" (?P<unit>working days?|wds?|days?|weeks?|wks?|months?)(?: (?:late|later|behind|slip|delay|after|beyond|past"
    r"|overdue|(?P<early>early|ahead of (?:plan|schedule|time)|sooner than (?:promised|planned)))\b|(?=\s*[.;,]|$))"
)
_SLIPS = Pattern(
    r"(?i)\b(?:late|later|behind|slip\w*|delay\w*|beyond|past|overdue|early|ahead of|sooner than"
    r"|after (?:the )?(?:promise|day promised))\b"
)
_NOT_ITS_OWN = Pattern(r"(?i)\b(?:if|unless|would|could|might|used to|earlier|notice|no longer)\b")
# By how many days, or what part of all, a number in words may be out.
SLACK, A_PART = 3.0, 0.3


@rule(
    "ID51",
    Severity.QUERY,
    'Note says "{words}", but {column}, {day}, is {late} Promised for, {promised}.',
    "Give the day now expected under Forecast, or correct the Note. Whoever waits for it goes by the date.",
)
def later_by_its_note_than_forecast(programme: Programme) -> Iterator[Hit]:
    """By how much a handover is late is the same in its Note and by its dates.

    The float, and the milestones that wait for it, are worked out from the Forecast. Asked where a sentence of the Note
    says by how many days, weeks or months it is late, and that is not about the time from Promised for, or from Needed
    by, to Delivered, or to the Forecast of what is still to come.

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 26 Feb 2027 | 29 Jan 2027 | <29 Jan 2027> | Three weeks later than promised; still usable. |
    | TRN-D02 | 26 Feb 2027 | 29 Jan 2027 | <1 Feb 2027> | Slipped by a month |
    | TRN-D03 | 12 Feb 2027 | 29 Jan 2027 | <5 Mar 2027> | Agreed in May. Now 5 working days late. |

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for | Delivered | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 30 Oct 2026 | 16 Oct 2026 | <23 Oct 2026> | Delivered three weeks beyond the promised date; accepted. |
    | TRN-D02 | 30 Oct 2026 | 16 Oct 2026 | <30 Oct 2026> | Came a week early |

    **Passes**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 26 Feb 2027 | 29 Jan 2027 | 19 Feb 2027 | Three weeks later than promised; still usable. |
    | TRN-D02 | 26 Feb 2027 | 29 Jan 2027 | 29 Jan 2027 | Two weeks of testing to follow, and two days a week with us |
    | TRN-D03 | 26 Feb 2027 | 29 Jan 2027 | 29 Jan 2027 | Two weeks late would still do, if it must |
    | TRN-D04 | 26 Feb 2027 | 29 Jan 2027 | 29 Jan 2027 | Last year it was a month late |
    | TRN-D05 | 26 Feb 2027 | | 12 Mar 2027 | Two weeks late. |

    **Passes**

    Interdependencies:
    | ID | Needed by | Promised for | Delivered | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 30 Oct 2026 | 9 Oct 2026 | 23 Oct 2026 | Delivered two weeks beyond the promised date; accepted. |
    | TRN-D02 | 30 Oct 2026 | 16 Oct 2026 | 9 Oct 2026 | Came a week early |
    | TRN-D03 | 30 Oct 2026 | 16 Oct 2026 | 16 Oct 2026 | Delivered a week ahead of the board; late lists follow. |
    """
    days = network_of(programme).axis.days
    for account in worked_on(programme, Interdependency):
        note, promised = account.note or "", account.promised
        day, name = account.delivered or account.forecast, "delivered" if account.delivered else "forecast"
        found = _LATE_BY.search(note) if promised and day and _SLIPS.search(note) else None
        if found is None or day is None or promised is None or _NOT_ITS_OWN.search(note):
            continue
        if not _SLIPS.search(found[0]):
            continue
        said = days_of_a_length(found["number"], found["unit"]) * (-1 if found["early"] else 1)
        if said < 0 and day < promised:
            continue
        axis = days if found["unit"].casefold().startswith(("d", "wd", "working")) else None
        if not any(_is_about(said, since, day, axis) for since in (promised, account.needed_by) if since):
            late = f"{working_days(days.between(promised, day))} after" if day > promised else "no later than"
            related = Related(account.at("note"), "the words")
            cell = account.at(name)
            words = {"words": found[0].strip(), "column": cell.column}
            yield hit(cell, related, severity=None, day=day, late=late, promised=promised, **words)


def _is_about(said: float, since: date, day: date, days: WorkingDays | None) -> bool:
    """Whether a day is about so many days, or working days where they are told in days, after another."""
    spans = [(day - since).days, *([days.between(since, day)] if days else [])]
    return any(abs(span - said) <= max(SLACK, abs(said) * A_PART) for span in spans)


_COMES = (
    r"(?i)\b(?:(?:supplier|provider|giver|they|trust|college|council|team|health|ICB) (?:has |have )?(?:now )?"
    r"(?:confirms?|confirmed|promises?|promised|says?|said|offers?|offered)|confirmed|promised|now|expected|due|coming"
    r"|revised to|moved to|put back to|slipped to|will (?:come|arrive|follow|be (?:with us|sent|delivered|ready|handed"
    r" over|here)))"
)
_COMES_ON = Pattern(
    rf"{_COMES}(?: (?:it|this|us|for|on|by|to|from|at|is|be|not before)){{0,3}} (?:the )?(?:[a-z]+day,? )?"
    rf"(?:the )?{DAY}"
)
_COMES_THEN = Pattern(
    rf"{_COMES}(?: (?:it|this|us|for|on|by|to|from|at|is|be|in|not|before|until|after|about|around|sometime|likely))"
    rf"{{0,4}} {TIME}"
)
_OF_ANOTHER = Pattern(
    r"(?i)\b(?:after|once|then|test\w*|train\w*|first|second|next|another|draft|follow\w*|meets?|meeting|review\w*|paper"
    r"|report|board|governors|if|unless|was|were|first|rest|part|start\w*|begin\w*|live|launch\w*|until|agreed on)\b"
)
# A day on which it is due may be that by which it is needed.
_DUE = Pattern(r"(?i)\bdue\b")
HALF_A_YEAR = timedelta(days=183)


@rule(
    "ID52",
    Severity.QUERY,
    'Note says "{words}", but {column} is {day}.',
    "Give the day now expected under Forecast, or correct the Note. What waits for it is worked out from the date.",
)
def other_day_in_its_note(programme: Programme) -> Iterator[Hit]:
    """A day that the Note of a handover gives for it is not later than its Forecast.

    What waits for it looks safe by the date, and is late by the words. Asked of what is still to be handed over,
    where the Note says that it is confirmed, promised, expected or due on a day, in a month or after a holiday to
    come after Forecast, or after Promised for where there is none, that is no date of the row or of its milestones,
    and names none of these. What is said of tests, drafts, training and the like is of something else.

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 26 Feb 2027 | 29 Jan 2027 | <29 Jan 2027> | Supplier confirmed 26/02 in writing 20/11 |
    | TRN-D02 | 26 Mar 2027 | 29 Jan 2027 | <5 Feb 2027> | Now expected on 1 March |
    | TRN-D03 | 26 Mar 2027 | <29 Jan 2027> | | Will be with us by Friday 5 March. |

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 26 Feb 2027 | 29 Jan 2027 | <29 Jan 2027> | They say after Easter but will not put it in writing. |
    | TRN-D02 | 26 Feb 2027 | 29 Jan 2027 | <29 Jan 2027> | Now not until the end of March |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | 11 Apr 2027 |

    **Passes**

    Interdependencies:
    | ID | Needed by | Promised for | Forecast | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 26 Feb 2027 | 29 Jan 2027 | 29 Jan 2027 | Supplier confirmed 29/01 in writing 20/11 |
    | TRN-D02 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Draft due 12 February, final by 5 February |
    | TRN-D03 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Training is due on 12 March |
    | TRN-D04 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Confirmed 11 November |
    | TRN-D05 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | We can wait for it until 12 March; expected 5 February |
    | TRN-D06 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | They say February but will not put it in writing. |
    | TRN-D07 | 26 Feb 2027 | 29 Jan 2027 | 5 Feb 2027 | Training is due in March; after half-term is too late |
    """
    for account in worked_on(programme, Interdependency):
        as_at, note = programme.as_at(account), account.note or ""
        name = "forecast" if account.forecast else "promised"
        day = account.forecast or account.promised
        if not note or as_at is None or day is None or account.delivered or account.accepted:
            continue
        found = _later_day(programme, account, max(as_at, day)) or _later_time(programme, account, as_at, day)
        if found and not _OF_ANOTHER.search(_clause(note, found.start(), found.end()).replace(found[0], " ")):
            cell, related = account.at(name), Related(account.at("note"), "the words")
            yield hit(cell, related, words=found[0], column=cell.column, day=day)


def _later_day(programme: Programme, account: Interdependency, day: date) -> re.Match[str] | None:
    """The words by which a Note gives a later day than another, where it names no date of the row."""
    note = account.note or ""
    named = days_named(note, day) if may_name_a_day(note) else []
    found = _COMES_ON.search(note) if any(one > day for one in named) else None
    said = day_matched(found, day) if found else None
    if found is None or said is None or not day < said <= day + HALF_A_YEAR:
        return None
    known = _dates(programme, account) | ({account.needed_by} if _DUE.search(found[0]) else set())
    return found if known.isdisjoint(named) else None


def _later_time(programme: Programme, account: Interdependency, as_at: date, day: date) -> re.Match[str] | None:
    """The words by which a Note gives a month or an occasion that begins after a day and holds no date of the row."""
    note = account.note or ""
    found = _COMES_THEN.search(note) if may_name_a_time(note, as_at, day) else None
    if found is None or not (found["occasion"] or found["named"]):
        return None
    time = time_matched(found, as_at, programme.of(account).all(CalendarEntry))
    known = _dates(programme, account) | ({account.needed_by} if _DUE.search(found[0]) else set())
    later = time and day < time.first <= day + HALF_A_YEAR and not time.is_near(known)
    return found if later else None


def _clause(text: str, start: int, end: int) -> str:
    """What stands between the stops before and after a part of a text."""
    first = max(text.rfind(stop, 0, start) for stop in (".", ";", ","))
    return text[first + 1 : end] + text[end:].split(".", maxsplit=1)[0].split(";", maxsplit=1)[0]


def _dates(programme: Programme, account: Interdependency) -> set[date | None]:
    """The dates of a handover, but for when it is needed, and of its milestones."""
    dates: set[date | None] = {account.promised, account.forecast}
    for name in (account.giver_milestone, account.receiver_milestone):
        one: Milestone | None = programme.milestones.get(name or "")
        dates |= {one.baseline, one.forecast, one.agreed} if one else set()
    return dates
