"""Dates and figures about a year from where they belong: a promise, a baseline, a year's total."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.figures import amount, readable, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say, years_later
from xl_send.workbook.sheets.choices import Frequency, Measures, Unit
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

LONG, NEAR = timedelta(days=270), timedelta(days=75)
TIMES, LEAST, LEAST_COUNTED = 5.0, 5.0, 20.0
THREE_WEEKS = timedelta(days=21)


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
    it would fall near the day of need, and a milestone of either party stands near that day; not where a Forecast,
    other than about a year after the promise, says that it comes later.

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
    """
    for row in programme.each(Interdependency):
        day, needed = row.promised, row.needed_by
        if day is None or needed is None or row.delivered or needed - day < LONG:
            continue
        meant = years_later(day, 1)
        late = row.forecast is not None and row.forecast - day >= LONG and abs(row.forecast - meant) > THREE_WEEKS
        if late:
            continue
        if abs(needed - meant) <= NEAR and any(abs(other - needed) <= NEAR for other in _milestones(programme, row)):
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
    "UN31",
    Severity.QUERY,
    "{value} by {day} is {side} of the {before} of a year before, {earlier}.",
    "Check the decimal point and the number of digits of both. If both are right, explain this finding.",
    brings={"AC27": Reach.CELL, "AC08": Reach.CELL, "WM02": Reach.CELL, "KP64": Reach.CELL},
)
def year_unlike_the_year_before(programme: Programme) -> Iterator[Hit]:
    """At the same point of the year a year to date is of the same order as the year before.

    Asked where it is five times as much, or a fifth, within three weeks of the same day; not of counts under twenty, of
    what grows on its way to the target, nor where a note says why.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 21 Jul 2025 | 18.9 |
    | TRN-K01 | 21 Jul 2026 | <1.8> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |
    | TRN-K02 | Count | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 21 Jul 2025 | 18.9 |
    | TRN-K01 | 21 Jul 2026 | 12 |
    | TRN-K01 | 24 Oct 2026 | 1.8 |
    | TRN-K02 | 21 Oct 2025 | 1 |
    | TRN-K02 | 21 Oct 2026 | 6 |
    """
    for kpi, actuals in series(programme, _is_counted_through_the_year).items():
        known = [(item.day, item.value, item.row.at("value")) for item in actuals]
        if kpi.baseline_date and kpi.baseline is not None and readable(kpi, kpi.baseline):
            known.append((kpi.baseline_date, kpi.baseline, kpi.at("baseline")))
        for now in actuals:
            year_ago = years_later(now.day, -1)
            before = next((item for item in known if abs(item[0] - year_ago) <= THREE_WEEKS), None)
            if before is None or max(now.value, before[1]) < LEAST or min(now.value, before[1]) <= 0:
                continue
            earlier, value, cell = before
            on_the_way = kpi.baseline is not None and kpi.target is not None and kpi.baseline <= now.value <= kpi.target
            small = kpi.unit is Unit.COUNT and max(now.value, value) < LEAST_COUNTED
            if small or tells_why(now.row) or (on_the_way and now.value > value):
                continue
            if now.value >= TIMES * value or now.value * TIMES <= value:
                side = "five times or more" if now.value > value else "a fifth or less"
                yield hit(
                    now.row.at("value"), Related(cell, say(earlier)), day=now.day, side=side,
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, value), earlier=earlier,
                )  # fmt: skip


def _is_counted_through_the_year(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE and kpi.unit is not Unit.PERCENT
