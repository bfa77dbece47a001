"""What owners say of KPIs that are off track, and how often figures come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.analysis.activity import OFF_TRACK, is_active
from xl_send.analysis.figures import Dated, middle, series
from xl_send.analysis.words.reasons import was_counted_again
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.results import Status
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.dates import PERIOD
from xl_send.rules.reported import items_with
from xl_send.workbook.sheets.choices import Better, Frequency, Rag
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# Figures that come this many times as often as the frequency says do not fit it.
FAR_MORE_OFTEN = 2.5
ENOUGH_FIGURES = 4
# All gaps longer than these, in days, do not fit either; holidays lie between half-terms.
TOO_LONG = {Frequency.MONTHLY: 45, Frequency.HALF_TERMLY: 125, Frequency.QUARTERLY: 140, Frequency.TERMLY: 190}
FEWEST_GAPS = 2
# Of a new annual KPI: its baseline and two figures, all within a third of a year.
FEWEST_DAYS, A_SHORT_TIME = 3, timedelta(days=122)
# Figures are as good as was expected, and it is too soon to rely on them.
_OF_CARE = Pattern(
    r"(?i)\b(?:caution|cautious\w*|pruden\w+|(?:to be|on the) safe|too (?:early|soon) to|early days|until (?:confirmed"
    r"|(?:we see )?(?:a|the) (?:second|next|full))|(?:one|single) (?:good )?(?:month|half-term|term|quarter|figure)\b)"
)


def kpis_off_track(programme: Programme) -> Iterator[Kpi]:
    """The active KPIs whose owners report them Amber or Red."""
    for kpi in programme.each(Kpi):
        if kpi.reported in OFF_TRACK and kpi.better is not Better.CONTEXT and is_active(programme, kpi):
            yield kpi


def asks_for_change(kpi: Kpi) -> bool:
    """Whether a KPI's target is given up openly: a change to it is asked for."""
    return bool(kpi.change) or "change request" in (kpi.commentary or "").casefold()


@rule(
    "KP31",
    Severity.QUERY,
    "{id} is reported {colour}, with no commentary.",
    "Say why, and what is being done.",
)
def off_track_kpi_without_commentary(programme: Programme) -> Iterator[Hit]:
    """A KPI that is reported Amber or Red says why, and what is being done.

    A board can act on a reason. It can do nothing with a colour.

    **Fails**

    KPIs:
    | ID | Reported RAG | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Amber | <> |

    **Passes**

    KPIs:
    | ID | Reported RAG | Commentary | State |
    | --- | --- | --- | --- |
    | TRN-K01 | Red | Fewer families came than expected. We now telephone. | |
    | TRN-K02 | Green | | |
    | TRN-K03 | Red | | Paused |
    """
    for kpi in kpis_off_track(programme):
        if kpi.reported and not kpi.commentary:
            reported = Related(kpi.at("reported"), "its colour")
            yield hit(kpi.at("commentary"), reported, id=kpi.id, colour=kpi.reported.value)


