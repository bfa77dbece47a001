"""Dates about a year from where they belong: a promise, a baseline, a target, what was reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from xl_send.analysis.figures import amount, points, series
from xl_send.analysis.words.reasons import is_to_be_held
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.workbook.days import say, years_later
from xl_send.workbook.sheets.choices import Better, Frequency
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

LONG, NEAR = timedelta(days=270), timedelta(days=75)
THREE_WEEKS, A_WEEK = timedelta(days=21), timedelta(days=7)
A_YEAR, TWO_MONTHS = timedelta(days=365), timedelta(days=61)


@rule(
    "ID18",
    Severity.QUERY,
    "Promised for is {day}, {days} days before Needed by, {needed}.",
    "Check the year: was {meant} meant? If it was truly promised for {day}, fill in Delivered or Forecast.",
    brings={"ID14": Reach.CELL, "ID10": Reach.ROW, "ID12": Reach.ROW, "CF05": Reach.CELL},
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
        if day is None or needed is None or needed - day < LONG or day >= as_at:
            continue
        if row.delivered and (row.delivered - day < LONG or abs(row.delivered - needed) > NEAR):
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


_EARLY = Pattern(r"(?i)\b(?:years?|early|earlier|ahead|brought forward|sooner|quicker)\b")


@rule(
    "MS56",
    Severity.QUERY,
    "{column} is {day}, {days} days before Baseline date, {plan}.",
    "Check the year: was {meant} meant? If it truly comes so early, say so in Commentary.",
    brings={**dict.fromkeys(("MS41", "MS42", "MS28", "CF08", "RF58"), Reach.ROW), **COLOURS},
)
def a_year_before_its_plan(programme: Programme) -> Iterator[Hit]:
    """What was reached, or will be, and its plan are of the years that are meant.

    In January the old year is typed, and what came late seems to have come a year early; a plan typed a year late makes
    what is on time look early. Asked where a year later the day would lie near the plan: at the plan where that day is
    still to come, and of a forecast where it is a week from the day of the plan, a year before.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | | <9 Oct 2025> |
    | TRN-M02 | <1 Jun 2027> | | 15 Jun 2026 |
    | TRN-M03 | <10 Mar 2028> | 10 Mar 2027 | |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | | 9 Jan 2026 | |
    | TRN-M02 | 2 Oct 2026 | | 9 Oct 2025 | Reached a year early with the first grant. |
    | TRN-M03 | 10 Mar 2028 | 19 Mar 2027 | | |
    | TRN-M04 | 13 Nov 2027 | 13 Nov 2026 | | Brought forward by a year |
    """
    for milestone in programme.each(Milestone):
        day, plan, as_at = milestone.actual or milestone.forecast, milestone.baseline, programme.as_at(milestone)
        if day is None or as_at is None or plan - day < LONG or (not milestone.actual and day < as_at):
            continue
        meant, column = years_later(day, 1), milestone.at("actual" if milestone.actual else "forecast").column
        near = abs(plan - meant) <= (NEAR if milestone.actual else A_WEEK)
        if near and not _EARLY.search(milestone.commentary or ""):
            words = {"day": day, "days": (plan - day).days, "plan": plan, "column": column}
            if milestone.actual and meant <= as_at:
                related = Related(milestone.at("baseline"), "the plan")
                yield hit(milestone.at("actual"), related, severity=None, meant=meant, **words)
            else:
                related = Related(milestone.at("actual" if milestone.actual else "forecast"), column)
                yield hit(milestone.at("baseline"), related, severity=None, meant=years_later(plan, -1), **words)


@rule(
    "KP91",
    Severity.QUERY,
    "Target date is {day}, but the target of {id} is expected by {expected} already, {days} days before.",
    "Check the year of both: was {meant} meant for Target date? If it is to be held until then, say so in Commentary.",
)
def target_expected_a_year_before(programme: Programme) -> Iterator[Hit]:
    """A target is to be reached by about the day on which it is expected.

    One dated a year late lets a KPI seem in time that is not. Asked where the last that is expected is the target, ten
    to fourteen months before, of KPIs that are to go up or down, and not counted once a year.

    **Fails**

    KPIs:
    | ID | Baseline | Target | Target date |
    | --- | --- | --- | --- |
    | TRN-K01 | 10 | 40 | <31 Jul 2028> |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 25 | 31 Mar 2027 |
    | TRN-K01 | TRN-M02 | 40 | 31 Jul 2027 |

    **Passes**

    KPIs:
    | ID | Baseline | Target | Target date | Frequency | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | 10 | 40 | 31 Mar 2028 | Monthly | |
    | TRN-K02 | 10 | 40 | 31 Jul 2028 | Monthly | To be held at 40 for a year |
    | TRN-K03 | 10 | 40 | 31 Jul 2028 | Annual | |
    | TRN-K04 | 10 | 40 | 31 Jul 2028 | Monthly | |

    north.xlsx KPIs:
    | ID | Better when | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- |
    | NOR-K01 | Close to target | 10 | 12 | 31 Jul 2028 |

    north.xlsx Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | NOR-K01 | NOR-M02 | 12 | 31 Jul 2027 |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M02 | 40 | 31 Jul 2027 |
    | TRN-K02 | TRN-M02 | 40 | 31 Jul 2027 |
    | TRN-K03 | TRN-M02 | 40 | 31 Jul 2027 |
    | TRN-K04 | TRN-M02 | 38 | 31 Jul 2027 |
    """
    for kpi, expected in points(programme).items():
        last = max(expected, key=itemgetter(0))
        if kpi.target_date is None or kpi.frequency is Frequency.ANNUAL or kpi.better is Better.CLOSE:
            continue
        after = kpi.target_date - last.day
        if abs(after - A_YEAR) <= TWO_MONTHS and last.value == kpi.target and not is_to_be_held(kpi):
            related = Related(last.row.at("expected"), "the target, expected by then")
            meant = years_later(kpi.target_date, -1)
            yield hit(
                kpi.at("target_date"), related, day=kpi.target_date, id=kpi.id, expected=last.day, days=after.days,
                meant=meant,
            )  # fmt: skip
