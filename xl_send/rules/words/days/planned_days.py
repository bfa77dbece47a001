"""Days that a workstream's own texts give for its milestones, against the dates of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.notes.content import content_words
from xl_send.analysis.words.named_dates import DAY
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.days.named_days import HELD, last_day_named, spoken_of
from xl_send.workbook.columns import date_names
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import SHEETS, Programme, Submission

# What is said of a day, from where its part of a sentence begins.
_DATED = Pattern(
    r"(?:^|(?<=[.;:\n])|(?<=[a-z],))[^.;:,\n]{8,120}? (?:(?P<how>on|by|for|to|until) (?:the )?)?"
    rf"(?:[a-z]+day,? )?(?:the )?{DAY}",
    re.IGNORECASE,
)
A_WEEK, A_QUARTER = timedelta(days=7), timedelta(days=100)
_SATURDAY = 5


@rule(
    "CM24",
    Severity.QUERY,
    '"{words}": no row has that day, and {id}, of which it seems to speak, is forecast for {forecast}.',
    "Bring the words and the dates together: give the new day under Forecast date, or correct the text.",
)
def day_of_no_row(programme: Programme) -> Iterator[Hit]:
    """The day that a workstream's text gives for a milestone is one of its dates.

    Otherwise a board reads one day in the summary and another in the plan. Asked where the day stands in no cell of the
    workbook and what is held on it is told in two words of one milestone that is still to come, or anything in one word
    where the two days differ by a slip of the hand: the 5th and the 15th, 19 February and 19 March.

    **Fails**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | <Hold the first-term evaluation of the trial on 17 December> |

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Evaluations of the trials signed off | 9 Dec 2026 |

    **Fails**

    Workstreams:
    | Code | Reason and path to green | Next period |
    | --- | --- | --- |
    | TRN | <Two locums start in December, which clears the backlog by 19 March.> | <Open the bases on 15 January.> |
    | OUT | | <Placement extract 18/01. Dry run in December.> |

    Milestones:
    | ID | Workstream | Milestone | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | No advice is left in the backlog | 19 Feb 2027 |
    | TRN-M02 | TRN | First two bases open for pupils | 5 Jan 2027 |
    | OUT-M01 | OUT | Extract of placements live | 8 Jan 2027 |

    **Passes**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | Hold the first-term evaluation of the trial on 9 December and visit three families on 17 December |
    | OUT | Publish the outreach offer by 14 December |
    | STA | The third therapist post goes to advert on 20 November |

    Milestones:
    | ID | Workstream | Milestone | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | First-term evaluation of the trial signed off | 9 Dec 2026 |
    | STA-M01 | STA | All three therapists in post | 4 Jan 2027 |
    | OUT-M01 | OUT | Outreach offer published | 9 Dec 2026 |
    """
    for submission in programme.submissions:
        known: set[date] = set()
        for stream in submission.all(Workstream):
            for name in ("next_period", "reason", "progress"):
                for found in _DATED.finditer(getattr(stream, name) or ""):
                    day = last_day_named(found, submission.as_at)
                    known = known or set(days_of_cells(submission))
                    one = _planned_otherwise(submission, stream, found, day) if day and day not in known else None
                    if one:
                        related = Related(one.at("forecast"), "its forecast")
                        words = found[0].strip(" ,-")
                        yield hit(stream.at(name), related, words=words, id=one.id, forecast=one.forecast)


def _planned_otherwise(submission: Submission, stream: Workstream, found: re.Match[str], day: date) -> Milestone | None:
    """The milestone of which words with a day speak, where it is forecast for another day."""
    one = spoken_of(submission, stream, found[0]) if HELD.search(found[0]) else None
    one = one or _a_slip_away(submission, stream, found[0], day)
    if one is None or one.forecast is None or not _is_another(day, one.forecast):
        return None
    in_time = (found["how"] or "").casefold() == "by" and timedelta() < day - one.forecast < A_WEEK
    return None if in_time else one


def _a_slip_away(submission: Submission, stream: Workstream, words: str, day: date) -> Milestone | None:
    """The one milestone of a workstream with a word of these that is forecast for a day one slip of the hand away."""
    said = content_words(words)
    found = [
        one
        for one in submission.all(Milestone)
        if one.workstream == stream.code and not one.actual and one.forecast and is_a_slip_off(day, one.forecast)
        if said & content_words(one.name or "")
    ]
    return found[0] if len(found) == 1 else None


def is_a_slip_off(one: date, other: date) -> bool:
    """Whether two days differ by one figure, as the 5th and the 15th of a month do, or by the month alone."""
    if one.day == other.day:
        return one.month != other.month and abs(one - other) < A_QUARTER
    short, long = sorted((str(one.day), str(other.day)), key=len)
    if (one.year, one.month) != (other.year, other.month):
        return False
    return short in long if len(short) < len(long) else sum(map(str.__ne__, short, long)) == 1


def _is_another(day: date, forecast: date) -> bool:
    """Whether a working day is another than the forecast, in whichever year."""
    return day.weekday() < _SATURDAY and (day.month, day.day) != (forecast.month, forecast.day)


def days_of_cells(submission: Submission) -> Iterator[date]:
    """Every date in a cell of a workbook."""
    for kind in SHEETS:
        names = date_names(kind)
        for record in submission.all(kind) if names else ():
            yield from (day for name in names if (day := getattr(record, name, None)))
