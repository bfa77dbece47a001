"""Shares that no whole number out of their base comes to, or that are more than all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from math import ceil, floor, prod

from xl_send.analysis.figures import Dated, middle, percent, series
from xl_send.analysis.figures import figures as every_figure
from xl_send.analysis.words.reasons import is_of_a_survey, tells_of_correction
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Percentage
from xl_send.workbook.doubts import LARGEST_SHARE, is_more_than_all
from xl_send.workbook.doubts import may_be_more_than_all as is_of_a_measure
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Programme

# A share with more decimals was worked out, not typed.
MOST_DECIMALS = 2
# What a share is of, where that is not the children, cases or answers behind it.
_OF_SOMETHING_ELSE = Pattern(
    r"(?i)\b(?:sessions?|hours?|lessons?|minutes|(?:school |half[- ])days|attendance rate|overall absence|averages?"
    r"|mean|median|spend|spent|costs?|budget|funding|standards|points|scored?|occupancy|nights|compliance"
    r"|rounded|nearest|(?:targets|outcomes|actions|steps|goals) (?:met|reached|achieved))\b",
)


# "Within ten school days", and "on the last school day": cases all the same.
_A_LIMIT = Pattern(
    r"(?i)\b(?:(?:with)?in|after|over|under|at least|more than|on the (?:first|last)) (?:(?:\d+|[a-z]+) )?"
    r"(?:working |school )?(?:days?|hours|sessions)\b"
)
_COUNTED_OTHERWISE = Pattern(
    r"(?i)\b(?:nearest|round(?:ed|ing)|mean|averages?|weighted|this question|left (?:it )?blank|did not answer"
    r"|skipped)\b"
)
# So many of those who answer a survey leave one question blank.
BLANK = 0.1
SLIPS = (10, 100)
# So few and so many shares are tried with their bases in other orders, which chance makes fit as seldom as this.
FEWEST_TO_ORDER, MOST_TO_ORDER, BY_CHANCE = 3, 7, 0.05
EXCHANGED = "In another order the bases fit all figures of this KPI: was one column sorted or pasted by itself? "


@rule(
    "AC07",
    Severity.QUERY,
    "{value} cannot be counted out of {base}: {low} of {base} is {low_share} and {high} of {base} is {high_share}.",
    "{meant}Check the figure and its Base. If the figure is not a count out of that base, explain this finding.",
    brings={"WM02": Reach.CELL},
)
def share_that_the_base_cannot_give(programme: Programme) -> Iterator[Hit]:
    """A share is some whole number of cases out of its base, as nearly as it is written.

    A base with a digit lost, 0.24% for 24%, or the figure of another KPI stand out by it where cases are few. Rounding
    up or down is allowed for. A share with more than two decimals was worked out and is not asked about. Where the KPI
    says that it is a share of sessions, of hours, of targets or of money, that it is rounded or an average, or half of
    its figures are none, the base says how many cases stand behind it, and is not what it is a share of. In a survey a
    tenth may leave the question blank, and a Note may say that the figure is rounded or an average, or that some were
    left out. Figures that would all fit with the bases in another order are told together: a column was sorted by
    itself.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | <63%> | 4 |
    | TRN-K02 | 30 Sep 2026 | 26.5% | 147 |
    | TRN-K02 | 31 Oct 2026 | <0.24%> | 148 |

    **Fails**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Visits made within ten school days | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | <60.3%> | 41 |

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | <56.1%> | 49 |
    | TRN-K01 | 31 Aug 2026 | 57.1% | 57 |
    | TRN-K01 | 30 Sep 2026 | 58.3% | 60 |
    | TRN-K01 | 31 Oct 2026 | 60.3% | 68 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |
    | TRN-K03 | Percent |
    | TRN-K04 | Count |
    | TRN-K05 | Percent |

    north.xlsx KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | NOR-K01 | Percent | Sessions attended, of sessions possible, by Year 7 pupils |

    north.xlsx Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | NOR-K01 | 23 Oct 2026 | 90.1% | 48 |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 63% | 41 |
    | TRN-K02 | 31 Oct 2026 | 33% | 3 |
    | TRN-K03 | 31 Oct 2026 | 24% | 148 |
    | TRN-K04 | 31 Oct 2026 | 63 | 4 |
    | TRN-K05 | 31 Aug 2026 | 12.1% | 38 |
    | TRN-K05 | 30 Sep 2026 | 12.5% | 40 |
    | TRN-K05 | 31 Oct 2026 | 13.7% | 39 |

    south.xlsx KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | SOU-K01 | Parent carers satisfied | Percent |
    | SOU-K02 | Targets met in reviewed plans | Percent |

    south.xlsx Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | SOU-K01 | 63% | 20 |
    | SOU-K02 | 63% | 20 |
    """
    for kpi, figures in series(programme).items():
        shares = [share for figure in figures if (share := _share(figure))] if kpi.unit is Unit.PERCENT else []
        odd = [share for share in shares if _is_none(share)]
        if odd and is_of_a_survey(kpi):
            odd = [share for share in odd if _is_none(share, int(share.base * BLANK))]
        some = len(odd) == 1 or 2 * len(odd) < len(shares)
        if len(odd) > 1 and _fit_in_another_order(shares, odd):
            yield _told(odd[0], EXCHANGED, odd[1:])
        elif odd and some and not _OF_SOMETHING_ELSE.search(_A_LIMIT.sub(" ", f"{kpi.name} {kpi.definition or ''}")):
            others = ([one.value for one in figures if one.row is not share.row] for share in odd)
            yield from (_told(share, _meant(share, rest)) for share, rest in zip(odd, others, strict=True))


class _Share(NamedTuple):
    """A share of at most all, as it was counted, and the whole number of cases behind it."""

    row: Actual
    value: float
    base: int


def _share(figure: Dated) -> _Share | None:
    row = figure.row
    if isinstance(row, Actual) and row.base and row.base == int(row.base) and figure.value <= 1:
        otherwise = _COUNTED_OTHERWISE.search(row.note or "") or tells_of_correction(row.note)
        return None if otherwise else _Share(row, figure.value, int(row.base))
    return None


def _is_none(share: _Share, blanks: int = 0) -> bool:
    """Whether no whole number comes to a share, as nearly as it is written, out of its base or with blanks left out."""
    unit = last_place(share.value)
    bases = range(share.base - blanks, share.base + 1)
    near = ((some(share.value * base), base) for base in bases for some in (floor, ceil))
    return unit > 0 and all(abs(some / base - share.value) > unit + 1e-9 for some, base in near)


def _fit_in_another_order(shares: list[_Share], odd: list[_Share]) -> bool:
    """Whether the bases in another order give every share, by more than chance: one column was sorted by itself."""
    moved = shares if len(shares) <= MOST_TO_ORDER else odd
    if not FEWEST_TO_ORDER <= len(moved) <= MOST_TO_ORDER:
        return False
    bases = [share.base for share in moved]
    orders = set(permutations(bases))
    chance = len(orders) * prod(min(1.0, 2 * sum(bases) / len(bases) * last_place(share.value)) for share in moved)
    pairs = ((share._replace(base=base) for share, base in zip(moved, order, strict=True)) for order in orders)
    return chance < BY_CHANCE and any(not any(map(_is_none, pair)) for pair in pairs)


def _meant(share: _Share, others: list[float]) -> str:
    """The question whether a figure ten or a hundred times as much was meant, where the others are about that."""
    usual = middle(others)
    for one in (share.value * by for by in SLIPS):
        near = abs(one - usual) <= usual / 2 and one <= 1
        if near and not _is_none(share._replace(value=round(one, MOST_DECIMALS + 2))):
            return f"Was {percent(one)} meant? "
    return ""


def _told(share: _Share, meant: str, beside: Sequence[_Share] = ()) -> Hit:
    low, high = floor(share.value * share.base), ceil(share.value * share.base)
    low_share, high_share = (percent(round(some / share.base, 3)) for some in (low, high))
    return hit(
        share.row.at("value"), Related(share.row.at("base"), "its base"),
        *(Related(one.row.at("base"), "nor can this be") for one in beside), value=percent(share.value),
        base=share.base, low=low, high=high, low_share=low_share, high_share=high_share, meant=meant,
    )  # fmt: skip


def last_place(value: float) -> float:
    """What one in the last place of a share is worth as it was written: 0.01 of 63%; 0 where it was worked out."""
    places = next((places for places in range(MOST_DECIMALS + 1) if abs(round(value, places + 2) - value) < 1e-9), None)
    return 0.0 if places is None else 10.0 ** -(places + 2)


@rule(
    "UN03",
    Severity.QUERY,
    "{column} is {value}, which is more than all of them.",
    "Check it. If one child can count more than once, choose Rate as the unit.",
)
def percentage_over_one_hundred(programme: Programme) -> Iterator[Hit]:
    """A percentage is no more than 100%.

    A share cannot be more than the whole. What can be more, such as suspensions for every hundred pupils, is a rate.
    Above 150% it is an error, however it was typed; so is a figure above 100% of what is a share of all by its title
    ("Share of plans") or its definition ("out of all plans"). Of a capacity or a budget, or near all, it is no mistake.

    **Fails**

    KPIs:
    | ID | Unit | Target |
    | --- | --- | --- |
    | TRN-K01 | Percent | <120%> |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <150%> |

    **Passes**

    KPIs:
    | ID | Unit | Target |
    | --- | --- | --- |
    | TRN-K01 | Percent | 100% |
    | TRN-K02 | Rate | 120 |

    north.xlsx KPIs:
    | ID | KPI | Unit | Better when | Target |
    | --- | --- | --- | --- | --- |
    | NOR-K01 | Spend against profile | Percent | Close to target | 103% |
    | NOR-K02 | Occupancy of places | Percent | Lower | 104% |
    | NOR-K03 | Savings delivered against plan | Percent | Higher | 110% |
    """
    for record, name, value, kpi in every_figure(programme, "baseline", "target", "tolerance"):
        above = kpi.unit is Unit.PERCENT and 1 < value <= LARGEST_SHARE and isinstance(value, Percentage)
        if above and not is_of_a_measure(kpi):
            cell = record.at(name)
            severity = Severity.ERROR if name in {"expected", "value"} and is_more_than_all(kpi, value) else None
            unit = Related(kpi.at("unit"), "the KPI's unit")
            yield hit(cell, unit, severity=severity, column=cell.column, value=percent(value))
