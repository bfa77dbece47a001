"""Dates about a year from where they belong: a promise, a baseline, a meeting, what was reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.figures import amount, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.workbook.days import say, years_later
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Frequency
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

LONG, NEAR = timedelta(days=270), timedelta(days=75)
THREE_WEEKS = timedelta(days=21)


@rule(
    "ID18",
    Severity.QUERY,
    "Promised for is {day}, {days} days before Needed by, {needed}.",
    "Check the year: was {meant} meant? If it was truly promised for {day}, fill in Delivered or Forecast.",
    brings={"ID14": Reach.CELL, "ID10": Reach.ROW, "ID12": Reach.ROW},
)
def promised_a_year_too_early(programme: Programme) -> Iterator[Hit]:
    """What is to be handed over is promised for about the time at which it is needed.

    A promise a year too early has passed, and makes a handover that is in time look broken. Asked where a year later
    it would fall before the day of need or soon after it, and a milestone of either party stands near that day; not
    where a Forecast, other than about a year after the promise, says that it comes later.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 8 Jan 2027 | 8 Jan 2027 |

    Interdependencies:
    | ID | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | 8 Jan 2027 | <18 Dec 2025> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 8 Jan 2027 | 8 Jan 2027 |

    Interdependencies:
    | ID | Receiver milestone | Needed by | Promised for | Delivered | Forecast |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | 8 Jan 2027 | 18 Dec 2026 | | |
    | TRN-D02 | TRN-M01 | 8 Jan 2027 | 26 Mar 2026 | | |
    | TRN-D03 | TRN-M01 | 8 Jan 2027 | 18 Dec 2025 | 18 Dec 2025 | |
    | TRN-D04 | TRN-M01 | 8 Jan 2027 | 18 Dec 2025 | | 13 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 8 Jan 2028 | 8 Jan 2028 |
    | TRN-M02 | 8 Jan 2027 | 8 Jan 2027 |

    Interdependencies:
    | ID | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | 7 Jan 2028 | 18 Dec 2026 |
    | TRN-D02 | TRN-M02 | 8 Jan 2027 | 20 Feb 2026 |
    """
    for row in programme.each(Interdependency):
        day, needed = row.promised, row.needed_by
        as_at = programme.as_at(row) or date.max
        if day is None or needed is None or row.delivered or needed - day < LONG or day >= as_at:
            continue
        meant = years_later(day, 1)
        late = row.forecast is not None and row.forecast - day >= LONG and abs(row.forecast - meant) > THREE_WEEKS
        if late:
            continue
        planned = any(abs(other - needed) <= NEAR for other in _milestones(programme, row))
        if planned and -THREE_WEEKS <= needed - meant <= NEAR:
            related = Related(row.at("needed_by"), "the need")
            yield hit(row.at("promised"), related, day=day, days=(needed - day).days, needed=needed, meant=meant)


def _milestones(programme: Programme, row: Interdependency) -> Iterator[date]:
    """When the milestones of both parties are planned, of those that were read."""
    for name in (row.giver_milestone, row.receiver_milestone):
        found = programme.milestones.get(name or "")
        if found is not None:
            yield found.baseline


@rule(
    "KP85",
    Severity.QUERY,
    "The baseline of {id} is dated {day}; the figure for {meant}, a year later, is the same, {value}.",
    "Check the year: was {meant} meant? How far the KPI has come is counted from that day.",
    brings={"KP68": Reach.ROW},
)
def baseline_dated_a_year_early(programme: Programme) -> Iterator[Hit]:
    """A baseline is dated on the day of the figure that it is.

    Asked where the figures have none of its day or of the year after it, and one of exactly a year later that is the
    same; not of what is counted once a year, which may well be as it was.

    **Fails**

    KPIs:
    | ID | Baseline | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | 31 | <30 Apr 2025> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Apr 2026 | 31 |
    | TRN-K01 | 31 May 2026 | 28 |

    **Passes**

    KPIs:
    | ID | Baseline | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | 31 | 30 Apr 2025 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Apr 2025 | 31 |
    | TRN-K01 | 30 Apr 2026 | 31 |

    **Passes**

    KPIs:
    | ID | Frequency | Baseline | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Annual | 31 | 30 Apr 2025 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Apr 2026 | 31 |
    """
    for kpi, actuals in series(programme).items():
        day = kpi.baseline_date
        if day is None or not kpi.baseline or kpi.frequency is Frequency.ANNUAL:
            continue
        meant, days = years_later(day, 1), {item.day: item for item in actuals}
        same = days.get(meant)
        if same and actuals[0].day >= meant and same.value == kpi.baseline:
            related = Related(same.row.at("value"), say(meant))
            yield hit(
                kpi.at("baseline_date"), related, id=kpi.id, day=day, meant=meant, value=amount(kpi.unit, same.value)
            )


@rule(
    "GV09",
    Severity.QUERY,
    "{day} stands between {before} and {after} in the list of {forum}: the year seems to be wrong.",
    "Was {meant} meant? A meeting of another year is missing from the plan of decisions.",
    brings=dict.fromkeys(("GV01", "GV02", "GV04", "GV05", "GV06", "GV11", "GV12", "WB23"), Reach.ROW),
)
def meeting_of_another_year(programme: Programme) -> Iterator[Hit]:
    """The meetings of a forum that are listed in order are all of the years that are meant.

    In January the old year is typed, and a decision seems to wait for the meeting after. Asked of a meeting that stands
    out of the order of those above and below it, of the same forum, and in another year would stand between them.

    **Fails**

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | <28 Jan 2026> | 20 Jan 2026 |
    | Programme Board | 18 Mar 2027 | 10 Mar 2027 |
    | Programme Board | <22 Apr 2028> | 14 Apr 2027 |
    | Programme Board | 15 Jul 2027 | 7 Jul 2027 |

    **Passes**

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | 19 Nov 2026 | 11 Nov 2026 |
    | Programme Board | 18 Mar 2027 | 10 Mar 2027 |
    | Cabinet | 28 Jan 2026 | 20 Jan 2026 |
    | Programme Board | 22 Apr 2027 | 14 Apr 2027 |
    """
    for submission in programme.submissions:
        rows = submission.all(Meeting)
        for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
            if above.day < row.day < below.day or len({name_key(one.forum) for one in (above, row, below)}) > 1:
                continue
            shifted = (years_later(row.day, years) for years in (1, -1))
            meant = next((day for day in shifted if above.day < day < below.day), None)
            if meant:
                words = {"day": row.day, "before": above.day, "after": below.day, "meant": meant}
                yield hit(row.at("day"), severity=None, forum=row.forum, **words)


_EARLY = Pattern(r"(?i)\b(?:years?|early|earlier|ahead|brought forward|sooner|quicker)\b")


@rule(
    "MS56",
    Severity.QUERY,
    "Actual date is {day}, {days} days before Baseline date, {plan}.",
    "Check the year: was {meant} meant? If it was truly reached so early, say so in Commentary.",
    brings={"MS41": Reach.ROW, "MS42": Reach.ROW, "MS28": Reach.ROW, "CF08": Reach.ROW, **COLOURS},
)
def reached_a_year_too_early(programme: Programme) -> Iterator[Hit]:
    """What was reached was reached in the year that is meant.

    In January the old year is typed, and what came late seems to have come a year early. Asked where a year later the
    day would lie near the plan, and not after the as at date.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | | <9 Oct 2025> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | | 9 Jan 2026 | |
    | TRN-M02 | 2 Oct 2026 | | 9 Oct 2025 | Reached a year early with the first grant. |
    | TRN-M03 | 11 Dec 2026 | | 4 Dec 2025 | |
    """
    for milestone in programme.each(Milestone):
        day, plan, as_at = milestone.actual, milestone.baseline, programme.as_at(milestone)
        if day is None or as_at is None or plan - day < LONG:
            continue
        meant = years_later(day, 1)
        if meant <= as_at and abs(plan - meant) <= NEAR and not _EARLY.search(milestone.commentary or ""):
            related = Related(milestone.at("baseline"), "the plan")
            yield hit(milestone.at("actual"), related, day=day, days=(plan - day).days, plan=plan, meant=meant)
