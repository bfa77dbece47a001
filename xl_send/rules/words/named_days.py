"""Days that texts name: beside the wrong day of the week, at a weekend, or other than the dates of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.notes.content import content_words
from xl_send.analysis.words.named_dates import A_MONTH, DAY, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.days import say
from xl_send.workbook.kinds import Day
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import SHEETS, Programme, Submission

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_OF_WEEK = Pattern(rf"\b({'|'.join(_DAYS)}),? (?:the )?{DAY}", re.IGNORECASE, needs="|".join(_DAYS))
# What is held on one day, and seldom at a weekend.
_HELD = Pattern(
    r"\b(?:meets?|meeting|met|hold|held|holds|review|reviews|workshop|panel|visits?|opens?|launch(?:es)?|board|session"
    r"|training|forum|cabinet|committee|group|hearing|interviews?|inspection)\b"
    r"(?:(?!\b(?:ends?|ended|expires?|due|frozen|opened|covers?|begins?|force|run out|runs out|of cases|made)\b)[^.;:])"
    r"{0,70}?\bon"
    rf" (?:the )?(?:[a-z]+day,? )?(?:the )?{DAY}",
    re.IGNORECASE,
    needs=A_MONTH,
)
_REACHED = Pattern(
    r"(?:^|\b(?:was|were|it|service|trial|schools?|and|then) )"
    r"(?:opened|held|finished|completed|reached|agreed|signed|approved|published|launched|started|began|delivered"
    r"|went live|took place|done|met)(?: as planned)?,? (?:on|by) (?:the )?" + DAY,
    re.IGNORECASE,
    needs=A_MONTH,
)
_WEEKEND = Pattern(
    r"\b(?:saturday|sunday|weekend|famil(?:y|ies)|parents?|carers?|children|young people|fun|community)\b",
    re.IGNORECASE,
)
# So many letters before and after are looked at too.
NEAR_BY = 30
_SATURDAY = 5
_WEEKEND_DAYS = frozenset({_SATURDAY, 6})
# Milestones are spoken of in other words than their titles; so many of them are no chance.
ALIKE = 2


@rule(
    "CM22",
    Severity.QUERY,
    '"{words}" does not exist: {day} is a {weekday}.',
    "Check the day and the year. If the text was carried on from last year, look at the rest of it too.",
)
def day_of_another_weekday(programme: Programme) -> Iterator[Hit]:
    """A day of the week and the date beside it are of one day.

    Where they are not, either was mistyped, or the text is a year old.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <The panel meets on Tuesday 9 December.> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | The panel meets on Wednesday 9 December. |
    | TRN-M02 | The panel met on Tuesday 9 December 2025. |
    """
    for submission, record, name in _texts(programme):
        text = str(getattr(record, name) or "")
        for found in _DAY_OF_WEEK.finditer(text):
            day = _last_day(found, submission.as_at)
            if day and day.weekday() != _DAYS.index(found[1].casefold()):
                yield hit(record.at(name), words=found[0], day=say(day), weekday=_DAYS[day.weekday()].capitalize())


@rule(
    "CM23",
    Severity.QUERY,
    '"{words}": {day} is a {weekday}.',
    "Check the day{other}. If it truly is at the weekend, explain this finding.",
)
def held_at_a_weekend(programme: Programme) -> Iterator[Hit]:
    """What a text says will be held on a day to come is not said to be at a weekend.

    Asked of meetings, reviews, visits and the like, after the as at date; not of the day on which something ends, is
    due or comes into force, nor of what is held for families, who come at weekends. Where the text is of a milestone
    of its workstream, that milestone's own date is named.

    **Fails**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | <Hold the review of the service on 19 December.> |

    **Passes**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | Hold the review on 18 December and an open session on Saturday 19 December. The grant ends on 31 January. |
    | OUT | Open session for families on 21 November; committee papers due on 28 November |
    """
    for submission, record, name in _texts(programme):
        as_at = programme.as_at_of(submission)
        text = str(getattr(record, name) or "")
        days = days_named(text, submission.as_at) if as_at and submission.as_at else []
        for found in _HELD.finditer(text) if any(day.weekday() in _WEEKEND_DAYS for day in days) else ():
            day = _last_day(found, submission.as_at)
            said_so = _WEEKEND.search(text[max(0, found.start() - NEAR_BY) : found.end() + NEAR_BY])
            if day and as_at and day > as_at and day.weekday() in _WEEKEND_DAYS and not said_so:
                one = _spoken_of(submission, record, found[0])
                related = [Related(one.at("forecast"), f"the forecast of {one.id}")] if one and one.forecast else []
                other = f": {one.id} is forecast for {say(one.forecast)}" if one and one.forecast else ""
                weekday = _DAYS[day.weekday()].capitalize()
                yield hit(record.at(name), *related, words=found[0], day=say(day), weekday=weekday, other=other)


@rule(
    "CM24",
    Severity.QUERY,
    '"{words}": no row has that day, and {id}, of which it seems to speak, is forecast for {forecast}.',
    "Bring the words and the dates together: give the new day under Forecast date, or correct the text.",
)
def day_of_no_row(programme: Programme) -> Iterator[Hit]:
    """The day that a workstream's text gives for a milestone is one of its dates.

    Otherwise a board reads one day in the summary and another in the plan. Asked where what is held is spoken of in the
    words of one milestone that is still to come, and the day stands in no cell of the workbook.

    **Fails**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | <Hold the first-term evaluation of the trial on 17 December> |

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Evaluations of the trials signed off | 9 Dec 2026 |

    **Passes**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | Hold the first-term evaluation of the trial on 9 December and visit three families on 17 December |

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | First-term evaluation of the trial signed off | 9 Dec 2026 |
    """
    for submission in programme.submissions:
        known: set[date] = set()
        for stream in submission.all(Workstream):
            for name in ("next_period", "reason", "progress"):
                for found in _HELD.finditer(getattr(stream, name) or ""):
                    day = _last_day(found, submission.as_at)
                    known = known or set(_all_days(submission))
                    one = _spoken_of(submission, stream, found[0]) if day and day not in known else None
                    if one and one.forecast and day and _is_another(day, one.forecast):
                        related = Related(one.at("forecast"), "its forecast")
                        yield hit(stream.at(name), related, words=found[0], id=one.id, forecast=one.forecast)


def _is_another(day: date, forecast: date) -> bool:
    """Whether a working day is another than the forecast, in whichever year."""
    return day.weekday() < _SATURDAY and (day.month, day.day) != (forecast.month, forecast.day)


@rule(
    "MS71",
    Severity.QUERY,
    'The commentary says "{words}", but Actual date is {actual}.',
    "Correct one of the two. How late it was is counted up to the Actual date.",
)
def reached_on_another_day(programme: Programme) -> Iterator[Hit]:
    """The day on which a commentary says that a milestone was reached is its actual date.

    A board hears that it was on time, and sees that it was late, or the other way round. Asked where the commentary
    names no day that is the actual date, and what was done on the day is what the title says, if it says so.

    **Fails**

    Milestones:
    | ID | Baseline date | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Sep 2026 | 30 Oct 2026 | <Opened on 11 September as planned.> |

    **Passes**

    Milestones:
    | ID | Baseline date | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Sep 2026 | 30 Oct 2026 | Opened on 30 October. The board met on 9 October. |
    | TRN-M02 | 11 Sep 2026 | 30 Oct 2026 | Seven weeks late: to be opened on 11 September, but the lift failed. |
    | TRN-M03 | 11 Sep 2026 | 30 Oct 2026 | Agreed on 9 October; first visits at the end of the month |
    """
    for milestone in programme.each(Milestone):
        actual, text = milestone.actual, milestone.commentary or ""
        if actual is None or not text:
            continue
        found = next(_REACHED.finditer(text), None) if actual not in days_named(text, actual) else None
        day = _last_day(found, actual) if found else None
        other = found is not None and _is_of_another_step(milestone.name or "", found[0])
        if found and day and not other and abs(day - actual) > timedelta(days=1):
            yield hit(
                milestone.at("commentary"), Related(milestone.at("actual"), "reached"), words=found[0], actual=actual
            )


_STEP = Pattern(r"(?i)\b(open|agree|sign|approv|publish|launch|start|beg[ai]n)\w*")


def _is_of_another_step(title: str, words: str) -> bool:
    """Whether words tell of a step, such as agreed, where the title tells of another, such as opens."""
    said, named = ({step.casefold() for step in _STEP.findall(text)} for text in (words, title))
    return bool(said and named) and not said & named


_SPEAKING: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("reason", "progress", "next_period"),
    Milestone: ("commentary", "help_needed"),
    Kpi: ("commentary", "help_needed"),
    Risk: ("mitigation",),
    LogEntry: ("what", "outcome"),
}


def _texts(programme: Programme) -> Iterator[tuple[Submission, Record, str]]:
    for submission in programme.submissions:
        for kind, names in _SPEAKING.items():
            for record in submission.all(kind):
                for name in names:
                    if getattr(record, name):
                        yield submission, record, name


def _last_day(found: re.Match[str], near: date | None) -> date | None:
    """The day with which the words end: of the year that is nearest, where none is named."""
    days = days_named(found[0], near) if near else []
    return days[-1] if days else None


def _spoken_of(submission: Submission, record: Record, words: str) -> Milestone | None:
    """The one milestone still to come of which words of its workstream speak, if there is one."""
    code = getattr(record, "workstream", "") or getattr(record, "code", "")
    said = content_words(words)
    shared = {
        milestone: len(said & content_words(milestone.name or ""))
        for milestone in submission.all(Milestone)
        if milestone.workstream == code and not milestone.actual
    }
    best = max(shared.values(), default=0)
    alike = [milestone for milestone, number in shared.items() if number == best]
    return alike[0] if best >= ALIKE and len(alike) == 1 else None


def _all_days(submission: Submission) -> Iterator[date]:
    """Every date in a cell of a workbook."""
    for kind in SHEETS:
        names = [column.name for column in columns_of(kind) if isinstance(column.kind, Day)]
        for record in submission.all(kind) if names else ():
            yield from (day for name in names if (day := getattr(record, name, None)))
