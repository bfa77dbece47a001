"""Percentages: typed as bare numbers, or in a KPI that is counted in something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xl_send.analysis.figures import Figure, figures, middle, percent, points, series
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import exact
from xl_send.workbook.cells import Percentage
from xl_send.workbook.columns import Record
from xl_send.workbook.doubts import LARGEST_SHARE, is_no_share, is_share_of_another_unit
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# A KPI with fewer figures may have its slips in the figures.
FEWEST_FIGURES = 3
# No share is twice the whole: 200% and more of what is counted is a number that its cell shows in percent.
LEAST_SHOWN = 2
A_WHOLE = 100


def every_figure_of(programme: Programme) -> Iterator[Figure]:
    """Every figure of a KPI, whatever its unit, its tolerance among them."""
    return figures(programme, "baseline", "target", "tolerance")


def is_shown_as_share(kpi: Kpi, values: Iterable[float]) -> bool:
    """Whether numbers of a KPI are merely shown in percent: some of two and more, none a part of one.

    Of what is counted all are whole.
    """
    several = [value for value in values if value]
    whole = kpi.unit not in {Unit.COUNT, Unit.DAYS} or all(value == int(value) for value in several)
    return whole and any(value >= LEAST_SHOWN for value in several) and not any(abs(value) < 1 for value in several)


def _meant(programme: Programme, kpi: Kpi, name: str, value: float) -> str:
    """What a figure that is no share was probably meant to be: so many percent, or tenfold like its fellows."""
    fellows = [dated.value for dated in (*series(programme).get(kpi, ()), *points(programme).get(kpi, ()))]
    fellows += [figure for figure in (kpi.baseline, kpi.target) if figure and not is_no_share(kpi, figure)]
    usual = middle(fellows) if len(fellows) > 1 and name != "tolerance" else 0.0
    tenfold = 1 < value <= 10 and usual and abs(value / 10 - usual) * 3 < abs(value / 100 - usual)
    return f"{percent(value / 10)}, like its other figures," if tenfold else percent(value / 100)


@rule(
    "UN01",
    Severity.ERROR,
    "{column} is {value} in a percentage KPI: that would mean {read}.{others}",
    "Type {meant} if that is what you mean.",
    brings={"UN01": Reach.CELL, "UN35": Reach.CELL},
)
def percentage_typed_as_number(programme: Programme) -> Iterator[Hit]:
    """A figure of a percentage KPI is typed as a percentage.

    A bare 62 is not 62%, and 6200% is the same mistake in a cell that shows percentages. It is never converted,
    since nobody but its owner can know what was meant, and no colour rests on it. Where all figures of a KPI are kept
    as numbers up to a hundred, that is a habit and no slip: of a workbook's such figures all but the first follow
    from it, and it says how many there are.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | <45> | <80> | <5> |
    | TRN-K02 | Percent | <1.51> | 80% | 5% |

    Expectations:
    | KPI | Expected |
    | --- | --- |
    | TRN-K01 | <62> |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <57.5> |
    | TRN-K01 | <"57"> |
    | TRN-K01 | <6200%> |
    | TRN-K01 | <151%> |

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 38% | 75% | <500%> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 45% | 80% | 5% |
    | TRN-K02 | Percent | 0.45 | 1.5 | 0.05 |
    | TRN-K03 | Count | 45 | 80 | 5 |
    | TRN-K04 | Rate | 25.06 | 17.63 | |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 150% |
    | TRN-K03 | 57 |
    | OUT-K01 | 57 |
    """
    kept = kept_as_numbers(programme)
    for record, name, value, kpi in every_figure_of(programme):
        if is_no_share(kpi, value):
            cell, same = record.at(name), kept.get((record.workbook, kpi), [])
            related, others = [Related(kpi.at("unit"), "the KPI's unit")], ""
            if len(same) > 1 and cell == same[0]:
                others = f" So are the {len(same) - 1} others of this workbook that are kept as bare numbers."
            elif same:
                related.append(Related(same[0], "the first that is kept as a bare number"))
            told, read = (exact(value), percent(value))
            if isinstance(value, Percentage):
                told, read = read, f"{told} times all of them"
            meant = _meant(programme, kpi, name, value)
            yield hit(cell, *related, column=cell.column, value=told, read=read, meant=meant, others=others)


def kept_as_numbers(programme: Programme) -> Mapping[tuple[str, Kpi], list[Cell]]:
    """The figures of each workbook in KPIs of which all are bare numbers up to a hundred, by each such KPI."""
    found: dict[Kpi, list[tuple[Record, str, float]]] = {}
    for record, name, value, kpi in every_figure_of(programme):
        if kpi.unit is Unit.PERCENT and value:
            found.setdefault(kpi, []).append((record, name, value))
    cells: dict[str, list[Cell]] = {}
    kept: dict[tuple[str, Kpi], list[Cell]] = {}
    for kpi, rows in found.items():
        bare = all(LARGEST_SHARE < value <= A_WHOLE and not isinstance(value, Percentage) for *_, value in rows)
        for record, name, _ in rows if bare and len(rows) >= FEWEST_FIGURES else ():
            own = cells.setdefault(record.workbook, [])
            own.append(record.at(name))
            kept[record.workbook, kpi] = own
    return kept


HIGHEST_SCORE = 10


@rule(
    "UN05",
    Severity.ERROR,
    "Unit is Percent, but none of the {count} figures of {id} is a percentage: they go up to {most}.",
    "Choose the unit in which they are counted, such as Count. If they are percentages, type them so.",
    brings={"UN01": Reach.CELL},
)
def unit_of_figures_that_are_no_shares(programme: Programme) -> Iterator[Hit]:
    """The unit of a KPI is that of its figures.

    Where all of them are bare numbers, and some are above a hundred, it is the unit that is wrong, not each figure. So
    it is where all lie between 1.5 and 10, as scores do. Nought is the same in every unit.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | <Percent> | 212 | 260 | 8 |
    | TRN-K02 | <Percent> | 0 | 3600 | 100 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 221 |
    | TRN-K02 | 140 |
    | TRN-K02 | 210 |

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | <Percent> | 2.9 | 4 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 3.1 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 45 | 80 | 5 |
    | TRN-K02 | Percent | 45% | 800 | 500 |
    """
    figures: dict[Kpi, list[float]] = {}
    for _, name, value, kpi in every_figure_of(programme):
        if name != "tolerance":
            figures.setdefault(kpi, []).append(value)
    for kpi, values in figures.items():
        if (
            len([value for value in values if value]) >= FEWEST_FIGURES
            and not HIGHEST_SCORE < max(values) <= 100
            and all(not value or (is_no_share(kpi, value) and not isinstance(value, Percentage)) for value in values)
        ):
            yield hit(kpi.at("unit"), count=len(values), id=kpi.id, most=exact(max(values)))


@rule(
    "UN04",
    Severity.ERROR,
    "{column} is {value}, but {id} is counted in another unit: {unit}.",
    "{remedy}ype the figure in the KPI's own unit, or correct the unit.",
)
def percentage_in_another_unit(programme: Programme) -> Iterator[Hit]:
    """A percentage stands only in a percentage KPI.

    In a KPI that counts children, 13% is read as 0.13 of a child. For a rate this is a query: some
    councils show rates as percentages, and then all of the KPI's figures must be. 5,800% of what is counted is 58 in a
    cell with a percent format.

    **Fails**

    KPIs:
    | ID | Unit | Tolerance |
    | --- | --- | --- |
    | TRN-K01 | Count | <10%> |
    | TRN-K02 | Rate | 2 |

    Expectations:
    | KPI | Expected |
    | --- | --- |
    | TRN-K01 | <60%> |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <5800%> |
    | TRN-K02 | <13.02%> |

    **Passes**

    KPIs:
    | ID | Unit | Tolerance |
    | --- | --- | --- |
    | TRN-K01 | Percent | 10% |
    | TRN-K02 | Rate | 2 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K02 | 25.06 |
    """
    for record, name, value, kpi in every_figure_of(programme):
        if kpi.unit is not Unit.PERCENT and isinstance(value, Percentage):
            cell = record.at(name)
            severity = None if is_share_of_another_unit(kpi, value) else Severity.QUERY
            unit = Related(kpi.at("unit"), "the KPI's unit")
            words = {"column": cell.column, "value": percent(value), "id": kpi.id, "unit": kpi.unit.value}
            shown = (
                f"If it is {exact(value)}, give the cell a number format. Else t"
                if is_shown_as_share(kpi, [value])
                else "T"
            )
            words["remedy"] = shown
            yield hit(cell, unit, severity=severity, **words)
