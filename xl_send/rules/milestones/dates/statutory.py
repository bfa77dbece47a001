"""Milestones against the statutory dates of the Calendar of which their titles speak."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import is_stopped
from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.milestones.dates.forum_days import A_FORTNIGHT
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# What the law wants done, and done of all, not of some.
_DONE = Pattern(
    r"(?i)\b(?:issued|final|finali[sz]ed|finished|completed?|named|in place|sent to (?:parents|families))\b",
)
_PART_OF_IT = Pattern(
    r"(?i)\b(?:half|first|most|next|some|\d+ ?(?:%|per cent)|lists?|letters?|panels?|drafts?|drafted|checks?|checked"
    r"|consult\w*)(?!\w)"
)
_COMES_AFTER = Pattern(
    r"(?i)\b(?:reviews?|reviewed|lessons?|appeals?|complaints?|tribunals?|evaluat\w*|feedback|reports?|audit\w*"
    r"|survey|after|late|remaining|checks?|checked)\b"
)
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

    A fortnight late by law reads as on time where the plan itself is late. A review of it, an appeal or a report comes
    after it, as does what is shared or told. Asked where the title of a milestone has all the words of a statutory date
    in the Calendar that matter, two at least, says that they are issued or final, and the date is of the same calendar
    year.

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
    | TRN-M03 | Appeals on phase transfer plans answered | 26 Feb 2027 |
    | TRN-M04 | Phase transfer plans shared with receiving schools | 26 Feb 2027 |
    | TRN-M05 | Final check of phase transfer plans by legal | 26 Feb 2027 |

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
    fortnight before it, where its title has all the words of the date in the Calendar that matter (on the very day two
    of them), says that they are issued or final, and is no part of it, such as a draft, or the first half.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date |
    | --- | --- | --- | --- |
    | TRN-M01 | All school phase transfer plans finalised | 15 Feb 2027 | <No> |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date |
    | --- | --- | --- | --- |
    | TRN-M02 | Final plans issued for all who move phase in 2027 | 15 Feb 2027 | <No> |
    | TRN-M03 | Final plans issued for all who move phase in 2027 | 12 Feb 2027 | No |
    | TRN-M04 | Plans of work issued to coaches | 15 Feb 2027 | No |

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
    | TRN-M04 | First half of phase transfer plans issued | 5 Feb 2027 | No |
    | TRN-M05 | Phase transfer plans proofread | 12 Feb 2027 | No |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    """
    for milestone, entry in _of_statutory_dates(programme):
        before = entry.ends - plan_day(milestone)
        free = not milestone.fixed and not milestone.actual and not is_stopped(programme, milestone)
        if free and timedelta() <= before <= A_FORTNIGHT and not _PART_OF_IT.search(milestone.name or ""):
            law = Related(entry.at("ends"), "the statutory date")
            yield hit(milestone.at("fixed"), law, name=entry.label, due=entry.ends)


def _of_statutory_dates(programme: Programme) -> Iterator[tuple[Milestone, CalendarEntry]]:
    """Every milestone whose title has the words of a statutory date of its year that matter, with that date.

    All of them; two where it is planned for that very day.
    """
    for submission in programme.submissions:
        by_law = [entry for entry in submission.all(CalendarEntry) if entry.kind is CalendarKind.STATUTORY]
        dates = [(words, entry) for entry in by_law if len(words := _weighty(entry.label)) > 1]
        for milestone in submission.all(Milestone) if dates else ():
            day, name = plan_day(milestone), milestone.name or ""
            title = _weighty(name)
            about = (
                entry
                for words, entry in dates
                if (words <= title and entry.ends.year == day.year) or (entry.ends == day and len(words & title) > 1)
            )
            found = min(about, key=lambda entry: entry.ends, default=None)
            if found and _DONE.search(name) and not _COMES_AFTER.search(name):
                yield milestone, found


def _weighty(text: str) -> frozenset[str]:
    """The words of a title that say what it is about: no years, and none that every title may have."""
    words = name_words(text).split()
    return frozenset(word for word in words if word not in _SLIGHT and not (word.isdigit() and len(word) == 4))
