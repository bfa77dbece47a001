"""Figures that their KPI's unit cannot have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.figures import amount, broken_between, figures, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.cells import Percentage
from xl_send.workbook.days import say
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
    brings={"KP11": Reach.CELL, "KP68": Reach.CELL, "UN25": Reach.CELL, "UN23": Reach.CELL, "WM02": Reach.CELL},
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
    "Unit is {unit}, but {count} figures of {id} are percentages, such as {first}.",
    "Choose Percent as the unit. If {id} is counted in another, give the figures in it.",
    brings={"UN04": Reach.CELL, "AC03": Reach.CELL, "WM02": Reach.ROW},
)
def unit_of_figures_that_are_shares(programme: Programme) -> Iterator[Hit]:
    """The unit of a KPI is that of its figures.

    Where all of them are percentages, or all but one of several, it is the unit that is wrong, not each figure.

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
    for _, name, value, kpi in figures(programme, "baseline", "target"):
        if name and kpi.unit is not Unit.PERCENT:
            found.setdefault(kpi, []).append(value)
    for kpi, values in found.items():
        shares = [value for value in values if isinstance(value, Percentage)]
        if len(shares) > 2 and len(values) - len(shares) <= len(values) // SEVERAL:
            count = f"all {len(values)}" if len(shares) == len(values) else f"{len(shares)} of the {len(values)}"
            first = amount(Unit.PERCENT, shares[0])
            # A rate may be shown in percent.
            severity = Severity.QUERY if kpi.unit is Unit.RATE else None
            yield hit(kpi.at("unit"), severity=severity, unit=kpi.unit.value, count=count, id=kpi.id, first=first)


# Of less than so many pounds a sign says little; what turned is of about the same size.
_LEAST_POUNDS, _ALIKE = 1_000, 2


@rule(
    "UN37",
    Severity.QUERY,
    "{value} comes after {before}: the sign has turned.",
    "Check the sign of both: an overspend or a deficit has the same one in every return. If it truly turned, say why "
    "in Note.",
    brings={"UN25": Reach.CELL, "UN29": Reach.CELL, "WM02": Reach.CELL, "AC07": Reach.CELL},
)
def sign_that_has_turned(programme: Programme) -> Iterator[Hit]:
    """An amount has the sign that it had in the return before.

    With a minus left out or put in, a deficit that fell looks like money in hand. Asked of pounds, where the two are of
    about one size, none twice the other, the note does not say why and the series was not broken; what cannot be
    negative at all is told as that.

    **Fails**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Variance of the placements budget | Pounds |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 4000000 |
    | TRN-K01 | 31 Oct 2026 | <-3620000> |
    | TRN-K01 | 6 Nov 2026 | 3500000 |

    **Passes**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Variance of the placements budget | Pounds |
    | TRN-K02 | Variance of the transport budget | Pounds |
    | TRN-K03 | Variance of the tuition budget | Pounds |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 4000000 | |
    | TRN-K01 | 31 Oct 2026 | -1900000 | |
    | TRN-K02 | 30 Sep 2026 | 900 | |
    | TRN-K02 | 31 Oct 2026 | -800 | |
    | TRN-K03 | 30 Sep 2026 | 40000 | |
    | TRN-K03 | 31 Oct 2026 | -38000 | Because the grant came in |
    """
    for kpi, dated in series(programme).items():
        back = False
        for before, now in pairwise(dated) if kpi.unit is Unit.POUNDS else ():
            small, large = sorted((abs(before.value), abs(now.value)))
            turned = before.value * now.value < 0 and small >= _LEAST_POUNDS and large < small * _ALIKE
            # The one after it, which has the usual sign again, is not told once more.
            told = back = turned and not back
            told = told and not (is_below_nought(kpi, now.value) or tells_why(now.row))
            if told and not broken_between(kpi, before.day, now.day):
                related = Related(before.row.at("value"), say(before.day))
                words = {"value": amount(kpi.unit, now.value), "before": amount(kpi.unit, before.value)}
                yield hit(now.row.at("value"), related, severity=None, **words)
