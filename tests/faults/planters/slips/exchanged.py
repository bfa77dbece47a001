"""What belongs to one row typed into another: figures, targets, dates, references to the plan."""

from __future__ import annotations

from itertools import combinations

from faults.clean import Blame
from faults.planters.figures.figures import series
from faults.planters.kpis.kpis import moving, rated
from faults.planters.milestones.milestones import to_come
from faults.planting import plants
from faults.plot import Plot, Row, has, holds, in_workbook, lacks, number

MILESTONES, KPIS = "Milestones", "KPIs"


@plants("AC41", "AC22", "AC05", "AC06", "AC26", "AC30", "AC31", "KP64", "KP73", "UN23", "UN25", "UN28", "WM02")
def figures_exchanged(plot: Plot) -> Blame:
    """Two shares of the same days that lie well apart."""
    one, other = (series(*plot.rows(KPIS, holds("ID", name)))[-1] for name in ("OUT-K02", "OUT-K03"))
    value = one["Value"]
    blamed = one.write("Value", other["Value"])
    other.write("Value", value)
    return blamed


def _sides(one: Row, other: Row) -> bool:
    """Whether one rises and the other falls, so that each other's target is on the wrong side."""
    up, down = sorted((one, other), key=lambda row: row["Better when"])
    if one["Unit"] != other["Unit"] or (up["Better when"], down["Better when"]) != ("Higher", "Lower"):
        return False
    return number(down["Target"]) < number(up["Baseline"]) and number(up["Target"]) > number(down["Baseline"])


@plants("KP08", "KP11", "KP15", "EX05", "EX06", "KP29", "KP44", "KP45", "KP46", "UN21", "UN22", "UN23")
def targets_exchanged(plot: Plot) -> Blame:
    books = sorted({row.workbook for row in plot.rows(KPIS)})
    kpis = [plot.rows(KPIS, in_workbook(book), rated, moving) for book in books]
    pairs = [pair for rows in kpis for pair in combinations(rows, 2) if _sides(*pair)]
    one, other = plot.dice.choice(pairs)
    target = one["Target"]
    blamed = one.write("Target", other["Target"])
    other.write("Target", target)
    return blamed


@plants("MS82", "MS02", "MS05", "MS26", "MC01", "MC02", "MC11", "MQ04", "MQ05", "WM01", "WB23", "ID10", "MS29")
def forecasts_exchanged(plot: Plot) -> Blame:
    rows = plot.rows(MILESTONES, in_workbook(plot.workbook()), to_come, lacks("Agreed date"))
    pairs = [(one, two) for one, two in combinations(rows, 2) if _is_far(one, two)]
    one, two = plot.dice.choice(pairs)
    day = one["Baseline date"]
    blamed = one.write("Forecast date", two["Baseline date"])
    two.write("Forecast date", day)
    return blamed


def _is_far(one: Row, two: Row) -> bool:
    return abs((one.day("Baseline date") - two.day("Baseline date")).days) > 40


@plants("MS81")
def reference_of_another(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Plan reference"))
    other = plot.pick(MILESTONES, has("Plan reference"), lambda one: one.workbook != row.workbook)
    return row.write("Plan reference", other["Plan reference"])


@plants("AC45", "AC22", "AC05", "AC07", "AC26", "AC30", "KP64", "KP73", "UN23", "WM02", "WM11", "WM04")
def figure_of_the_column_beside(plot: Plot) -> Blame:
    theirs = series(*plot.rows(KPIS, holds("ID", "SUF-K01")))[-1]
    own = next(
        row for row in series(*plot.rows(KPIS, holds("ID", "OUT-K01"))) if row["Period end"] == theirs["Period end"]
    )
    return own.write("Value", theirs["Value"])


@plants("UN39", "UN25", "KP68")
def first_figure_with_digits_exchanged(plot: Plot) -> Blame:
    return series(*plot.rows(KPIS, holds("ID", "STA-K06")))[0].write("Value", "4138")


@plants("UN40", "AC07", "AC33")
def base_with_digits_exchanged(plot: Plot) -> Blame:
    return series(plot.pick(KPIS, holds("ID", "OUT-K01", "SUF-K01")))[1].write("Base", "1488")
