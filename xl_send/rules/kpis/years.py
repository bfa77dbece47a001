"""Figures that belong to different years or to different ways of counting, in one series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import points, series
from xl_send.analysis.words.named_dates import days_named
from xl_send.analysis.words.reasons import is_of_a_survey, is_on_one_basis
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.reports import comes_far_more_often
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Frequency, Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

SHARES = frozenset({Unit.PERCENT, Unit.RATE})
IN_YEARS = frozenset({Measures.PERIOD, Measures.YEAR_TO_DATE})
_BEGINS = {YearBasis.ACADEMIC: "september", YearBasis.CALENDAR: "january", YearBasis.FINANCIAL: "april"}


class KnownBreak(NamedTuple):
    """A day from which a national measure is counted anew: the words that name the measure, and what changed.

    Figures dated after `old_until` and before `day` may be of either kind.
    """

    day: date
    old_until: date
    words: Pattern
    but_not: Pattern | None
    units: frozenset[Unit]
    what: str


_ANY_CASE = re.IGNORECASE
KNOWN_BREAKS = (
    # The return made in January 2023 is the first by person. It covers the calendar year 2022 as well.
    KnownBreak(
        day=date(2023, 1, 1),
        old_until=date(2022, 12, 30),
        words=Pattern(r"\bsen ?2\b", _ANY_CASE),
        but_not=None,
        units=frozenset(Unit),
        what="SEN2 has been a return for each person",
    ),
    KnownBreak(
        day=date(2025, 1, 1),
        old_until=date(2024, 12, 31),
        words=Pattern(r"\bappeal rates?\b|\brate of (?:\w+ )?appeals?\b|\bappealable decisions\b", _ANY_CASE),
        but_not=Pattern(
            r"\b(admissions?|exclu\w+|suspen\w+|transport|upheld|conceded|success\w*)\b",
            _ANY_CASE,
        ),
        units=SHARES,
        what="the appeal rate has been worked out in a new way",
    ),
)


@rule(
    "KP61",
    Severity.ADVICE,
    "There is no Series break, but {what} since {day}. Figures on either side cannot be compared.",
    "Give {day} as Series break. If earlier figures were counted again on the same basis, say so in the Definition.",
)
def known_break_not_marked(programme: Programme) -> Iterator[Hit]:
    """A KPI that is drawn from a measure known to have changed marks the day of the change.

    SEN2 has been made person by person since 2023. The appeal rate was defined anew from 2025. A trend across
    such a day shows the change of method, not of children's lives. Asked where the KPI, its Definition or its
    Source names the measure, and it has figures from before and after. It is advice: a council's own count of the
    same thing may not have changed.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Source | Baseline date | Series break |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Plans issued in the year | Count | SEN2 return | 30 Dec 2022 | <> |
    | TRN-K02 | SEND Tribunal appeal rate | Percent | Tribunal statistics | 31 Dec 2024 | <1 Jan 2023> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 1 Jan 2023 | 110 |
    | TRN-K02 | 31 Dec 2025 | 6% |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Source | Definition | Baseline date | Series break |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Plans issued in the year | Count | SEN2 return | | 31 Dec 2022 | |
    | TRN-K02 | Plans issued in the year | Count | SEN2 return | | 31 Dec 2021 | 1 Jan 2023 |
    | TRN-K03 | Plans issued in the year | Count | SEN2 return | All years on the same basis | 31 Dec 2021 | |
    | TRN-K04 | Appeal rate | Percent | Tribunal statistics | Admission appeals | 31 Dec 2021 | |
    | TRN-K05 | Appeal rate | Percent | Tribunal statistics | | 1 Jan 2025 | |
    | TRN-K06 | Plans issued in the year | Count | Case system | | 31 Dec 2021 | |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 1 Jan 2023 | 110 |
    | TRN-K02 | 31 Dec 2023 | 110 |
    | TRN-K03 | 31 Dec 2023 | 110 |
    | TRN-K04 | 31 Dec 2025 | 6% |
    | TRN-K05 | 31 Dec 2025 | 6% |
    | TRN-K06 | 31 Dec 2023 | 110 |
    """
    days = _days(programme)
    for kpi in programme.each(Kpi):
        found = next((known_break for known_break in KNOWN_BREAKS if _is_of(kpi, known_break)), None)
        known = [day for day in days.get(kpi, ()) if not kpi.series_break or day >= kpi.series_break]
        if found and known and min(known) <= found.old_until and max(known) >= found.day and is_active(programme, kpi):
            yield hit(kpi.at("series_break"), what=found.what, day=found.day)


def _is_of(kpi: Kpi, known: KnownBreak) -> bool:
    """Whether a KPI says that it is drawn from a measure, and not that all its figures are on one basis."""
    text = " ".join(filter(None, (kpi.name, kpi.definition, kpi.source)))
    if kpi.unit not in known.units or not known.words.search(text):
        return False
    return not (is_on_one_basis(text) or (known.but_not and known.but_not.search(text)))


def _days(programme: Programme) -> dict[Kpi, list[date]]:
    """The days that the figures of each KPI speak of: its baseline, its actuals and what is expected of it."""
    found: dict[Kpi, list[date]] = {}
    for kpi in programme.each(Kpi):
        if kpi.baseline is not None and kpi.baseline_date is not None:
            found.setdefault(kpi, []).append(kpi.baseline_date)
    for laid in (series(programme), points(programme)):
        for kpi, dated in laid.items():
            found.setdefault(kpi, []).extend(item.day for item in dated)
    return found


# The last days of the years in which figures are counted. Schools' years end in July or August.
YEAR_ENDS = {
    YearBasis.ACADEMIC: frozenset({(7, 31), (8, 31)}),
    YearBasis.CALENDAR: frozenset({(12, 31)}),
    YearBasis.FINANCIAL: frozenset({(3, 31)}),
}


@rule(
    "KP62",
    Severity.QUERY,
    "{id} is counted by {own} year, but this figure is for a year to {day}, the end of {other} year.",
    "Check the date and the Year basis. Keep one kind of year in one series, or explain this finding.",
)
def figure_of_another_year(programme: Programme) -> Iterator[Hit]:
    """Yearly figures of one KPI all belong to one kind of year: academic, calendar or financial.

    A school year and a financial year share only five months or seven, so figures of both show no trend. Asked
    where figures come once a year and are for a period or the year to date, and not of a survey, which has its own
    season, nor of a day that the name or the Definition of the KPI gives. Of a series it is asked once, at the first.

    **Fails**

    KPIs:
    | ID | Frequency | Measures | Year basis | Baseline date |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Annual | Period | Academic | 31 Aug 2024 |
    | TRN-K02 | Annual | Year to date | Financial | <31 Dec 2024> |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2025 | |
    | TRN-K01 | <31 Mar 2026> | Agreed with the service |
    | TRN-K02 | 31 Mar 2026 | |

    **Passes**

    KPIs:
    | ID | Frequency | Measures | Year basis | Baseline date | Source |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Annual | Period | Academic | 21 Jul 2025 | |
    | TRN-K02 | Monthly | Period | Academic | 31 Mar 2026 | |
    | TRN-K03 | Annual | Snapshot | | 31 Mar 2026 | |
    | TRN-K04 | Annual | Period | Academic | | |
    | TRN-K05 | Annual | Period | Academic | 31 Mar 2026 | Survey each March |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 30 Mar 2026 | |
    | TRN-K02 | 31 Mar 2026 | |
    | TRN-K03 | 31 Dec 2025 | |

    **Passes**

    KPIs:
    | ID | KPI | Frequency | Measures | Year basis | Baseline date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Transfer plans final by 31 March | Annual | Period | Academic | 31 Mar 2026 |
    """
    actuals = series(programme)
    for kpi in programme.each(Kpi):
        yearly = kpi.frequency is Frequency.ANNUAL and not comes_far_more_often(kpi, actuals.get(kpi, ()))
        if not yearly or kpi.measures not in IN_YEARS or not is_active(programme, kpi) or is_of_a_survey(kpi):
            continue
        dates = [(kpi.baseline_date, kpi.at("baseline_date"))] if kpi.baseline is not None else []
        dates += [(item.day, item.row.at("period_end")) for item in actuals.get(kpi, ())]
        odd = list(_of_another_year(kpi, dates))
        if odd and kpi.year_basis:
            (day, cell, other), *rest = odd
            basis = Related(kpi.at("year_basis"), "the Year basis")
            others = [Related(also, "another figure of that year") for _, also, _ in rest]
            yield hit(cell, basis, *others, id=kpi.id, own=_a(kpi.year_basis), day=day, other=_a(other))


def _of_another_year(kpi: Kpi, dates: Iterable[tuple[date | None, Cell]]) -> Iterator[tuple[date, Cell, YearBasis]]:
    """The days on which a year of another kind than the KPI's ends, but for one that its own words give."""
    text = f"{kpi.name or ''}. {kpi.definition or ''}"
    for day, cell in dates:
        ends = [basis for basis, days in YEAR_ENDS.items() if day and (day.month, day.day) in days]
        if day and ends and kpi.year_basis not in ends:
            named = days_named(text, day)
            if not any((one.month, one.day) == (day.month, day.day) for one in named):
                yield day, cell, ends[0]


