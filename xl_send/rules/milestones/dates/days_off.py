"""The days on which milestones fall: days off and school holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.words.work import is_building
from xl_send.calendar import BANK_HOLIDAYS, Terms, WorkingDays
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.governance.meetings import WEEKEND
from xl_send.words import first_few
from xl_send.workbook.days import ends_a_month
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

SHUT = frozenset({CalendarKind.HALF_TERM, CalendarKind.HOLIDAY})
AUGUST = 8
# What is held when families are free, or done while nobody works in a system.
AT_WEEKENDS = Pattern(
    r"(?i)\b(?:saturdays?|sundays?|weekends?|conference|summit|festival|fair|fun day|famil(?:y|ies) day"
    r"|open (?:day|evening|house)|residential|holidays?|agm|annual general meeting|go(?:es)?[- ]live|cut-?over"
    r"|migrat\w*)\b",
)
# What is done while pupils are away: teachers are trained, and children come of their own will.
_IN_HOLIDAYS = Pattern(
    r"(?i)\b(?:inset|training days?|staff trained|holidays?|half[- ]term"
    r"|(?:summer|easter) (?:\w+ )?(?:school|scheme|programme|clubs?|camps?|institute|activit\w+)"
    r"|(?:exam|gcse|a[- ]level) results|fitted|installed|decorated|mov(?:es?|ed) (?:in|into))\b",
)


def held_in_holidays(title: str) -> bool:
    """Whether a title is of what is done while pupils are away."""
    return _IN_HOLIDAYS.search(title) is not None


def undone(programme: Programme, submission: Submission) -> Iterator[Milestone]:
    """The milestones of a workbook that are being worked on and not reached yet."""
    for milestone in submission.all(Milestone):
        if not milestone.actual and is_active(programme, milestone):
            yield milestone


@rule(
    "MC01",
    Severity.QUERY,
    "{column}, {day}, is {what}.",
    "Choose a working day, unless it truly happens on that day.",
)
def milestone_on_a_day_off(programme: Programme) -> Iterator[Hit]:
    """A milestone is expected on a working day.

    A weekend, a bank holiday or a day on which the council is closed is most often a wrong date. A fixed date stands,
    and a day that has passed is not asked about, nor the first or the last of a month, on which contracts and posts
    begin and end, a statutory date of the Calendar, or what is held at weekends by its words.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Agreed date | Change reference |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <12 Dec 2026> | | |
    | TRN-M02 | 11 Dec 2026 | <28 Dec 2026> | | |
    | TRN-M03 | 11 Dec 2026 | <29 Dec 2026> | | |
    | TRN-M04 | 11 Dec 2026 | 14 Dec 2026 | <13 Dec 2026> | Board 4 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Between Christmas and New Year | Closure day | 29 Dec 2026 | 29 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Fixed date | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | | | |
    | TRN-M02 | 31 Mar 2029 | 31 Mar 2029 | | | |
    | TRN-M03 | 7 Nov 2026 | | 7 Nov 2026 | | |
    | TRN-M04 | 12 Dec 2026 | 12 Dec 2026 | | Yes | |
    | TRN-M05 | 12 Dec 2026 | 12 Dec 2026 | | | Paused |
    | TRN-M06 | 7 Nov 2026 | 7 Nov 2026 | | | |
    | TRN-M07 | 31 Jan 2027 | 31 Jan 2027 | | | |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Local offer open day for families | 12 Dec 2026 |
    | TRN-M02 | New case system goes live | 12 Dec 2026 |
    """
    for submission in programme.submissions:
        calendar = WorkingDays.of(submission.all(CalendarEntry))
        school = _School(submission)
        by_law = {one.ends for one in submission.all(CalendarEntry) if one.kind is CalendarKind.STATUTORY}
        for milestone in undone(programme, submission):
            for name, day in _days(milestone, programme.as_at(milestone) or date.min):
                holiday = milestone.schools_must_act and school.shut(day)
                meant = milestone.fixed or day.day == 1 or ends_a_month(day) or day in by_law
                if (
                    holiday
                    or meant
                    or calendar.is_working(day)
                    or not calendar.covers(day)
                    or AT_WEEKENDS.search(milestone.name or "")
                ):
                    continue
                cell = milestone.at(name)
                yield hit(cell, column=cell.column, day=day, what=_day_off(day))


def _days(milestone: Milestone, as_at: date) -> Iterator[tuple[str, date]]:
    """The days still to come to which a milestone is held, each with its field."""
    if milestone.forecast and milestone.forecast >= as_at:
        yield "forecast", milestone.forecast
    agreed = milestone.agreed if milestone.changes and milestone.agreed != milestone.forecast else None
    if agreed and agreed >= as_at:
        yield "agreed", agreed


def _day_off(day: date) -> str:
    holiday = BANK_HOLIDAYS.get(day)
    shut = f"a bank holiday ({holiday})" if holiday else "a day on which the council is closed"
    return WEEKEND.get(day.weekday(), shut)


class _School:
    """When the schools of one workbook's Calendar are shut."""

    def __init__(self, submission: Submission) -> None:
        calendar = submission.all(CalendarEntry)
        entries = [item for item in calendar if item.starts <= item.ends]
        self.all_read = submission.whole(CalendarEntry) and len(entries) == len(calendar)
        self.terms = Terms.of(entries)
        self.entries = [entry for entry in entries if entry.kind in SHUT]

    @property
    def ends(self) -> date | None:
        """The last day of the last term."""
        return max((term.ends for term in self.terms.terms), default=None)

    def shut(self, day: date) -> str:
        """Why schools are shut on a day, in words; nothing where they are open or it cannot be told."""
        named = next((entry.label for entry in self.entries if entry.starts <= day <= entry.ends), "")
        if named or not self.terms.terms:
            return named or ("August" if day.month == AUGUST else "")
        first, last = self.terms.terms[0].starts, self.ends or day
        known = self.all_read and first <= day <= last
        return "no school term" if known and not self.terms.term_of(day) else ""


