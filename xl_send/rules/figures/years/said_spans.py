"""Of which span a commentary says that a figure is, against what its KPI measures."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, restarted_between, series, year_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, hit, rule
from xl_send.rules.kpis.words.said_ends import in_unit, is_said
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Measures
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_FIGURE = r"(?<![\w.,])(£?\d[\d,]*(?:\.\d+)?(?: ?(?:%|per ?cent\b)|[km]\b)?)(?: [a-z-]+){0,3}?"
_OF_A_PERIOD = Pattern(
    rf"(?i){_FIGURE} (?:(?:in|for|over|during|within) (?:the|this|that|one) (?:single |last |past )?|this )"
    r"(?:quarter|month|half-term|half term|term)\b(?! (?:alone )?(?:to|and) )"
)
_OF_THE_YEAR = Pattern(
    rf"(?i){_FIGURE} (?:so far this year|this year so far|(?:in|for) the year (?:to date|so far)|year to date|ytd"
    r"|since the (?:start|beginning) of the (?:\w+ )?year|cumulative(?:ly)?)\b"
)
_OTHERWISE = Pattern(
    r"(?i)\b(?:expected|target|planned|last year|previous\w*|average|mean|more|fewer|up|down|extra) *$"
)


@rule(
    "AC51",
    Severity.QUERY,
    'The commentary says "{words}", but by Measures the figures are {measured}, and {before} stood before it.',
    "{fix}",
    brings=COLOURS,
)
def figure_said_to_be_of_another_span(programme: Programme) -> Iterator[Hit]:
    """A figure is of the span that its KPI measures, and the commentary says the same.

    The quarter alone, typed among figures of the year to date, looks like a fall; a total among those of single months
    like a leap. Asked where the commentary gives the latest figure, as of "the quarter" where the KPI is of the year to
    date, or as of "the year to date" where it is of a period, and an earlier figure of the same year is not nought.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Year to date | Financial | £137k in the quarter, £230k expected |
    | TRN-K02 | Count | Period | Academic | 48 visits so far this year |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 104000 |
    | TRN-K01 | 30 Sep 2026 | <137000> |
    | TRN-K02 | 30 Sep 2026 | 21 |
    | TRN-K02 | 31 Oct 2026 | <48> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Year to date | Financial | £241k at half year, £137k in the quarter |
    | TRN-K02 | Count | Period | Academic | 48 visits this month |
    | TRN-K03 | Pounds | Year to date | Financial | £104k in the quarter |
    | TRN-K04 | Count | Snapshot | | 48 visits so far this year |
    | TRN-K05 | Count | Year to date | Academic | Up 48 in the month |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 104000 |
    | TRN-K01 | 30 Sep 2026 | 241000 |
    | TRN-K02 | 30 Sep 2026 | 21 |
    | TRN-K02 | 31 Oct 2026 | 48 |
    | TRN-K03 | 31 Mar 2026 | 402000 |
    | TRN-K03 | 30 Jun 2026 | 104000 |
    | TRN-K04 | 30 Sep 2026 | 21 |
    | TRN-K04 | 31 Oct 2026 | 48 |
    | TRN-K05 | 30 Sep 2026 | 21 |
    | TRN-K05 | 31 Oct 2026 | 48 |
    """
    for kpi, dated in series(programme, _is_over_time).items():
        before = [one for one in dated[:-1] if one.value and _is_in_the_same_year(kpi, one, dated[-1])]
        if not before or not is_active(programme, kpi):
            continue
        latest, whole = dated[-1], kpi.measures is Measures.YEAR_TO_DATE
        words = _said_of(kpi, latest.value, _OF_A_PERIOD if whole else _OF_THE_YEAR)
        if words:
            fix = (
                "Add up the year to date there, or correct Measures for all of them."
                if whole
                else "Give the figure of the period alone, or correct Measures for all of them."
            )
            cells = (Related(kpi.at("commentary"), "the commentary"), Related(kpi.at("measures"), "Measures"))
            stood = f"{amount(kpi.unit, before[-1].value)} of {say(before[-1].day)}"
            measured = "of the year to date" if whole else "of a period"
            yield hit(latest.row.at("value"), *cells, words=words, measured=measured, before=stood, fix=fix)


def _is_over_time(kpi: Kpi) -> bool:
    return kpi.measures in {Measures.YEAR_TO_DATE, Measures.PERIOD} and bool(kpi.commentary)


def _is_in_the_same_year(kpi: Kpi, one: Dated, latest: Dated) -> bool:
    basis = kpi.year_basis
    same = basis is not None and year_of(basis, one.day) == year_of(basis, latest.day)
    return same and not restarted_between(kpi, one.day, latest.day)


def _said_of(kpi: Kpi, value: float, pattern: Pattern) -> str:
    """The words by which a commentary says of the latest figure that it is of another span."""
    text = kpi.commentary or ""
    for found in pattern.finditer(text):
        said = in_unit(found[1], kpi.unit)
        if said is not None and is_said(said, value, kpi.unit) and not _OTHERWISE.search(text[: found.start()]):
            return found[0]
    return ""
