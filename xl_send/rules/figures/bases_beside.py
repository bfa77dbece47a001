"""Bases beside each other and beside their figures: far out of line, fallen, or in the place of a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import actuals, amount, broken_between, restarted_between, series
from xl_send.analysis.words.reasons import accounts_for_it
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# So many times as large as every other base, or as small: no survey grows so from one round to the next.
FAR = 7
FAR_AND_BACK = 4
# A digit left out or put in, where only two bases are known; two digits and more, of a base that large.
TENFOLD = (9.0, 11.5)
FIFTYFOLD, LARGE = 50, 200
FEWEST = 30
# Bases are alike that differ by a tenth.
NEARLY = 1.1
# More bases than this, as alike as this, are of those on roll.
LEAST, ALIKE = 2, 0.95


@rule(
    "AC24",
    Severity.QUERY,
    "The base is {base}. {others}.",
    "Check the number of digits. If others were asked this time, say so in the Note, or explain this finding.",
    brings={"AC07": Reach.ROW, "KP54": Reach.WORKBOOK},
)
def base_far_out_of_line(programme: Programme) -> Iterator[Hit]:
    """The bases of a KPI are of one order from one figure to the next.

    Two noughts too many make a survey of 41 parents one of 4,100. Asked where a base is seven times every other or
    more, four times if it is not the latest, or a seventh or less, and two others at least are known; of small ones, a
    tenth of others that are alike. Where only one other is, ten times it or a tenth is asked about at the later. A
    base that grows through its year is not asked about, nor one whose Note tells of others who were asked, such as
    "All schools since September".

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

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 28% | 310 |
    | TRN-K01 | 30 Sep 2026 | 43% | <3> |

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 58% | 118 |
    | TRN-K01 | 31 Aug 2026 | 58% | <510> |
    | TRN-K01 | 30 Sep 2026 | 60% | 107 |

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 57% | 58 |
    | TRN-K01 | 30 Sep 2026 | 62% | 60 |
    | TRN-K01 | 31 Oct 2026 | 67% | <6> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Snapshot | |
    | TRN-K02 | Percent | Year to date | Calendar |
    | TRN-K03 | Percent | Year to date | Academic |
    | TRN-K04 | Percent | Snapshot | |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 58% | 69 | |
    | TRN-K01 | 30 Sep 2026 | 60% | 73 | |
    | TRN-K01 | 31 Oct 2026 | 63% | 410 | |
    | TRN-K02 | 31 Jan 2026 | 58% | 5 | |
    | TRN-K02 | 30 Sep 2026 | 60% | 400 | |
    | TRN-K02 | 31 Oct 2026 | 63% | 410 | |
    | TRN-K03 | 31 Jul 2026 | 63% | 410 | |
    | TRN-K03 | 30 Sep 2026 | 50% | 4 | |
    | TRN-K04 | 31 Mar 2026 | 57% | 21 | |
    | TRN-K04 | 30 Sep 2026 | 57% | 214 | All schools since September |
    """
    for kpi, rows in _with_bases(programme).items():
        bases = sorted(float(row.base or 0) for row in rows)
        first, later = sorted(rows, key=lambda row: row.period_end)[:2] if len(rows) == 2 else (rows[0], rows[0])
        if len(rows) == 2 and _digits_apart(kpi, *bases) and not accounts_for_it(later.note):
            others = f"The other base of {kpi.id} is {amount(Unit.COUNT, float(first.base or 0))}"
            told = amount(Unit.COUNT, float(later.base or 0))
            yield hit(later.at("base"), Related(first.at("base"), "the other"), base=told, others=others)
        if len(rows) < 3 or kpi.measures is Measures.YEAR_TO_DATE or bases[-1] < bases[0] * FAR_AND_BACK:
            continue
        for row in rows:
            base = float(row.base or 0)
            lowest, highest = bases[base == bases[0]], bases[-2 if base == bases[-1] else -1]
            # One that is followed by the usual number again did not grow.
            grown = row is max(rows, key=lambda other: other.period_end)
            over = base >= highest * (FAR if grown else FAR_AND_BACK)
            under = 0 < base * FAR <= lowest and (lowest >= FEWEST * FAR or _is_a_tenth(base, lowest, highest))
            if (over or under) and highest < lowest * FAR and not accounts_for_it(row.note):
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


def _is_a_tenth(base: float, lowest: float, highest: float) -> bool:
    """Whether a base has lost a digit of what all the others are, within a tenth."""
    return highest <= lowest * NEARLY and lowest / NEARLY <= base * 10 <= highest * NEARLY


def _digits_apart(kpi: Kpi, fewer: float, more: float) -> bool:
    """Whether of two bases one has a digit too many or too few, or is a few beside hundreds."""
    tenfold = fewer >= TENFOLD[0] and TENFOLD[0] <= more / fewer <= TENFOLD[1]
    return tenfold or (kpi.measures is not Measures.YEAR_TO_DATE and more >= LARGE and more >= fewer * FIFTYFOLD)


def _with_bases(programme: Programme) -> dict[Kpi, list[Actual]]:
    found: dict[Kpi, list[Actual]] = {}
    for actual, kpi in actuals(programme):
        if actual.base:
            found.setdefault(kpi, []).append(actual)
    return found


@rule(
    "AC28",
    Severity.QUERY,
    "The base is {base}, less than the {before} of {day}, though the year so far only grows.",
    "Check both bases. If cases were put right, say so in the Note, or explain this finding.",
    brings={"AC07": Reach.ROW},
)
def base_of_the_year_fell(programme: Programme) -> Iterator[Hit]:
    """All that was counted in the year so far grows with the year.

    A base that falls is mostly a slip of a digit, or the base of one month. Asked of percentages for the year to date,
    within one year, where it falls by a twentieth or more and its Note does not account for it, unless three bases or
    more are all but the same: those are of pupils on roll, who come and go.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Year to date | Calendar |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 46% | 362 |
    | TRN-K01 | 31 Aug 2026 | 46% | <301> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Year to date | Academic |
    | TRN-K02 | Percent | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K02 | 19 Dec 2025 | 27.9% | 4210 |
    | TRN-K02 | 27 Mar 2026 | 28.3% | 4236 |
    | TRN-K02 | 21 Jul 2026 | 27.4% | 4229 |
    | TRN-K01 | 30 Jun 2026 | 46% | 362 |
    | TRN-K01 | 31 Jul 2026 | 46% | 401 |
    | TRN-K01 | 31 Aug 2026 | 46% | 399 |
    | TRN-K01 | 31 Oct 2026 | 46% | 52 |
    """
    for kpi, figures in series(programme, _is_a_share_of_the_year).items():
        based = [(item.day, row) for item in figures if isinstance(row := item.row, Actual) and row.base]
        for (earlier, before), (day, now) in pairwise(() if _are_on_roll(based) else based):
            fell = (now.base or 0) <= ALIKE * (before.base or 0) and not accounts_for_it(now.note)
            if fell and not restarted_between(kpi, earlier, day) and not broken_between(kpi, earlier, day):
                yield hit(
                    now.at("base"), Related(before.at("base"), "the base before"), day=earlier,
                    base=amount(Unit.COUNT, now.base or 0.0), before=amount(Unit.COUNT, before.base or 0.0),
                )  # fmt: skip


def _are_on_roll(based: Sequence[tuple[date, Actual]]) -> bool:
    """Whether three bases or more are all but the same: of pupils on roll, who come and go."""
    bases = [row.base or 0.0 for _, row in based]
    return len(bases) > LEAST and min(bases) >= ALIKE * max(bases)


def _is_a_share_of_the_year(kpi: Kpi) -> bool:
    return kpi.unit is Unit.PERCENT and kpi.measures is Measures.YEAR_TO_DATE