@rule(
    "KP32",
    Severity.QUERY,
    "{id} is reported {colour}, and Back to green by is blank.",
    "Say when it will be on track again.",
)
def off_track_kpi_without_date(programme: Programme) -> Iterator[Hit]:
    """A KPI that is reported Amber or Red says when it will be on track again.

    Without a date nobody can tell whether the way back is being followed. None is asked for where a change to the KPI
    is asked for, by its reference or in the Commentary, nor for Amber out of caution, by the Commentary of a KPI
    whose figures compute Green.

    **Fails**

    KPIs:
    | ID | Reported RAG | Back to green by |
    | --- | --- | --- |
    | TRN-K01 | Red | <> |

    **Passes**

    KPIs:
    | ID | Reported RAG | Back to green by | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Red | 18 Dec 2026 | |
    | TRN-K02 | Green | | |
    | TRN-K03 | | | |
    | TRN-K04 | Red | | Cannot be met; a change request goes to the Board in December |

    **Passes**

    KPIs:
    | ID | Reported RAG | Back to green by | Commentary | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Amber | | One good month only, kept at Amber out of caution | 100 | 200 |

    Milestones:
    | ID | Baseline date | Actual date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | 9 Oct 2026 | |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 110 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 120 |
    """
    asked = [kpi for kpi in kpis_off_track(programme) if not (kpi.back_to_green or asks_for_change(kpi))]
    careful = {kpi for kpi, item in items_with(programme, Kpi) if item.rating.status is Status.GREEN} if asked else ()
    for kpi in asked:
        cautious = kpi in careful and kpi.reported is Rag.AMBER and _OF_CARE.search(kpi.commentary or "")
        if kpi.reported and not cautious:
            reported = Related(kpi.at("reported"), "its colour")
            yield hit(kpi.at("back_to_green"), reported, id=kpi.id, colour=kpi.reported.value)


@rule(
    "KP33",
    Severity.QUERY,
    "{id} was to be back to green by {day}, and is reported {colour}.",
    "Give a new date, and say in the commentary why the last one was missed.",
)
def back_to_green_date_missed(programme: Programme) -> Iterator[Hit]:
    """The day on which a KPI is to be on track again is still to come, or it is on track.

    A date that was missed needs a new plan, not only a new date. It is not missed while the figure of that day cannot
    be known: the publication lag is allowed for.

    **Fails**

    KPIs:
    | ID | Reported RAG | Back to green by |
    | --- | --- | --- |
    | TRN-K01 | Red | <12 Nov 2026> |

    **Passes**

    KPIs:
    | ID | Reported RAG | Back to green by | Publication lag (days) |
    | --- | --- | --- | --- |
    | TRN-K01 | Red | 13 Nov 2026 | |
    | TRN-K02 | Green | 12 Nov 2026 | |
    | TRN-K03 | Red | 31 Oct 2026 | 20 |
    """
    for kpi in kpis_off_track(programme):
        as_at = programme.as_at(kpi)
        lag = timedelta(days=min(kpi.lag or 0, PERIOD[kpi.frequency]))
        if kpi.reported and kpi.back_to_green and as_at and kpi.back_to_green + lag < as_at:
            reported = Related(kpi.at("reported"), "its colour")
            yield hit(kpi.at("back_to_green"), reported, id=kpi.id, day=kpi.back_to_green, colour=kpi.reported.value)


