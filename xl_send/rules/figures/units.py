"""Figures that their KPI's unit cannot have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import amount, figures
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.percents import is_shown_as_share
from xl_send.text import exact
from xl_send.workbook.cells import Percentage
from xl_send.workbook.doubts import (
    OF_A_DIFFERENCE,
    is_below_nought,
    is_part_of_one,
    speaks_of,
)
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# Posts are counted in parts of one.
_FULL_TIME = Pattern(r"(?i)\b(?:fte|wte|(?:full|whole)[- ]time equivalents?)\b")
_POSTS = Pattern(
    r"(?i)^(?!.*\b(?:children|pupils|young people|learners|students|families)\b).*"
    r"\b(?:posts|vacanc(?:y|ies)|staff|workforce|sessions?|hours?|(?:half-)?days?|psychologists?|therapists?|teachers|officers|caseworkers)\b",
)
# Of so many figures one may be a slip of its own.
SEVERAL = 5
NEVER_BELOW_ZERO = frozenset({Unit.COUNT, Unit.PERCENT, Unit.DAYS, Unit.RATE})


@rule(
    "UN11",
    Severity.QUERY,
    "{column} is {value}, below zero.",
    "Check the minus sign. If it is a change since last time, give the figure itself instead.",
    brings={
        "AC06": Reach.CELL,
        "KP11": Reach.CELL,
        "KP68": Reach.CELL,
        "UN25": Reach.CELL,
        "UN23": Reach.CELL,
        "WM02": Reach.CELL,
    },
)
def figure_below_zero(programme: Programme) -> Iterator[Hit]:
    """A count, percentage, rate or number of days is not negative.

    There are no fewer than no children and no time shorter than none, so for a count, and for what is given or expected
    at a date, this is an error, and no colour rests on it. What is a difference by its title ("Days early", "Change on
    last year") may be negative; where only its baseline or its target are, it is asked about. Scores may be negative,
    and so may pounds; but money of which no other figure is negative, and of their size, has a stray minus sign: an
    error too, unless its title says that it may lie on either side, such as a deficit.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | <-12> | 20 |
    | TRN-K02 | Percent | 4% | <-2%> |
    | TRN-K03 | Pounds | 6240 | 5600 |

    Expectations:
    | KPI | Expected |
    | --- | --- |
    | TRN-K01 | <-1> |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K02 | <-0.5%> |
    | TRN-K03 | <-6041> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | 0 | 20 |
    | TRN-K02 | Pounds | -4000 | 0 |
    | TRN-K03 | Score | -12 | 20 |
    | TRN-K04 | Pounds | 4000 | 1000 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K04 | -300 |

    north.xlsx KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | NOR-K01 | Change in requests compared with last year | Percent | 4% | -2% |
    """
    for record, name, value, kpi in figures(programme, "baseline", "target"):
        plain = kpi.unit is not Unit.COUNT and speaks_of(kpi, OF_A_DIFFERENCE)
        if value < 0 and not plain and (kpi.unit in NEVER_BELOW_ZERO or is_below_nought(kpi, value)):
            cell = record.at(name)
            at_a_date = name in {"expected", "value"} and is_below_nought(kpi, value)
            severity = Severity.ERROR if at_a_date or kpi.unit is Unit.COUNT else None
            unit = Related(kpi.at("unit"), "the KPI's unit")
            yield hit(cell, unit, severity=severity, column=cell.column, value=amount(kpi.unit, value))


@rule(
    "UN12",
    Severity.QUERY,
    "{column} is {value}, but {id} is a count.",
    "Give a whole number. If it is an average or a share, choose another unit.",
    brings={"UN12": Reach.CELL},
)
def part_of_a_count(programme: Programme) -> Iterator[Hit]:
    """A count is a whole number.

    A part of one child is often an average, a rate or a percentage in disguise. A figure that was counted and is no
    whole number is an error, and no colour rests on it; one that is expected or aimed at may be worked out and is
    advice; one that is counted in parts by its title (an average, a ratio, an index) or by its baseline or target, is
    asked about: once, where the baseline or the target is so too. What is counted in full-time equivalents is not, nor
    are posts and people whose baseline or target is in parts: they are counted so.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | <0.62> | 200 |

    Expectations:
    | KPI | Expected |
    | --- | --- |
    | TRN-K01 | <112.5> |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <110.4> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | 100 | 200 | 2.5 |
    | TRN-K02 | Days | 12.5 | 10 | |
    | TRN-K03 | Count | 10% | 200 | |

    south.xlsx KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | SOU-K01 | Vacant posts of educational psychologists (FTE) | Count | 4.2 | 1 |
    | SOU-K02 | Therapist vacancies | Count | 4.6 | 1 |
    | SOU-K03 | Therapy days given each week | Count | 7.5 | 12 |

    south.xlsx Actuals:
    | KPI | Value |
    | --- | --- |
    | SOU-K01 | 2.7 |
    | SOU-K02 | 3.8 |
    """
    for record, name, value, kpi in figures(programme, "baseline", "target"):
        if kpi.unit is Unit.COUNT and _is_in_parts(value) and not _counts_posts(kpi):
            cell = record.at(name)
            counted = name == "value" and is_part_of_one(kpi, value)
            severity = Severity.ERROR if counted else Severity.ADVICE if name in {"expected", "target"} else None
            unit = Related(kpi.at("unit"), "the KPI's unit")
            yield hit(cell, unit, *_set_so(kpi, cell), severity=severity, column=cell.column, value=value, id=kpi.id)


def _counts_posts(kpi: Kpi) -> bool:
    """Whether what is counted is full-time equivalents, or posts and people of which baseline or target is in parts."""
    set_so = _is_in_parts(kpi.baseline) or _is_in_parts(kpi.target)
    by_words = _FULL_TIME.search(kpi.name or "") or (set_so and _FULL_TIME.search(kpi.definition or ""))
    return bool(by_words or (set_so and _POSTS.search(kpi.name or "")))


def _is_in_parts(value: float | None) -> bool:
    return value is not None and bool(value % 1) and not isinstance(value, Percentage)


def _set_so(kpi: Kpi, cell: Cell) -> Iterator[Related]:
    """Where a KPI is counted in parts by its baseline, or else by its target, unless that is the cell itself."""
    held = next((name for name in ("baseline", "target") if _is_in_parts(getattr(kpi, name))), "")
    if held and kpi.at(held) != cell:
        yield Related(kpi.at(held), f"its {held}, in parts too")


@rule(
    "UN06",
    Severity.ERROR,
    "Unit is {unit}, but {count} figures of {id} are {what}.",
    "{remedy}",
    brings={"UN06": Reach.CELL, "UN04": Reach.CELL, "AC03": Reach.CELL, "WM02": Reach.ROW},
)
def unit_of_figures_that_are_shares(programme: Programme) -> Iterator[Hit]:
    """The unit of a KPI is that of its figures.

    Where all of them are percentages, or all but one of several, it is the unit that is wrong, not each figure; or, of
    numbers such as 58 that read as 5,800%, the format of the cells, which is told of all KPIs of a workbook with the
    first.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | <Count> | 5800% | 7500% |
    | TRN-K02 | <Score> | 310% | 420% |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 6100% |
    | TRN-K02 | 340% |

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | <Count> | 38% | 75% |
    | TRN-K02 | <Score> | 58% | 80% |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 40% |
    | TRN-K02 | 57 |
    | TRN-K02 | 58% |
    | TRN-K02 | 63% |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 38% | 75% |
    | TRN-K02 | Count | 38 | 75% |
    """
    found: dict[Kpi, list[float]] = {}
    heads: dict[str, Kpi] = {}
    for _, name, value, kpi in figures(programme, "baseline", "target"):
        if name and kpi.unit is not Unit.PERCENT:
            found.setdefault(kpi, []).append(value)
    for kpi, values in found.items():
        shares = [value for value in values if isinstance(value, Percentage)]
        if len(shares) > 2 and len(values) - len(shares) <= len(values) // SEVERAL:
            count = f"all {len(values)}" if len(shares) == len(values) else f"{len(shares)} of the {len(values)}"
            # A rate may be shown in percent.
            severity = Severity.QUERY if kpi.unit is Unit.RATE else None
            shown = is_shown_as_share(kpi, shares)
            what, remedy = _what_to_do(kpi, shares, shown=shown)
            # What one format did to several KPIs is told with the first.
            head = heads.setdefault(kpi.workbook, kpi) if shown else kpi
            first = () if head is kpi else (Related(head.at("unit"), "shown so too"),)
            yield hit(
                kpi.at("unit"), *first, severity=severity, unit=kpi.unit.value, count=count, id=kpi.id, what=what,
                remedy=remedy,
            )  # fmt: skip


def _what_to_do(kpi: Kpi, shares: Sequence[float], *, shown: bool) -> tuple[str, str]:
    """What figures that are shares are, and what to do: give their cells another format, or choose Percent."""
    if shown:
        one = max(shares)
        told = f"shown as percentages, such as {exact(one)} as {amount(Unit.PERCENT, one)}"
        return told, (
            f"If they are of the unit {kpi.unit.value}, give their cells a number format; the figures stay as they "
            "are. Only if they are shares, choose Percent and type each anew."
        )
    told = f"percentages, such as {amount(Unit.PERCENT, shares[0])}"
    return told, f"Choose Percent as the unit. If {kpi.id} is counted in another, give the figures in it."