def _a(basis: YearBasis) -> str:
    return f"{'an' if basis is YearBasis.ACADEMIC else 'a'} {basis.value.lower()}"


_COUNTED_IN = Pattern(
    r"\b(?:in|over|during|for|of|per|each|every|this|since|by) (?:the |an? |each |every |this |same |current |last )?"
    r"(academic|calendar|financial) year\b(?! (?:begins|starts|cohort|groups?|20\d\d))",
)


@rule(
    "KP63",
    Severity.QUERY,
    "The Year basis is {own}, but the Definition speaks of the {other} year.",
    "Correct the Year basis or the Definition. It decides when a year to date begins again.",
)
def definition_of_another_year(programme: Programme) -> Iterator[Hit]:
    """The year that a KPI's Definition names is the one its Year basis gives.

    A year to date that begins again in another month than the reader is told looks like a sudden change. A year that is
    to come, or that has a number, is that of a cohort, and not asked about.

    **Fails**

    KPIs:
    | ID | Definition | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Suspensions in the academic year so far | Year to date | <Financial> |
    | TRN-K02 | Suspensions since 1 April | Year to date | <Academic> |

    **Passes**

    KPIs:
    | ID | Definition | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Suspensions in the academic year so far | Year to date | Academic |
    | TRN-K02 | Suspensions in the academic year, paid for in the financial year | Year to date | Calendar |
    | TRN-K03 | Suspensions since the academic year began | Snapshot | Financial |
    | TRN-K04 | Transfers for the coming academic year | Period | Calendar |
    | TRN-K05 | Spend by academic year group | Year to date | Financial |
    """
    for kpi in programme.each(Kpi):
        words = (kpi.definition or "").casefold()
        named = {YearBasis(found[1].capitalize()) for found in _COUNTED_IN.finditer(words)} | {
            basis for basis in YearBasis if f"since 1 {_BEGINS[basis]}" in words
        }
        if kpi.year_basis and kpi.measures in IN_YEARS and len(named) == 1 and kpi.year_basis not in named:
            definition = Related(kpi.at("definition"), "the Definition")
            yield hit(kpi.at("year_basis"), definition, own=kpi.year_basis.value, other=named.pop().value.lower())