@rule(
    "KP34",
    Severity.QUERY,
    "The frequency is {frequency}, but figures of {id} come {apart} days apart.",
    "Check the frequency. It decides when missing data is noticed.",
)
def figures_of_another_frequency(programme: Programme) -> Iterator[Hit]:
    """Figures come about as often as the frequency says.

    A monthly figure that is called annual can be missing for a year before anybody is told. A termly one that is
    called monthly is overdue for most of the year: told where every two of its figures, three or more, lie much
    further apart. A figure whose Note calls it an extra is left out.

    **Fails**

    KPIs:
    | ID | Frequency | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | <Annual> | 31 Mar 2026 |
    | TRN-K02 | <Annual> | 31 Aug 2026 |
    | TRN-K03 | <Monthly> | 22 May 2026 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 31 Jul 2026 |
    | TRN-K01 | 31 Aug 2026 |
    | TRN-K01 | 30 Sep 2026 |
    | TRN-K01 | 31 Oct 2026 |
    | TRN-K02 | 30 Sep 2026 |
    | TRN-K02 | 31 Oct 2026 |
    | TRN-K03 | 22 May 2026 |
    | TRN-K03 | 10 Jul 2026 |
    | TRN-K03 | 23 Oct 2026 |

    **Fails**

    KPIs:
    | ID | Frequency | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | <Annual> | 18 Jul 2025 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 22 May 2026 |
    | TRN-K01 | 10 Jul 2026 |
    | TRN-K01 | 23 Oct 2026 |

    **Passes**

    KPIs:
    | ID | Frequency | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | Monthly | 30 Jun 2026 |
    | TRN-K02 | Annual | 31 Mar 2026 |
    | TRN-K03 | Quarterly | 31 Mar 2026 |
    | TRN-K04 | Monthly | 31 May 2026 |
    | TRN-K05 | Annual | 16 Jan 2026 |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | |
    | TRN-K01 | 31 Aug 2026 | |
    | TRN-K01 | 30 Sep 2026 | |
    | TRN-K01 | 31 Oct 2026 | |
    | TRN-K02 | 31 Aug 2026 | |
    | TRN-K02 | 30 Sep 2026 | |
    | TRN-K02 | 31 Oct 2026 | |
    | TRN-K03 | 1 Jul 2026 | |
    | TRN-K03 | 7 Aug 2026 | |
    | TRN-K03 | 13 Sep 2026 | |
    | TRN-K03 | 20 Oct 2026 | |
    | TRN-K04 | 31 May 2026 | |
    | TRN-K04 | 31 Jul 2026 | |
    | TRN-K04 | 31 Aug 2026 | |
    | TRN-K04 | 31 Oct 2026 | |
    | TRN-K05 | 16 Jan 2026 | |
    | TRN-K05 | 20 May 2026 | Extra count |
    | TRN-K05 | 1 Oct 2026 | Extra count |
    """
    given: defaultdict[str, set[date]] = defaultdict(set)
    for actual in programme.each(Actual):
        # A figure in doubt was given for its day all the same.
        given[actual.kpi].update([actual.period_end] if actual.value is not None else ())
    for kpi, every in series(programme).items():
        actuals = [one for one in every if not was_counted_again(getattr(one.row, "note", None))]
        # Weekly figures of what is monthly are no harm: what is missing is noticed all the same.
        more = comes_far_more_often(kpi, actuals) and kpi.frequency is not Frequency.MONTHLY
        if more or _comes_far_less_often(kpi, given[kpi.id]):
            latest = Related(actuals[-1].row.at("period_end"), "the latest figure")
            gaps = _gaps(given[kpi.id])
            apart = " to ".join(dict.fromkeys([str(min(gaps)), str(max(gaps))]))
            yield hit(kpi.at("frequency"), latest, frequency=kpi.frequency.value, id=kpi.id, apart=apart)


def comes_far_more_often(kpi: Kpi, actuals: Sequence[Dated]) -> bool:
    """Whether figures come so much more often than the frequency says that it cannot be right."""
    if not actuals:
        return False
    three_in_a_year = kpi.frequency is Frequency.ANNUAL and actuals[-1].day - actuals[0].day >= A_SHORT_TIME
    enough = FEWEST_DAYS if three_in_a_year else ENOUGH_FIGURES
    days = int(middle(_gaps(dated.day for dated in actuals))) if len(actuals) >= enough else 0
    if 0 < days * FAR_MORE_OFTEN < PERIOD[kpi.frequency]:
        return True
    ends = {dated.day for dated in actuals} | {kpi.baseline_date or actuals[0].day}
    a_few = len(ends) >= FEWEST_DAYS and max(ends) - min(ends) < A_SHORT_TIME
    return a_few and kpi.frequency is Frequency.ANNUAL


def _comes_far_less_often(kpi: Kpi, ends: Iterable[date]) -> bool:
    """Whether every two figures lie so much further apart than the frequency says that it cannot be right."""
    gaps = _gaps(ends)
    return len(gaps) >= FEWEST_GAPS and min(gaps) > TOO_LONG.get(kpi.frequency, max(gaps))


def _gaps(ends: Iterable[date]) -> list[int]:
    return [(later - earlier).days for earlier, later in pairwise(sorted(set(ends)))]