@rule(
    "MC02",
    Severity.QUERY,
    "Schools must act, but {day} falls in {what}.",
    "Choose a day in term time. If nothing is asked of schools, choose No under Schools must act.",
)
def schools_shut_on_the_day(programme: Programme) -> Iterator[Hit]:
    """Where schools must act, a milestone is expected on a day in term time.

    Nothing that needs a school happens in its holidays, so the date will slip to the next term. A gap between
    terms counts only where every row of the Calendar can be read. Building work, training days and what is offered in
    the holidays are not asked about: that is when they are. Nor is a fixed date, which nobody may choose.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn half-term 2026 | Half-term break | 26 Oct 2026 | 30 Oct 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Spring half-term 2027 | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    | Summer term 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |

    Milestones:
    | ID | Forecast date | Schools must act |
    | --- | --- | --- |
    | TRN-M01 | <21 Dec 2026> | Yes |
    | TRN-M02 | <19 Feb 2027> | Yes |
    | TRN-M03 | <6 Apr 2027> | Yes |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Schools must act | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial opens | 18 Dec 2026 | 18 Dec 2026 | Yes | |
    | TRN-M02 | Trial opens | 4 Jan 2027 | 4 Jan 2027 | Yes | |
    | TRN-M03 | Trial opens | 21 Dec 2026 | 21 Dec 2026 | No | |
    | TRN-M04 | Trial opens | 28 Oct 2026 | | Yes | 28 Oct 2026 |
    | TRN-M05 | New block certified complete | 21 Dec 2026 | 21 Dec 2026 | Yes | |
    | TRN-M06 | Holiday clubs open in four schools | 21 Dec 2026 | 21 Dec 2026 | Yes | |
    | TRN-M07 | Sensory room fitted | 21 Dec 2026 | 21 Dec 2026 | Yes | |

    north.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2026 |
    | Summer term 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |

    north.xlsx Milestones:
    | ID | Workstream | Forecast date | Schools must act |
    | --- | --- | --- | --- |
    | NOR-M01 | NOR | 10 Feb 2027 | Yes |
    """
    for submission in programme.submissions:
        school = _School(submission)
        for milestone in undone(programme, submission):
            asked = milestone.schools_must_act and not milestone.fixed
            what = school.shut(milestone.forecast) if milestone.forecast and asked else ""
            if what and not (is_building(milestone.name) or held_in_holidays(milestone.name or "")):
                related = Related(milestone.at("schools_must_act"), "schools must act")
                yield hit(milestone.at("forecast"), related, day=milestone.forecast, what=what)


@rule(
    "MC03",
    Severity.ADVICE,
    "Schools must act, but {day} is after the last term in your Calendar, which ends on {end}{more}.",
    "Add the terms up to that day to the Calendar sheet.",
    brings={"ID10": Reach.WORKBOOK},
)
def schools_must_act_after_the_calendar(programme: Programme) -> Iterator[Hit]:
    """Where schools must act, the Calendar reaches to the day on which they must.

    Beyond its last term nobody can tell whether schools are open. Of several such milestones of a workbook the first
    is told.

    **Fails**

    Milestones:
    | ID | Forecast date | Schools must act |
    | --- | --- | --- |
    | TRN-M01 | <21 Dec 2026> | Yes |
    | TRN-M02 | 14 Jan 2027 | Yes |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Schools must act |
    | --- | --- | --- |
    | TRN-M01 | 18 Dec 2026 | Yes |
    | TRN-M02 | 21 Dec 2026 | No |
    """
    for submission in programme.submissions:
        school = _School(submission)
        end = school.ends
        acting = [one for one in undone(programme, submission) if one.schools_must_act and one.forecast and end]
        after = [one for one in acting if one.forecast and end and one.forecast > end and not school.shut(one.forecast)]
        if after:
            first, *others = after
            related = (Related(one.at("forecast"), "after it too") for one in others)
            more = f", like {first_few(one.id for one in others)}" if others else ""
            yield hit(first.at("forecast"), *related, day=first.forecast, end=end, more=more)
