"""Milestones against days that are not theirs to choose: a forum's meetings, and a deadline that their words name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import is_stopped, worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import A_MONTH, DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import CalendarKind, Decision
from xl_send.workbook.sheets.governance import CalendarEntry, Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

HALF_A_YEAR = timedelta(days=183)
_DUE_BY = Pattern(
    rf"\b(?:by|before|no(?:t)? later than|due (?:on|by)|deadline (?:of|is)) (?:the )?{DAY}",
    re.IGNORECASE,
    needs=A_MONTH,
)
_LAW = Pattern(r"\b(?:law|legal\w*|statut\w+|regulations?|deadline|grant (?:condition|agreement))\b", re.IGNORECASE)

_NEAR_THE_PLAN = timedelta(days=42)
# Forums meet seldom oftener: so shortly before a meeting there was hardly another.
A_FORTNIGHT = timedelta(days=14)


@rule(
    "MS28",
    Severity.QUERY,
    "Decision given is {day}, and {forum} did not meet then: {met}.",
    "Correct the date, or add the extra meeting to the Meetings sheet. A decision counts on the day it is taken.",
)
def decided_on_no_meeting_day(programme: Programme) -> Iterator[Hit]:
    """A forum decides when it meets.

    A decision on another day was taken by somebody else, or its date is mistyped; minutes then cannot be found. Asked
    where the forum's meetings are listed on both sides of that day, where the day is after the last that is listed,
    and where it is before the first by a fortnight or less, or a year later would be one of them, or lie near the plan.

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 16 Oct 2026 | Programme Board | Decision | <16 Oct 2026> |
    | TRN-M02 | 15 Oct 2026 | Programme Board | Decision | <15 Oct 2025> |
    | TRN-M03 | 6 Nov 2026 | Cabinet | Decision | <6 Nov 2026> |
    | TRN-M04 | 8 Oct 2026 | Cabinet | Decision | <5 Oct 2026> |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Cabinet |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 15 Oct 2026 | |
    | Programme Board | 3 Dec 2026 | |
    | Cabinet | 8 Oct 2026 | |

    **Passes**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 16 Oct 2026 | Programme Board | Decision | 15 Oct 2026 |
    | TRN-M02 | 9 Jul 2026 | Programme Board | Decision | 9 Jul 2026 |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 15 Oct 2026 | |
    | Programme Board | 3 Dec 2026 | |
    """
    for submission in programme.submissions:
        days = _meetings(submission)
        for milestone in submission.all(Milestone):
            decided, met = milestone.decided, days.get((milestone.forum or "").casefold(), [])
            if milestone.decision is Decision.NONE or decided is None or not met or decided in met:
                continue
            as_at = programme.as_at(milestone)
            told = _when_it_met(milestone, decided, met) if as_at is None or decided <= as_at else ""
            if told:
                related = Related(milestone.at("forum"), "the forum")
                yield hit(milestone.at("decided"), related, day=decided, forum=milestone.forum, met=told)


def _when_it_met(milestone: Milestone, decided: date, met: Sequence[date]) -> str:
    """When a forum met instead, where it can be told that it did not meet on a day."""
    if decided > met[-1]:
        return f"the last of its meetings that is listed is on {say(met[-1])}"
    if decided > met[0]:
        return f"it met on {say(min(met, key=lambda day: abs(day - decided)))}"
    later = date(decided.year + 1, decided.month, min(decided.day, 28) if decided.month == 2 else decided.day)
    by_the_year = later in met or abs(later - milestone.baseline) <= _NEAR_THE_PLAN < milestone.baseline - decided
    just_before = met[0] - decided <= A_FORTNIGHT
    return f"the first of its meetings that is listed is on {say(met[0])}" if by_the_year or just_before else ""


def _meetings(submission: Submission) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for meeting in submission.all(Meeting):
        found.setdefault(meeting.forum.casefold(), []).append(meeting.day)
    return {forum: sorted(days) for forum, days in found.items()}


@rule(
    "MS29",
    Severity.QUERY,
    "{column} is {day}, but {where} says that it is due by {due}.",
    "Plan it for {due} or earlier, or correct the words. A date set by law or by a funder does not move.",
)
def planned_after_the_day_it_names(programme: Programme) -> Iterator[Hit]:
    """A milestone is planned for no later than the day by which its own words say that it is due.

    A planned date after a statutory one is late before anybody has begun, and reads as on time. Asked of a day in the
    milestone's title or its Done when, and of one in the Commentary of a milestone with a fixed date, where it speaks
    of the law or of a deadline.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Final plans issued by 31 March | <23 Apr 2027> | No | |
    | TRN-M02 | Final plans issued | <23 Apr 2027> | Yes | On plan. By law these are due by 31 March. |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date | Commentary | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Final plans issued by 31 March | 31 Mar 2027 | No | | |
    | TRN-M02 | Final plans issued | 24 Mar 2027 | Yes | On plan. By law these are due by 31 March. | |
    | TRN-M03 | Final plans issued | 23 Apr 2027 | No | Papers are due by 31 March. | |
    | TRN-M04 | Passports received by 20 July | 7 Sep 2026 | No | | 7 Sep 2026 |
    """
    for milestone in worked_on(programme, Milestone):
        plan = plan_day(milestone)
        for name, text in () if milestone.actual else _naming(milestone):
            due = _day_named(text, plan)
            if due is not None and due < plan:
                cell = milestone.at("agreed" if plan == milestone.agreed else "baseline")
                related = Related(milestone.at(name), "the day it is due by")
                where = milestone.at(name).column
                yield hit(cell, related, column=cell.column, day=plan, where=where, due=due)
                break


def _naming(milestone: Milestone) -> Iterator[tuple[str, str]]:
    """The texts of a milestone in which a day by which it is due may stand."""
    yield "name", milestone.name or ""
    yield "done_when", milestone.done_when or ""
    if milestone.fixed:
        sentences = re.split(r"(?<=[.;!?])\s+", milestone.commentary or "")
        yield "commentary", " ".join(sentence for sentence in sentences if _LAW.search(sentence))


def _day_named(text: str, plan: date) -> date | None:
    """The day by which a text says that something is due; without a year, the one nearest to the plan."""
    found = _DUE_BY.search(text)
    day = day_matched(found, plan) if found else None
    return day if day is not None and abs(day - plan) < HALF_A_YEAR else None


_SLIGHT = frozenset(
    ["a", "all", "an", "and", "by", "final", "for", "in", "issued", "of", "school", "schools", "sent", "the", "to"]
)


@rule(
    "MS48",
    Severity.QUERY,
    "{column} is {day}, after {name} on {due}, the statutory date in the Calendar that its title speaks of.",
    "Plan it for {due} or earlier. If it is about something else, say so in the title.",
)
def planned_after_a_statutory_date(programme: Programme) -> Iterator[Hit]:
    """What the law wants by a day is planned for no later than that.

    A fortnight late by law reads as on time where the plan itself is late. Asked where the title of a milestone has all
    the words of a statutory date in the Calendar that matter, two at least, and the date is of the same calendar year.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Phase transfer plans for 2027 issued | <26 Feb 2027> |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Phase transfer plans for 2027 issued | 15 Feb 2027 |
    | TRN-M02 | Review of transfer plans heard | 26 Feb 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    """
    for milestone, entry in _of_statutory_dates(programme):
        plan = plan_day(milestone)
        if entry.ends < plan and not is_stopped(programme, milestone):
            cell = milestone.at("agreed" if plan == milestone.agreed else "baseline")
            law = Related(entry.at("ends"), "the statutory date")
            yield hit(cell, law, column=cell.column, day=plan, name=entry.label, due=entry.ends)


@rule(
    "MS65",
    Severity.QUERY,
    "Fixed date is not Yes, but its title speaks of {name}, which the Calendar gives as a statutory date, {due}.",
    "Choose Yes: of a date set by law any lateness is Red. If it is about something else, say so in the title.",
    brings={"MS35": Reach.CELL},
)
def statutory_date_and_not_fixed(programme: Programme) -> Iterator[Hit]:
    """What is planned for a statutory date has a fixed date.

    Otherwise four weeks beyond the law are Amber. Asked of what is to come and is planned for that day or for the
    fortnight before it, where its title has all the words of the date in the Calendar that matter.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date |
    | --- | --- | --- | --- |
    | TRN-M01 | All school phase transfer plans finalised | 15 Feb 2027 | <No> |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date |
    | --- | --- | --- | --- |
    | TRN-M01 | All school phase transfer plans finalised | 15 Feb 2027 | Yes |
    | TRN-M02 | School phase transfer plans drafted | 29 Jan 2027 | No |
    | TRN-M03 | Transfer plans checked by the parent carer forum | 12 Feb 2027 | No |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    """
    for milestone, entry in _of_statutory_dates(programme):
        before = entry.ends - plan_day(milestone)
        free = not milestone.fixed and not milestone.actual and not is_stopped(programme, milestone)
        if free and timedelta() <= before <= A_FORTNIGHT:
            law = Related(entry.at("ends"), "the statutory date")
            yield hit(milestone.at("fixed"), law, name=entry.label, due=entry.ends)


def _of_statutory_dates(programme: Programme) -> Iterator[tuple[Milestone, CalendarEntry]]:
    """Every milestone whose title has all the words of a statutory date of its year that matter, with that date."""
    for submission in programme.submissions:
        by_law = [entry for entry in submission.all(CalendarEntry) if entry.kind is CalendarKind.STATUTORY]
        dates = [(words, entry) for entry in by_law if len(words := _weighty(entry.label)) > 1]
        for milestone in submission.all(Milestone) if dates else ():
            year, title = plan_day(milestone).year, _weighty(milestone.name or "")
            about = (entry for words, entry in dates if words <= title and entry.ends.year == year)
            found = min(about, key=lambda entry: entry.ends, default=None)
            if found:
                yield milestone, found


def _weighty(text: str) -> frozenset[str]:
    """The words of a title that say what it is about: no years, and none that every title may have."""
    words = name_words(text).split()
    return frozenset(word for word in words if word not in _SLIGHT and not (word.isdigit() and len(word) == 4))
