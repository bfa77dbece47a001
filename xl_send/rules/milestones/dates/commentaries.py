"""Days that a milestone's commentary gives for it, against its forecast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_active, worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.notes.content import content_words, first_letters, is_of_another_step
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, days_named
from xl_send.analysis.words.phrases import says_late_now
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import MONTHS, exchanged, say
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# What is said of the milestone itself, just before the day.
_SAID = (
    r"\b(?:now (?:expected|due|forecast|planned|likely)|(?:is|are) (?:now )?(?:expected|forecast)|expected(?: now)?"
    r"|slipped|slips|moved|put back|pushed back|delayed|deferred|postponed|rescheduled"
    r"|now (?:go(?:es)?|be (?:taken|heard|considered|decided))"
    r"|(?:new|revised|expected|forecast) date(?: is|:)?|aiming for|likely to be|will now(?: be)?"
    r"|will (?:now )?(?:open|start|begin|launch|be (?:held|ready|signed|published|complete\w*|finished))"
    r"|(?:will )?not (?:be )?(?:complete|completed|done|finished|ready|reached|open|start|begin))"
    r"(?: (?:to|until|till|by|on|for|in|at|before|about|around|now)){0,2} (?:the )?"
)
_A_DAY = Pattern(rf"{_SAID}{DAY}", re.IGNORECASE)
_A_MONTH = Pattern(
    rf"{_SAID}(?:end of |middle of |mid[- ]|early |late )?({MONTH_NAMES})\b(?: (\d{{4}}))?",
    re.IGNORECASE,
)
FURTHEST = timedelta(days=730)
_SENTENCE = Pattern(r"[.;!?]\s+")
# What a sentence may be about, so that its day is the milestone's.
_ITSELF = Pattern(
    r"(?i)(?:so|and|but|as a result|therefore)?,? ?(?:it|this|we|the (?:milestone|dates?|opening|start|launch"
    r"|completion|work"
    r"|whole|go-?live|event|roll-?out|trial|pilot|decision|handover))?(?: (?:has|have|had|is|are|was|were|will|now"
    r"|been|be"
    r"|itself)){0,4}",
)
# Of another part than the title's.
_ANOTHER = Pattern(
    r"(?i)\b(second|third|fourth|next|other|others|another|remaining|rest|north|south|east|west|northern|southern"
    r"|eastern"
    r"|western)\b"
)
_ON_PLAN = Pattern(r"(?i)\bon (?:plan|track|target|schedule|time|course)\b(?! by)")


@rule(
    "MS63",
    Severity.QUERY,
    'The commentary says "{words}", but Forecast date is {forecast}.',
    "Give the day now expected under Forecast date: colours and what waits for it go by that. If the day in the "
    "commentary is of something else, say of what.",
)
def later_day_in_the_commentary(programme: Programme) -> Iterator[Hit]:
    """The day that the commentary gives for a milestone is no later than its forecast.

    If only the words are brought up to date, the milestone stays Green and nothing that waits for it is seen to move.
    Asked where the words are of the milestone itself: now expected on, slipped to, deferred until a day or a month.
    They begin a sentence, speak of it, this, the date or the opening, or share a word with the title, and tell of no
    other part, such as the second cohort. A text that names the forecast too, or says that the work is on plan, is not
    asked about.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial opens | <11 Dec 2026> | Now expected on 15 January after the panel met. |
    | TRN-M02 | Tender awarded | <18 Dec 2026> | The tender has slipped to the end of January 2027. |
    | TRN-M03 | Report heard | <15 Dec 2026> | The report will now go to the January Cabinet. |

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M04 | Trial opens | <11 Dec 2026> | New date 15/1/27 |
    | TRN-M05 | Trial opens | <11 Dec 2026> | Will open on 15 January, once the trainer is back |
    | TRN-M06 | Trial opens | <11 Dec 2026> | Aiming for the end of January |
    | TRN-M07 | Report published | <11 Dec 2026> | Publication moved to 22/01/2027 |

    **Passes**

    Milestones:
    | ID | Forecast date | Commentary | Back to green by | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | Expected on 11 December. Papers for the next stage are due on 3 March. | | |
    | TRN-M02 | 11 Dec 2026 | Expected in December. | | |
    | TRN-M03 | 11 Dec 2026 | Expected to be on track by 15 January 2027. | 15 Jan 2027 | |
    | TRN-M04 | | Expected on 15 January 2027. | | 9 Nov 2026 |
    | TRN-M05 | 11 Dec 2026 | Results of the survey are expected in March. | | |
    | TRN-M06 | 11 Dec 2026 | Opens on 11 December. The board paper has moved to 15 January. | | |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | First cohort trained | 11 Dec 2026 | The second cohort has moved to 15 January |
    | TRN-M02 | Trial opens | 11 Dec 2026 | Ready. The trial in the north is expected in January |
    | TRN-M03 | Contract signed | 11 Dec 2026 | Will start on 1 February once signed |
    | TRN-M04 | Provider appointed | 11 Dec 2026 | Shortlist of three. The provider will start in February |
    """
    for milestone in programme.each(Milestone):
        forecast, text = milestone.forecast, milestone.commentary
        if not (forecast and text) or milestone.actual or not is_active(programme, milestone):
            continue
        if forecast <= plan_day(milestone) and says_late_now(text):
            continue  # MS32 asks why a late milestone still has the planned day
        known = {milestone.back_to_green, milestone.agreed, milestone.baseline}
        # Where the forecast itself is named, a later day is of something else.
        if forecast in days_named(text, forecast) or _ON_PLAN.search(text):
            continue
        for day, words in _days_said(text, forecast, content_words(milestone.name or "")):
            other = is_of_another_step(milestone.name or "", words)
            if forecast < day <= forecast + FURTHEST and day not in known and not other:
                said = Related(milestone.at("commentary"), "what is said")
                yield hit(milestone.at("forecast"), said, words=words, forecast=say(forecast))
                break


def _of_itself(before: str, title: set[str]) -> bool:
    """Whether what stands before the words, in their sentence, speaks of the milestone, or nothing does."""
    subject = _SENTENCE.split(before)[-1].strip(" ,:-")
    if any(word not in title for word in map(str.casefold, _ANOTHER.findall(subject))):
        return False
    return (
        not subject
        or _ITSELF.fullmatch(subject) is not None
        or bool(first_letters(content_words(subject)) & first_letters(title))
    )


def _days_said(text: str, near: date, title: set[str]) -> Iterator[tuple[date, str]]:
    """Each day that is given for the milestone, with the words; a month counts from its first day."""
    for found in _A_DAY.finditer(text):
        day = day_matched(found, near)
        if day and _of_itself(text[: found.start()], title):
            yield day, found[0]
    for found in _A_MONTH.finditer(text):
        if not _of_itself(text[: found.start()], title):
            continue
        month = MONTHS.index(found[1][:3].casefold()) + 1
        years = [int(found[2])] if found[2] else [near.year - 1, near.year, near.year + 1]
        yield min((date(year, month, 1) for year in years), key=lambda day: abs(day - near)), found[0]


@rule(
    "MS32",
    Severity.QUERY,
    "The commentary says that {id} is late, but Forecast date is still the planned day, {day}.",
    "Give the day now expected under Forecast date. If that day still holds, say so in Commentary.",
)
def said_to_be_late_but_not_moved(programme: Programme) -> Iterator[Hit]:
    """A milestone that is said to be late has a later forecast date.

    The colour is computed from the dates. If only the words are brought up to date, it stays Green, and nothing that
    waits for this milestone is seen to move. A commentary that names the planned day says that it holds.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <11 Dec 2026> | This has slipped to May because the coaches are not trained. |
    | TRN-M02 | 11 Dec 2026 | <4 Dec 2026> | Work on it is running late |
    | TRN-M03 | 11 Dec 2026 | <11 Dec 2026> | Slipping by about three weeks |
    | TRN-M04 | 11 Dec 2026 | <11 Dec 2026> | We will not make the December date |
    | TRN-M05 | 11 Dec 2026 | <11 Dec 2026> | Unlikely before Easter |
    | TRN-M06 | 11 Dec 2026 | <11 Dec 2026> | Now January, when the trainer is back |
    | TRN-M07 | 11 Dec 2026 | <11 Dec 2026> | Cannot be done before the new year |
    | TRN-M08 | 11 Dec 2026 | <11 Dec 2026> | Pushed back to the spring |
    | TRN-M09 | 11 Dec 2026 | <11 Dec 2026> | Forecast moved because the second teacher starts in January |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 14 Dec 2026 | | This has slipped by a day |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | | It was delayed, and the day still holds |
    | TRN-M03 | 6 Nov 2026 | | 6 Nov 2026 | Delayed by the builder |
    | TRN-M04 | 11 Dec 2026 | 11 Dec 2026 | | On plan, although one school is late |
    | TRN-M05 | 11 Dec 2026 | 11 Dec 2026 | | Health's part is delayed; ours opens on 11 December |
    | TRN-M06 | 11 Dec 2026 | 11 Dec 2026 | | If the trainer stays away we will miss the date |
    | TRN-M07 | 11 Dec 2026 | 11 Dec 2026 | | Pushed back the launch event; the service opens as planned |
    | TRN-M08 | 11 Dec 2026 | 11 Dec 2026 | | £10,000 put back into the training line |
    | TRN-M09 | 11 Dec 2026 | 11 Dec 2026 | | Two heads will miss the session and get the slides |
    | TRN-M10 | 11 Dec 2026 | 11 Dec 2026 | | Overdue actions of the group are done |
    """
    for milestone in worked_on(programme, Milestone):
        planned, forecast, text = milestone.agreed or milestone.baseline, milestone.forecast, milestone.commentary
        if milestone.actual or forecast is None or forecast > planned or forecast in days_named(text, forecast):
            continue
        if says_late_now(text):
            said = Related(milestone.at("commentary"), "what is said")
            yield hit(milestone.at("forecast"), said, id=milestone.id, day=planned)


_LATE_BY = Pattern(
    r"(?i)\b(?:(?:an?|one|two|three|four|five|six|\d{1,2}) (?:wd|working days?|days?|wks?|weeks?|months?)"
    r" (?:late|behind)|late by|came late|(?:slipped|delayed|overran|overrun) by)\b",
)
A_WEEK, A_TERM = timedelta(days=7), timedelta(days=100)


@rule(
    "MS54",
    Severity.QUERY,
    'Actual date is {day}, before the planned {planned}, but the commentary says "{words}".',
    "Day and month may be exchanged: was {swapped} meant? If it truly was early, say in Commentary what was late.",
    speaks_for=("MC56", "MS83"),
)
def early_though_said_to_be_late(programme: Programme) -> Iterator[Hit]:
    """A milestone that was reached early is not said to have been late.

    Excel reads 05/06/2026 by the settings of the computer it runs on, and what was late by a week looks three weeks
    early. Asked where the date lies a week and more before the plan, the commentary says by how much something was
    late, and with day and month exchanged the date lies after the plan and within a term of it.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 29 May 2026 | | <6 May 2026> | The extract came a week late, figures run again |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 29 May 2026 | | 5 Jun 2026 | The extract came a week late, figures run again |
    | TRN-M02 | 29 May 2026 | | 20 May 2026 | One school was a week late |
    | TRN-M03 | 29 May 2026 | | 6 May 2026 | Done before half-term |
    """
    for milestone in programme.each(Milestone):
        day, planned, as_at = milestone.actual, plan_day(milestone), programme.as_at(milestone)
        if day is None or as_at is None or planned - day <= A_WEEK:
            continue
        said, swapped = _LATE_BY.search(milestone.commentary or ""), exchanged(day)
        if said and swapped and planned < swapped <= min(as_at, planned + A_TERM):
            related = Related(milestone.at("commentary"), "what is said")
            yield hit(milestone.at("actual"), related, day=day, planned=planned, words=said[0], swapped=swapped)
