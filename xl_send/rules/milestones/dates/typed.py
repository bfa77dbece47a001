"""Milestone dates that were filled in rather than planned: many on one day, or a month typed without a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.months import first_before, last_of, month
from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.milestones.dates.days_off import undone
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import CalendarKind, Decision
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

# More milestones of one workstream than this on one day are told of, whatever day it is.
MOST_ON_A_DAY = 5
# The first days of a school and of a financial year, the last of quarters and of a school year: much begins or ends.
YEARS_TURN = frozenset({(9, 1), (4, 1), (3, 31), (6, 30), (7, 31), (8, 31), (9, 30), (12, 31)})
MOST_RELATED = 12
PHASES_ON_A_DAY = 3
NEAR_THE_END = timedelta(days=4)
_ON_THE_FIRST = Pattern(
    r"(?i)\b(?:in post|posts?|contracts?|starts?|begins?|in force|takes? effect|effective|rates?|bands?|bandings?"
    r"|tariffs?|leases?|licen[cs]es?|insurance|funding|fees|budget|policy|takes? over|live|transfers?|structure"
    r"|hand(?:ed)? over"
    r"|offer day)\b"
)


@rule(
    "MC11",
    Severity.ADVICE,
    "{count} milestones of {code} are forecast for {day}.",
    "Check that each can be reached on that day, and spread those that cannot.",
    brings={"WB23": Reach.WORKBOOK},
)
def many_milestones_on_one_day(programme: Programme) -> Iterator[Hit]:
    """Of one workstream, no more than five milestones are expected on one day.

    So many on one day were most often filled in, not planned. All would be missed together. On the first day of a
    term, a school year or a financial year much begins at once, and at the end of a quarter or a school year much ends:
    that is not asked about, nor are decisions, which one meeting gives.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <10 Dec 2026> |
    | TRN-M02 | 10 Dec 2026 |
    | TRN-M03 | 10 Dec 2026 |
    | TRN-M04 | 10 Dec 2026 |
    | TRN-M05 | 10 Dec 2026 |
    | TRN-M06 | 10 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Workstream | Forecast date | State |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | 10 Dec 2026 | |
    | TRN-M02 | TRN | 10 Dec 2026 | |
    | TRN-M03 | TRN | 10 Dec 2026 | |
    | TRN-M04 | TRN | 10 Dec 2026 | |
    | TRN-M05 | TRN | 10 Dec 2026 | |
    | TRN-M06 | TRN | 10 Dec 2026 | Paused |
    | OUT-M01 | OUT | 10 Dec 2026 | |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 1 Sep 2027 |
    | TRN-M02 | 1 Sep 2027 |
    | TRN-M03 | 1 Sep 2027 |
    | TRN-M04 | 1 Sep 2027 |
    | TRN-M05 | 1 Sep 2027 |
    | TRN-M06 | 1 Sep 2027 |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 31 Mar 2027 | None | |
    | TRN-M02 | 31 Mar 2027 | None | |
    | TRN-M03 | 31 Mar 2027 | None | |
    | TRN-M04 | 31 Mar 2027 | None | |
    | TRN-M05 | 31 Mar 2027 | None | |
    | TRN-M06 | 31 Mar 2027 | None | |
    | TRN-M07 | 11 Mar 2027 | Decision | Programme Board |
    | TRN-M08 | 11 Mar 2027 | Decision | Programme Board |
    | TRN-M09 | 11 Mar 2027 | Decision | Programme Board |
    | TRN-M10 | 11 Mar 2027 | Decision | Programme Board |
    | TRN-M11 | 11 Mar 2027 | Decision | Programme Board |
    | TRN-M12 | 11 Mar 2027 | Decision | Programme Board |
    """
    for submission in programme.submissions:
        begins = _first_days(submission)
        for (code, day), found in _bunches(programme, submission).items():
            if len(found) > MOST_ON_A_DAY and day not in begins and (day.month, day.day) not in YEARS_TURN:
                yield hit(found[0].at("forecast"), *_others(found), count=len(found), code=code, day=day)


def _bunches(programme: Programme, submission: Submission) -> Mapping[tuple[str, date], list[Milestone]]:
    found: dict[tuple[str, date], list[Milestone]] = {}
    for milestone in undone(programme, submission):
        if milestone.forecast and milestone.decision is Decision.NONE:
            found.setdefault((milestone.workstream, milestone.forecast), []).append(milestone)
    return found


def _others(found: list[Milestone]) -> Iterator[Related]:
    return (Related(milestone.at("forecast"), "the same day") for milestone in found[1 : MOST_RELATED + 1])


def _first_days(submission: Submission) -> frozenset[date]:
    """The days on which terms begin, and much that was planned for them."""
    return frozenset(one.starts for one in submission.all(CalendarEntry) if one.kind is CalendarKind.TERM)


@rule(
    "MC13",
    Severity.QUERY,
    "{ids} are of the phases {phases}, and all are planned for {day}.",
    "Check whether the date was copied down. What follows a phase is planned for after it.",
)
def phases_planned_for_one_day(programme: Programme) -> Iterator[Hit]:
    """The phases of a workstream follow one another.

    A date that was copied down makes a design, its rollout and what sustains it fall on one day. Asked where milestones
    of three phases are planned for the same day and still to come. Decisions that one meeting gives, and milestones
    that each serve another part of the plan, are not asked about. Where they do not stand one below the other it is
    advice, and at the end of a month, when much falls due, nothing.

    **Fails**

    Milestones:
    | ID | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | 21 May 2027 | 21 May 2027 |
    | TRN-M02 | Rollout | <21 May 2027> | 21 May 2027 |
    | TRN-M03 | Sustain | 21 May 2027 | 21 May 2027 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | 21 May 2027 | 21 May 2027 |
    | TRN-M02 | Design | 21 May 2027 | 21 May 2027 |
    | TRN-M03 | Trial | 21 May 2027 | 21 May 2027 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Forecast date | Plan reference |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Design | 21 May 2027 | 21 May 2027 | 1.1 |
    | TRN-M02 | Rollout | 21 May 2027 | 21 May 2027 | 1.2 |
    | TRN-M03 | Sustain | 21 May 2027 | 21 May 2027 | 1.3 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | 26 Feb 2027 | 26 Feb 2027 |
    | TRN-M02 | Rollout | 26 Feb 2027 | 26 Feb 2027 |
    | TRN-M03 | Rollout | 14 May 2027 | 14 May 2027 |
    | TRN-M04 | Sustain | 26 Feb 2027 | 26 Feb 2027 |
    """
    for submission in programme.submissions:
        found: dict[tuple[str, date], list[Milestone]] = {}
        for milestone in undone(programme, submission):
            if milestone.decision is Decision.NONE:
                found.setdefault((milestone.workstream, milestone.baseline), []).append(milestone)
        for (_, day), same in found.items():
            phases = list(dict.fromkeys(milestone.phase.value for milestone in same if milestone.phase))
            parts = {milestone.plan_reference for milestone in same if milestone.plan_reference}
            rows = [milestone.row for milestone in same]
            below = max(rows) - min(rows) < len(same)
            of_chance = not below and (day + NEAR_THE_END).month != day.month
            if len(phases) >= PHASES_ON_A_DAY and len(parts) < len(same) and not of_chance:
                others = [Related(milestone.at("baseline"), "the same day") for milestone in (same[0], *same[2:])]
                ids = first_few(milestone.id for milestone in same)
                severity = None if below else Severity.ADVICE
                words = {"ids": ids, "phases": first_few(phases), "day": day}
                yield hit(same[1].at("baseline"), *others, severity=severity, **words)


@rule(
    "MS31",
    Severity.QUERY,
    "{column} is {day}, {why}: Excel makes the first day out of a month that is typed without one.",
    "If {month} is all that is known, type {last}, its last day. If {day} is meant, leave it.",
    speaks_for=("MC01", "MC02"),
    brings={"MS92": Reach.ROW},
)
def month_taken_for_its_first_day(programme: Programme) -> Iterator[Hit]:
    """A milestone that is expected some time in a month is not dated on the first of it.

    It would seem early, or overdue, by up to a month. Asked of a forecast on the first of the very month in which the
    milestone is planned for a later day, and of a forecast, or a day on which it is said to have been reached, that is
    a first and no working day. Posts, contracts, rates, leases and new structures do begin on the first of a month, and
    a Commentary that says that it was brought forward means that day.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <1 Dec 2026> | |
    | TRN-M02 | 16 Oct 2026 | | <1 Nov 2026> |
    | TRN-M03 | 16 Apr 2027 | <1 May 2027> | |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 2 Dec 2026 | | |
    | TRN-M02 | 11 Jan 2027 | 1 Dec 2026 | | |
    | TRN-M03 | 16 Oct 2026 | | 1 Oct 2026 | |
    | TRN-M04 | 1 Feb 2027 | 1 Feb 2027 | | |
    | TRN-M05 | 11 Dec 2026 | 1 Dec 2026 | | Paused |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Coaches in post | 11 Dec 2026 | 1 Dec 2026 |
    | TRN-M02 | New panel takes over | 11 Dec 2026 | 1 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 1 Dec 2026 | Brought forward to the heads' meeting |
    """
    calendars = {found.workbook: WorkingDays.of(found.all(CalendarEntry)) for found in programme.submissions}
    for item in worked_on(programme, Milestone):
        name, day = ("actual", item.actual) if item.actual else ("forecast", item.forecast)
        if day is None or day.day != 1 or _ON_THE_FIRST.search(item.name or ""):
            continue
        meant = "brought forward" in (item.commentary or "").casefold()
        early = name == "forecast" and first_before(day, plan_day(item)) and not meant
        calendar = calendars[item.workbook]
        closed = calendar.covers(day) and not calendar.is_working(day)
        if early or closed:
            cell = item.at(name)
            why = f"though it is planned for later in {month(day)}" if early else "which is no working day"
            related = Related(item.at("agreed" if plan_day(item) == item.agreed else "baseline"), "the planned date")
            yield hit(cell, related, column=cell.column, day=day, why=why, month=month(day), last=last_of(day))
