"""Bases beside each other and beside their figures: one far out of line, one that changed places with its value."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import actuals, amount
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# So many times as large as every other base, or as small: no survey grows so from one round to the next.
FAR = 7
# A digit left out or put in, where only two bases are known.
TENFOLD = (9.0, 11.5)
FEWEST = 30


@rule(
    "AC24",
    Severity.QUERY,
    "The base is {base}. {others}.",
    "Check the number of digits. If so many were truly counted this time, explain this finding.",
    brings={"AC07": Reach.ROW},
)
def base_far_out_of_line(programme: Programme) -> Iterator[Hit]:
    """The bases of a KPI are of one order from one figure to the next.

    Two noughts too many make a survey of 41 parents one of 4,100. Asked where a base is seven times every other or
    more, or a seventh or less, and two others at least are known. Where only one other is, ten times it or a tenth is
    asked about at the later. A base that grows through its year is not asked about.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 58% | 69 |
    | TRN-K01 | 30 Sep 2026 | 60% | 73 |
    | TRN-K01 | 31 Oct 2026 | 63% | <4100> |

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 72.4% | 611 |
    | TRN-K01 | 30 Sep 2026 | 73.8% | <60> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Snapshot | |
    | TRN-K02 | Percent | Year to date | Calendar |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 58% | 69 |
    | TRN-K01 | 30 Sep 2026 | 60% | 73 |
    | TRN-K01 | 31 Oct 2026 | 63% | 410 |
    | TRN-K02 | 31 Jan 2026 | 58% | 5 |
    | TRN-K02 | 30 Sep 2026 | 60% | 400 |
    | TRN-K02 | 31 Oct 2026 | 63% | 410 |
    """
    for kpi, rows in _with_bases(programme).items():
        bases = sorted(float(row.base or 0) for row in rows)
        if len(rows) == 2 and bases[0] >= TENFOLD[0] and TENFOLD[0] <= bases[1] / bases[0] <= TENFOLD[1]:
            first, later = sorted(rows, key=lambda row: row.period_end)
            others = f"The other base of {kpi.id} is {amount(Unit.COUNT, float(first.base or 0))}"
            told = amount(Unit.COUNT, float(later.base or 0))
            yield hit(later.at("base"), Related(first.at("base"), "the other"), base=told, others=others)
        if len(rows) < 3 or kpi.measures is Measures.YEAR_TO_DATE or bases[-1] < bases[0] * FAR:
            continue
        for row in rows:
            base = float(row.base or 0)
            lowest, highest = bases[base == bases[0]], bases[-2 if base == bases[-1] else -1]
            over = base >= highest * FAR
            under = 0 < base * FAR <= lowest and lowest >= FEWEST * FAR
            if (over or under) and highest < lowest * FAR:
                between = f"{amount(Unit.COUNT, lowest)} and {amount(Unit.COUNT, highest)}"
                others = f"The other bases of {kpi.id} lie between {between}"
                yield hit(row.at("base"), base=amount(Unit.COUNT, base), others=others)


@rule(
    "AC25",
    Severity.ERROR,
    "Value is {value} and Base {base}: they seem to have changed places.",
    "Write the share under Value and the number of children, responses or cases under Base.",
    brings={"UN01": Reach.CELL, "UN02": Reach.CELL, "UN03": Reach.CELL, "AC02": Reach.ROW, "AC03": Reach.ROW,
            "AC04": Reach.ROW, "AC24": Reach.ROW, "UN25": Reach.CELL},
)  # fmt: skip
def value_and_base_exchanged(programme: Programme) -> Iterator[Hit]:
    """A share stands under Value and what it was counted out of under Base.

    Pasted in the other order, the figure is far out and rests on less than one. Asked of a percentage KPI whose value
    is a whole number above 1 where its base is below 1.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | <148> | 0.24 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 24% | 148 |
    | TRN-K01 | 31 Oct 2026 | 24 | 148 |
    """
    for kpi, rows in _with_bases(programme).items():
        for row in rows if kpi.unit is Unit.PERCENT else ():
            value, base = row.value or 0.0, row.base or 0.0
            if value > 1 and value == int(value) and 0 < base < 1:
                words = {"value": amount(Unit.COUNT, float(value)), "base": amount(Unit.COUNT, float(base))}
                yield hit(row.at("value"), Related(row.at("base"), "the base"), severity=None, **words)


def _with_bases(programme: Programme) -> dict[Kpi, list[Actual]]:
    found: dict[Kpi, list[Actual]] = {}
    for actual, kpi in actuals(programme):
        if actual.base:
            found.setdefault(kpi, []).append(actual)
    return found
