"""Dates of milestones of which the year was mistyped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import SIX_WEEKS, a_year_too_early, plan_day
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.rules.reported import better_than, items_with
from xl_send.workbook.days import years_later
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_OF_A_YEAR = Pattern(r"(?i)\byears?\b|\b20\d\d\b|\bbrought forward\b|\bpostpone\w*|\bdefer\w*")


@rule(
    "MS26",
    Severity.QUERY,
    "Forecast date is {day}, {apart} {side} its planned date.",
    "Check the year: was {meant} meant? If it truly is for {day}, report its colour by that.",
    brings={
        **dict.fromkeys(("WM01", "MS02", "MC01", "MC02", "MQ05", "CF10", "CF19", "CF40"), Reach.CELL),
        "ID10": Reach.WORKBOOK,
        **COLOURS,
    },
)
def forecast_in_another_year(programme: Programme) -> Iterator[Hit]:
    """A forecast is in the year that is meant.

    One on the very day and month of the plan, in another year, is mostly a slip of the year; what waits for it seems
    late, or it seems overdue. Asked where its owner reports it better than that date computes, or gives no colour and
    says nothing of a year, or it has passed. One that has passed, and lay about a year before the plan, was never
    meant, though not to the day; nor was one about a year after it where its workstream has ended by then, or what
    waits for it is forecast for before; nor one a year to the day after Back to green by.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <11 Dec 2027> | Green |
    | TRN-M02 | 11 Mar 2027 | <11 Mar 2026> | |
    | TRN-M03 | 5 Feb 2027 | <10 Feb 2026> | |
    | TRN-M04 | 5 Feb 2027 | <12 Feb 2028> | Green |
    | TRN-M05 | 14 Oct 2027 | <14 Oct 2029> | |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Back to green by |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | <4 Jan 2028> | Red | 4 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 1 Sep 2026 | 1 Sep 2027 | Red | |
    | TRN-M02 | 11 Dec 2026 | 10 Dec 2027 | Green | |
    | TRN-M03 | 5 Feb 2027 | 13 Nov 2026 | Green | |
    | TRN-M04 | 13 Nov 2027 | 13 Nov 2026 | | Brought forward by a year |
    | TRN-M05 | 1 Sep 2026 | 1 Sep 2027 | | The school opens a year later |
    """
    followers = _forecasts_that_wait(programme)
    soothed = {row for row, item in items_with(programme, Milestone) if better_than(row.reported, item.status)}
    for milestone in worked_on(programme, Milestone):
        plan, day, as_at = plan_day(milestone), milestone.forecast, programme.as_at(milestone)
        if milestone.actual or day is None or as_at is None:
            continue
        meant = plan if _is_of_another_year(plan, day) else a_year_too_early(plan, day, as_at)
        meant = meant or _slipped_on(programme, milestone, followers.get(milestone.id, ()))
        again = years_later(day, -1)
        by_its_own = again == milestone.back_to_green and again >= as_at
        meant = meant or (again if by_its_own else None)
        in_silence = meant == plan and not (milestone.reported or _OF_A_YEAR.search(milestone.commentary or ""))
        if meant and (milestone in soothed or day < as_at or in_silence or by_its_own):
            related = Related(milestone.at("agreed" if plan == milestone.agreed else "baseline"), "the planned date")
            side = "after" if day > plan else "before"
            apart = _years_apart(plan, day, exactly=meant == plan)
            yield hit(milestone.at("forecast"), related, day=day, apart=apart, side=side, meant=meant)


def _is_of_another_year(plan: date, day: date) -> bool:
    return (plan.month, plan.day) == (day.month, day.day) and plan.year != day.year


def _forecasts_that_wait(programme: Programme) -> Mapping[str, list[date]]:
    """The forecasts of what waits for each milestone, by its id."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    for milestone in worked_on(programme, Milestone):
        for reference in milestone.depends_on:
            if milestone.forecast:
                found[reference.id].append(milestone.forecast)
    return found


def _slipped_on(programme: Programme, milestone: Milestone, waiting: Sequence[date]) -> date | None:
    """The day a year before a forecast, where that is near the plan, and the forecast itself makes no sense."""
    plan, day = plan_day(milestone), milestone.forecast
    meant = years_later(day, -1) if day else date.min
    if day is None or not timedelta(0) <= meant - plan <= SIX_WEEKS:
        return None
    stream = programme.streams.get(milestone.workstream)
    ended = bool(stream and stream.ends and stream.ends < day)
    return meant if ended or any(meant <= other < day for other in waiting) else None


def _years_apart(plan: date, day: date, *, exactly: bool) -> str:
    years = abs(day.year - plan.year)
    if not exactly:
        return "about a year"
    return "a year to the day" if years == 1 else f"{years} years to the day"


@rule(
    "MS27",
    Severity.QUERY,
    "Baseline date is {day}, before that of {other}, which it waits for, and about a year before its forecast.",
    "Check the year: was {meant} meant? If the plan truly was for {day}, correct Depends on.",
    brings={
        "MQ14": Reach.ROW, "MS26": Reach.ROW, "WM01": Reach.ROW, "MS05": Reach.CELL, "MS41": Reach.ROW,
        "MQ05": Reach.ROW, "EX03": Reach.WORKBOOK, "EX05": Reach.CELL, "MS31": Reach.CELL, "CF08": Reach.CELL,
        **COLOURS,
    },
)  # fmt: skip
def baseline_in_another_year(programme: Programme) -> Iterator[Hit]:
    """A baseline is in the year that is meant.

    One typed a year early makes a milestone that is on time a year late. Asked where a milestone was planned before
    every other that it waits for, and a year later it would stand after them, within six weeks of its forecast.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 23 Oct 2026 | 23 Oct 2026 | |
    | TRN-M02 | <5 Feb 2026> | 10 Feb 2027 | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 23 Oct 2026 | 23 Oct 2026 | |
    | TRN-M02 | 5 Feb 2027 | 10 Feb 2027 | TRN-M01 |
    | TRN-M03 | 5 Feb 2026 | 10 Feb 2027 | |
    """
    for milestone in worked_on(programme, Milestone):
        found = (programme.milestones.get(reference.id) for reference in milestone.depends_on)
        before = [other for other in found if other]
        expected, meant = milestone.actual or milestone.forecast, years_later(milestone.baseline, 1)
        if not before or expected is None or milestone.agreed or abs(meant - expected) > SIX_WEEKS:
            continue
        latest = max(before, key=lambda other: other.baseline)
        if all(milestone.baseline < other.baseline <= meant for other in before):
            related = Related(latest.at("baseline"), "what it waits for")
            yield hit(milestone.at("baseline"), related, day=milestone.baseline, other=latest.id, meant=meant)
