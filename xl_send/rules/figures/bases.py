"""Bases that are what was counted, or not what they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, broken_between, is_a_share, restarted_between, series
from xl_send.analysis.words.reasons import accounts_for_it
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

FEWEST = 3
_WHOLE = Pattern(r"(?<![\d.,/£-])\b\d[\d,]{0,8}(?![\d%]|[.,]\d)")
# Bases agree where the largest is no more than so many times the smallest.
ALIKE = 1.5


@rule(
    "AC32",
    Severity.QUERY,
    "The base is {base}, which is {value} of the {before} of {day}: it may be the number counted, not the number "
    "that it was counted out of.",
    "Give under Base all whom the figure is about, here {before} if they are the same. If the base truly fell, explain "
    "this finding.",
    brings={"AC07": Reach.ROW, "KP54": Reach.ROW, "AC24": Reach.CELL, "AC28": Reach.CELL,
            "AC23": Reach.CELL, "AC30": Reach.ROW},
)  # fmt: skip
def base_is_what_was_counted(programme: Programme) -> Iterator[Hit]:
    """Under Base stands out of how many, not how many.

    A share of 36 seems to rest on few, and small numbers are hidden or shown where they should not be. Asked of
    percentages where a base is less than another of the series, and is that base's share to the nearest one, but not
    where the bases go up and down in any case; where it is more than half of it, only where all others are the same.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 20% | 148 |
    | TRN-K01 | 31 Oct 2026 | 24% | <36> |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 20% | 148 |
    | TRN-K01 | 31 Oct 2026 | 24% | 46 |
    """
    for kpi, actuals in series(programme, is_a_share).items():
        based = [(item, row) for item in actuals if isinstance(row := item.row, Actual) and row.base]
        for (before, earlier), (now, row) in pairwise(based):
            base, whole = row.base or 0.0, earlier.base or 0.0
            counted = round(now.value * whole)
            rest = [other.base or 0.0 for _, other in based if other is not row]
            steady = max(rest) <= min(rest) * ALIKE
            same = counted < whole / 2 or (max(rest) == min(rest) and counted < whole)
            if 10 <= base == counted and same and steady and not restarted_between(kpi, before.day, now.day):
                yield hit(
                    row.at("base"), Related(earlier.at("base"), "the base before"), base=amount(Unit.COUNT, base),
                    value=amount(kpi.unit, now.value), before=amount(Unit.COUNT, whole), day=before.day,
                )  # fmt: skip


@rule(
    "AC33",
    Severity.QUERY,
    "The base is {base}; the {number} others of {id} {others}.",
    "Check the base for a mistyped digit, and that the figure is of the whole group. If so many {went}, say so in the "
    "Note, or explain this finding.",
    brings={"AC07": Reach.ROW, "AC30": Reach.ROW},
)
def base_out_of_step(programme: Programme) -> Iterator[Hit]:
    """The group that a figure is about does not change by a third at once and back.

    One digit mistyped, or the figure of one area for that of all. Asked of percentages, averages and rates, as they
    stand or over twelve months, where three other bases, of fifty or more, lie within a tenth of one another; those of
    twelve months, eleven of which are the same, do not change by a quarter at once. A Note that names the base, as "78
    of 96" or "from 64 to 96", says that it is so.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 52% | 652 |
    | TRN-K01 | 31 Aug 2026 | 53% | 655 |
    | TRN-K01 | 30 Sep 2026 | 55% | <256> |
    | TRN-K01 | 31 Oct 2026 | 56% | 668 |
    | TRN-K02 | 31 Jul 2026 | 52% | 64 |
    | TRN-K02 | 31 Aug 2026 | 53% | 64 |
    | TRN-K02 | 30 Sep 2026 | 55% | 64 |
    | TRN-K02 | 31 Oct 2026 | 56% | <96> |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |
    | TRN-K03 | Percent |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 52% | 652 | |
    | TRN-K01 | 31 Aug 2026 | 53% | 655 | |
    | TRN-K01 | 30 Sep 2026 | 55% | 590 | |
    | TRN-K01 | 31 Oct 2026 | 56% | 668 | |
    | TRN-K02 | 31 Jul 2026 | 52% | 652 | |
    | TRN-K02 | 31 Aug 2026 | 53% | 655 | |
    | TRN-K02 | 30 Sep 2026 | 55% | 356 | 34 of 60 schools returned in time |
    | TRN-K02 | 31 Oct 2026 | 56% | 668 | |
    | TRN-K03 | 31 Jul 2026 | 52% | 64 | |
    | TRN-K03 | 31 Aug 2026 | 53% | 64 | |
    | TRN-K03 | 30 Sep 2026 | 55% | 64 | |
    | TRN-K03 | 31 Oct 2026 | 81% | 96 | 78 of 96, with the 32 new places |
    """
    for kpi, actuals in series(programme, _rests_on_a_group).items():
        based = [row for item in actuals if isinstance(row := item.row, Actual) and row.base]
        for row in based if len(based) > FEWEST else ():
            others = [other.base or 0.0 for other in based if other is not row]
            base, lowest, highest = row.base or 0.0, min(others), max(others)
            steady = lowest >= 50 and highest <= lowest * 1.1 and not _is_broken(kpi, actuals)
            steady = steady and not (accounts_for_it(row.note) or _names_its_base(row))
            down, up = (0.8, 1.25) if kpi.measures is Measures.ROLLING else (2 / 3, 1.5)
            if steady and not lowest * down < base < highest * up and lowest / 7 < base < highest * 7:
                yield hit(
                    row.at("base"), base=amount(Unit.COUNT, base), number=len(others), id=kpi.id,
                    others=_among(lowest, highest), went="joined" if base > highest else "fell away",
                )  # fmt: skip


def _among(lowest: float, highest: float) -> str:
    """Among which numbers others lie."""
    low, high = amount(Unit.COUNT, lowest), amount(Unit.COUNT, highest)
    return f"are {low} each" if low == high else f"lie between {low} and {high}"


def _names_its_base(row: Actual) -> bool:
    """Whether the Note of a figure says out of how many it is, as its Base does."""
    return row.base is not None and any(
        float(found[0].replace(",", "")) == row.base for found in _WHOLE.finditer(row.note or "")
    )


def _rests_on_a_group(kpi: Kpi) -> bool:
    return kpi.measures in {Measures.SNAPSHOT, Measures.ROLLING} and kpi.unit is not Unit.COUNT


def _is_broken(kpi: Kpi, actuals: Sequence[Dated]) -> bool:
    return broken_between(kpi, actuals[0].day, actuals[-1].day)
