"""Days that texts name: beside the wrong day of the week, at a weekend, or other than the dates of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.notes.content import content_words
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.words.named_dates import DAY, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say, years_later
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = "(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
_DAY_OF_WEEK = Pattern(rf"\b({'|'.join(_DAYS)}|{_SHORT_DAYS}),? (?:the )?{DAY}", re.IGNORECASE)
_FIRST_LETTERS = 3
# What is held on one day, and seldom at a weekend.
HELD = Pattern(
    r"\b(?:meets?|meeting|met|hold|held|holds|review|reviews|workshop|panel|visits?|opens?|launch(?:es)?|board|session"
    r"|training|forum|cabinet|committee|group|hearing|interviews?|inspection)\b"
    r"(?:(?!\b(?:ends?|ended|closes?|expires?|due|frozen|opened|covers?|begins?|force|run out|runs out|of cases"
    r"|made)\b)[^.;:])"
    r"{0,70}?\bon"
    rf" (?:the )?(?:[a-z]+day,? )?(?:the )?{DAY}",
    re.IGNORECASE,
)
_WEEKEND = Pattern(
    r"\b(?:saturday|sunday|weekend|famil(?:y|ies)|parents?|carers?|children|young people|fun|community|walk|fair"
    r"|festival"
    r"|fundrais\w*)\b",
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

    Where they are not, either was mistyped, or the text is a year old. A day without a year that has passed may be next
    year's.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <The panel meets on Tuesday 9 December.> |

    **Fails**

    Milestones:
    | ID | Commentary | Done when |
    | --- | --- | --- |
    | TRN-M01 | <The panel meets on Tues 9 Dec.> | |
    | TRN-M02 | <The panel meets on Tuesday 09/12/26.> | |
    | TRN-M03 | | <Signed off at the meeting of Tuesday 9 December> |

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | <Meet the provider on Tuesday 9 December> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | The panel meets on Wednesday 9 December. |
    | TRN-M02 | The panel met on Tuesday 9 December 2025. |
    | TRN-M03 | The launch is on Tuesday 7 September. |
    | TRN-M04 | The panel sat 9 December. |
    """
    for submission, (record, name, text) in _texts(programme):
        for found in _DAY_OF_WEEK.finditer(text):
            day = last_day_named(found, submission.as_at)
            if day and not _is_on(found, day, submission.as_at):
                yield hit(record.at(name), words=found[0], day=say(day), weekday=_DAYS[day.weekday()].capitalize())


def _is_on(found: re.Match[str], day: date, as_at: date | None) -> bool:
    """Whether a date is on its day of the week, in the year that is meant, or in the next where none is named."""
    letters = [name[:_FIRST_LETTERS] for name in _DAYS]
    weekday = letters.index(found[1].casefold()[:_FIRST_LETTERS])
    passed = bool(found["month"]) and not found["year"] and as_at is not None and day < as_at
    return weekday == day.weekday() or (passed and weekday == years_later(day, 1).weekday())


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
    | STA | The training offer runs from 7 December and closes on 12 December |
    """
    for submission, (record, name, text) in _texts(programme):
        as_at = programme.as_at_of(submission)
        days = days_named(text, submission.as_at) if as_at and submission.as_at else []
        for found in HELD.finditer(text) if any(day.weekday() in _WEEKEND_DAYS for day in days) else ():
            day = last_day_named(found, submission.as_at)
            said_so = _WEEKEND.search(text[max(0, found.start() - NEAR_BY) : found.end() + NEAR_BY])
            if day and as_at and day > as_at and day.weekday() in _WEEKEND_DAYS and not said_so:
                one = spoken_of(submission, record, found[0])
                related = [Related(one.at("forecast"), f"the forecast of {one.id}")] if one and one.forecast else []
                other = f": {one.id} is forecast for {say(one.forecast)}" if one and one.forecast else ""
                weekday = _DAYS[day.weekday()].capitalize()
                yield hit(record.at(name), *related, words=found[0], day=say(day), weekday=weekday, other=other)


def _texts(programme: Programme) -> Iterator[tuple[Submission, tuple[Record, str, str]]]:
    for submission in programme.submissions:
        yield from ((submission, text) for text in speaking_texts(submission))


def last_day_named(found: re.Match[str], near: date | None) -> date | None:
    """The day with which the words end: of the year that is nearest, where none is named."""
    days = days_named(found[0], near) if near else []
    return days[-1] if days else None


def spoken_of(submission: Submission, record: Record, words: str) -> Milestone | None:
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
