"""Milestones against days that are not theirs to choose: a forum's meetings, and a deadline that their words name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.notes.decided import says_outside_a_meeting
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import MONTHS, say, years_later
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

HALF_A_YEAR = timedelta(days=183)
_DUE_BY = Pattern(
    rf"\b(?:by|before|no(?:t)? later than|due (?:on|by)|deadline (?:of|is)) (?:the )?{DAY}"
    # What had come in by then, and what is done with it after.
    r"(?!\)?,? (?:scored|decided|answered|evaluated|marked|processed|assessed|read|moderated|considered|checked"
    r"|written|reported|confirmed|published|sent|claimed|paid|returned)\b)",
    re.IGNORECASE,
)
_BY_A_MONTH = Pattern(rf"(?i)\bby (?:the )?end of ({MONTH_NAMES})(?: (20\d\d))?$")
_LAW = Pattern(r"\b(?:law|legal\w*|statut\w+|regulations?|deadline|grant (?:condition|agreement))\b", re.IGNORECASE)

# A day that an owner sets before that of the law.
_OWN_DAY = Pattern(
    r"(?i)\b(?:internal|own|local|working|team'?s) (?:deadline|date|day|target|cut-?off)\b|\baim(?:ing)? (?:for|to)\b"
)
# What came in, or was so, by a day is not due then; nor is what others had by then: "those whose plans were final by".
_OF_OTHERS = Pattern(r"(?i)\b(?:whose|who|which|that|those)\b[^.;]*$")
_CAME_IN = Pattern(
    r"(?i)\b(?:received|made|submitted|born|raised|registered|open|outstanding|joined|join|referred|requested|placed"
    r"|aged"
    r"|(?:aged?|turn|turned|are) \d{1,2})$"
)
_NEAR_THE_PLAN = timedelta(days=42)
# Forums meet seldom oftener: so shortly before a meeting there was hardly another.
A_FORTNIGHT = timedelta(days=14)


@rule(
    "MS28",
    Severity.QUERY,
    "Decision given is {day}, and {forum} did not meet then: {met}.",
    "Correct the date, or add the extra meeting to the Meetings sheet. A decision counts on the day it is taken.",
    brings={"MS93": Reach.ROW},
)
def decided_on_no_meeting_day(programme: Programme) -> Iterator[Hit]:
    """A forum decides when it meets.

    A decision on another day was taken by somebody else, or its date is mistyped; minutes then cannot be found. Asked
    where the forum's meetings are listed on both sides of that day, where the day is after the last that is listed,
    and where it is before the first by a fortnight or less, or a year later would be one of them, or lie near the plan.
    Of several decided on one day the first is told. Words of an urgency procedure, of the chair or of an extra meeting
    explain it.

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
    | ID | Actual date | Forum | Decision needed | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 16 Oct 2026 | Programme Board | Decision | 15 Oct 2026 | |
    | TRN-M02 | 9 Jul 2026 | Programme Board | Decision | 9 Jul 2026 | |
    | TRN-M03 | 6 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Agreed by the chair, urgency procedure |
    | TRN-M04 | 6 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Emails of members filed |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 15 Oct 2026 | |
    | Programme Board | 3 Dec 2026 | |
    """
    for submission in programme.submissions:
        days = _meetings(submission)
        found: dict[tuple[str, date], list[tuple[Milestone, str]]] = {}
        for milestone in submission.all(Milestone):
            forum, decided = (milestone.forum or "").casefold(), milestone.decided
            met = days.get(forum, [])
            if milestone.decision is Decision.NONE or decided is None or not met or decided in met:
                continue
            as_at = programme.as_at(milestone)
            told = _when_it_met(milestone, decided, met) if as_at is None or decided <= as_at else ""
            if told and not says_outside_a_meeting(milestone.commentary, milestone.evidence):
                found.setdefault((forum, decided), []).append((milestone, told))
        for (_, day), ((first, told), *others) in found.items():
            related = [Related(other.at("decided"), "decided then too") for other, _ in others]
            forum_cell = Related(first.at("forum"), "the forum")
            yield hit(first.at("decided"), forum_cell, *related, day=day, forum=first.forum, met=told)


def _when_it_met(milestone: Milestone, decided: date, met: Sequence[date]) -> str:
    """When a forum met instead, where it can be told that it did not meet on a day."""
    if decided > met[-1]:
        return f"the last of its meetings that is listed is on {say(met[-1])}"
    if decided > met[0]:
        return f"it met on {say(min(met, key=lambda day: abs(day - decided)))}"
    later = years_later(decided, 1)
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
    of the law or of a deadline; not of an internal one, nor of the day by which something else came in, nor where a
    later day is named too.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Final plans issued by 31 March | <23 Apr 2027> | No | |
    | TRN-M02 | Final plans issued | <23 Apr 2027> | Yes | On plan. By law these are due by 31 March. |
    | TRN-M03 | Final plans issued by 31/03/2027 | <23 Apr 2027> | No | |
    | TRN-M04 | Service open by end of March 2027 | <23 Apr 2027> | No | |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date | Commentary | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Final plans issued by 31 March | 31 Mar 2027 | No | | |
    | TRN-M02 | Final plans issued | 24 Mar 2027 | Yes | On plan. By law these are due by 31 March. | |
    | TRN-M03 | Final plans issued | 23 Apr 2027 | No | Papers are due by 31 March. | |
    | TRN-M04 | Passports received by 20 July | 7 Sep 2026 | No | | 7 Sep 2026 |
    | TRN-M05 | Requests received before 1 November decided | 11 Dec 2026 | No | | |
    | TRN-M06 | Bids due by 29 January scored | 26 Feb 2027 | No | | |
    | TRN-M08 | Survey of parents whose plans were final by 15 February | 24 Mar 2027 | No | | |
    | TRN-M07 | Service open by end of March 2027 | 31 Mar 2027 | No | | |
    | TRN-M09 | Final plans issued | 15 Feb 2027 | Yes | Falls in half-term; internal deadline is 5 Feb. | |
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


def _is_of_what_came(before: str) -> bool:
    return _CAME_IN.search(before) is not None or _OF_OTHERS.search(before) is not None


def _end_of(found: re.Match[str], plan: date) -> date | None:
    """The last day of a month that a title names, of the year nearest to the plan where it names none."""
    month = MONTHS.index(found[1][:3].casefold()) + 1
    years = [int(found[2])] if found[2] else [plan.year - 1, plan.year, plan.year + 1]
    ends = [date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) for year in years]
    day = min(ends, key=lambda end: abs(end - plan))
    return day if abs(day - plan) < HALF_A_YEAR else None


def _naming(milestone: Milestone) -> Iterator[tuple[str, str]]:
    """The texts of a milestone in which a day by which it is due may stand."""
    yield "name", milestone.name or ""
    yield "done_when", milestone.done_when or ""
    if milestone.fixed:
        said = milestone.commentary or ""
        parts = re.split(r"(?<=[.;!?])\s+", said)
        sentences = [sentence for sentence in parts if _LAW.search(sentence) and not _OWN_DAY.search(sentence)]
        later = any(day >= plan_day(milestone) for day in days_named(said, plan_day(milestone)))
        yield "commentary", "" if later else " ".join(sentences)


def _day_named(text: str, plan: date) -> date | None:
    """The day by which a text says that something is due; without a year, the one nearest to the plan."""
    named = days_named(text, plan)
    if not named and (month := _BY_A_MONTH.search(text.strip(" ."))):
        return _end_of(month, plan)
    if not named or max(named) >= plan:
        return None
    found = next((one for one in _DUE_BY.finditer(text) if not _is_of_what_came(text[: one.start()].rstrip())), None)
    day = day_matched(found, plan) if found else None
    return day if day is not None and abs(day - plan) < HALF_A_YEAR else None
