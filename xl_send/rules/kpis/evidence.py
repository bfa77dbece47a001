"""How old the latest figure of a KPI is, and the days on which what is expected is to be measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, actuals, amount, expectations, points, series
from xl_send.analysis.words.months import first_before, last_of, month
from xl_send.analysis.words.reasons import tells_of_its_day
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import exact
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Programme, once_per_programme
from xl_send.workbook.unread import Unread


class Latest(NamedTuple):
    """A KPI as at a day, with its latest figure by then."""

    kpi: Kpi
    as_at: date
    figure: Actual | None

    @property
    def age(self) -> int:
        """Days from the latest figure to the as at date."""
        return (self.as_at - self.figure.period_end).days if self.figure else 0


@once_per_programme
def latest_figures(programme: Programme) -> Sequence[Latest]:
    """Every active KPI whose actuals could all be read."""
    return tuple(_look_up(programme))


def _look_up(programme: Programme) -> Iterator[Latest]:
    given = _given(programme)
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        for kpi in submission.all(Kpi) if as_at and submission.whole(Actual) else ():
            if as_at and is_active(programme, kpi):
                figures = [row for row in given.get(kpi, ()) if row.period_end <= as_at]
                yield Latest(kpi, as_at, max(figures, key=_end, default=None))


def _end(row: Actual) -> date:
    return row.period_end


def _given(programme: Programme) -> Mapping[Kpi, list[Actual]]:
    """The actuals of each KPI that have a figure."""
    found: defaultdict[Kpi, list[Actual]] = defaultdict(list)
    for row, kpi in actuals(programme):
        if row.value is not None:
            found[kpi].append(row)
    return found


def _waiting(programme: Programme) -> Mapping[Kpi, Actual]:
    """The KPIs of which a row has no figure and a Note that says why, each with that row."""
    return {kpi: row for row, kpi in actuals(programme) if row.value is None and row.note}


@rule(
    "KP51",
    Severity.QUERY,
    "The latest figure of {id} is for {day}, {age} days before {as_at}. {frequency} figures are overdue after {most}.",
    "Add the missing figures. If one was not collected, explain this finding.",
)
def figures_overdue(programme: Programme) -> Iterator[Hit]:
    """Figures come as often as the frequency says, allowing for the publication lag.

    An old figure says nothing of where the KPI is now, so it is counted as no data. Nothing is asked once the
    target date is reached, nor while a row of the Actuals sheet cannot be read. How old is too old is set on the
    Thresholds sheet. Where a row that waits for its figure says in its Note why, it is advice.

    **Fails**

    KPIs:
    | ID | Frequency | Publication lag (days) |
    | --- | --- | --- |
    | TRN-K01 | Monthly | 10 |
    | TRN-K02 | Annual | |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | <3 Sep 2026> | 110 |
    | TRN-K01 | 31 Oct 2026 | |
    | TRN-K02 | <31 Aug 2025> | 110 |

    **Passes**

    KPIs:
    | ID | Frequency | Publication lag (days) | Target date | State |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Monthly | 10 | 31 Jul 2027 | |
    | TRN-K03 | Monthly | | 31 Jul 2026 | |
    | TRN-K04 | Monthly | | 31 Jul 2027 | Paused |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 4 Sep 2026 | 110 | |
    | TRN-K03 | 31 Jul 2026 | 110 | |
    | TRN-K04 | 31 Jul 2026 | 110 | |
    """
    waiting = _waiting(programme)
    for latest in latest_figures(programme):
        kpi, figure = latest.kpi, latest.figure
        allowed = programme.of(kpi).thresholds.overdue_after(kpi.frequency) + (kpi.lag or 0)
        if figure is None or latest.age <= allowed or (kpi.target_date and figure.period_end >= kpi.target_date):
            continue
        yield hit(
            figure.at("period_end"),
            Related(kpi.at("frequency"), "how often it is measured"),
            *([Related(waiting[kpi].at("value"), "its figure is not there")] if kpi in waiting else []),
            severity=Severity.ADVICE if kpi in waiting else None,
            id=kpi.id,
            day=figure.period_end,
            age=(latest.as_at - figure.period_end).days,
            as_at=latest.as_at,
            frequency=kpi.frequency.value,
            most=f"{exact(allowed)} days",
        )


@rule(
    "KP52",
    Severity.QUERY,
    "No figure of {id} has been given, though {value} was expected on {day}.",
    "Add it to the Actuals sheet. If it was not collected, explain this finding.",
)
def no_figure_though_expected(programme: Programme) -> Iterator[Hit]:
    """Once something was expected of a KPI there is a figure.

    Without one nobody can say whether the work makes a difference. The publication lag is allowed for. Where a row that
    waits for its figure says in its Note why, it is advice.

    **Fails**

    KPIs:
    | ID | Publication lag (days) |
    | --- | --- |
    | <TRN-K01> | 3 |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | 9 Nov 2026 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | | The survey did not run |

    **Passes**

    KPIs:
    | ID | Publication lag (days) |
    | --- | --- |
    | TRN-K01 | 3 |
    | TRN-K03 | |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | 10 Nov 2026 |
    | TRN-K03 | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K03 | 30 Sep 2026 | 100 |
    """
    expected, unread, waiting = points(programme), Unread(programme), _waiting(programme)
    for latest in latest_figures(programme):
        kpi = latest.kpi
        if latest.figure is not None or kpi not in expected or kpi.better is Better.CONTEXT:
            continue
        if unread.column(Actual, workbook=kpi.workbook):
            continue  # There may be figures in a column that was not found, which is told of by its heading.
        first = expected[kpi][0]
        if (latest.as_at - first.day).days > (kpi.lag or 0) and programme.of(kpi).whole(Expectation):
            related = Related(first.row.at("expected"), "what was expected")
            severity, value = Severity.ADVICE if kpi in waiting else None, amount(kpi.unit, first.value)
            yield hit(kpi.at("id"), related, severity=severity, id=kpi.id, value=value, day=first.day)


@rule(
    "EX11",
    Severity.QUERY,
    "Measured on is {day}, the first of the month in which {milestone} is planned, on {planned}.",
    "If a month was typed without its day, type {last} for all of {month}. If it is measured on {day}, say so in the "
    "Note.",
)
def measured_on_the_first_of_the_month(programme: Programme) -> Iterator[Hit]:
    """What is expected at a milestone is not measured before it, on the first of its month.

    Excel makes the first day out of a month that is typed without one, and the KPI is then judged weeks before
    anything could have changed. A Note, or a census on that day, answers it, and so does a KPI that is
    counted on the first of that month, or has both its baseline and its target on it, in whatever year.

    **Fails**

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |

    Expectations:
    | KPI | Milestone | Measured on |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | <1 Dec 2026> |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    **Passes**

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    | TRN-M02 | 1 Dec 2026 |
    | TRN-M03 | 11 Jan 2027 |

    Expectations:
    | KPI | Milestone | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 31 Dec 2026 | |
    | TRN-K01 | TRN-M02 | 1 Dec 2026 | |
    | TRN-K01 | TRN-M03 | 1 Dec 2026 | |
    | TRN-K02 | TRN-M01 | 1 Dec 2026 | Counted on the first of each month |
    | TRN-K03 | TRN-M01 | 1 Dec 2026 | |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | TRN-K02 |
    | TRN-K03 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K03 | 1 Dec 2025 | 96 |
    """
    counted = series(programme)
    for kpi, row, milestone in expectations(programme):
        day = row.measured_on
        if not day or not milestone or not first_before(day, milestone.baseline):
            continue
        said = f"{kpi.source or ''} {kpi.definition or ''} {kpi.name or ''}".casefold()
        answered = "census" in said or "headcount" in said or _is_its_day(kpi, day, counted.get(kpi, ()))
        if not answered and not tells_of_its_day(row.note):
            related = Related(milestone.at("baseline"), "the milestone")
            words = {"milestone": milestone.id, "planned": milestone.baseline, "month": month(day)}
            yield hit(row.at("measured_on"), related, severity=None, day=day, last=last_of(day), **words)


def _is_its_day(kpi: Kpi, day: date | None, counted: Sequence[Dated]) -> bool:
    """Whether a KPI is counted on that day of a year, or both begins and ends on it."""
    if day is None:
        return False
    ends = [(one.month, one.day) == (day.month, day.day) for one in (kpi.baseline_date, kpi.target_date) if one]
    is_counted = any((one.day.month, one.day.day) == (day.month, day.day) for one in counted)
    return is_counted or (len(ends) > 1 and all(ends))
