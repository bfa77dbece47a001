"""Figures of KPIs: scorecards with a column a period, and tables with a row a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.adoption.account import Went
from xl_send.adoption.carrying.cells import CellReading
from xl_send.adoption.carrying.dates import DateReading
from xl_send.adoption.carrying.rows import MadeRow
from xl_send.adoption.carrying.scales import scale_of
from xl_send.adoption.carrying.table import TableCarrier
from xl_send.adoption.finding.columns import ColumnRead
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.mapping import What
from xl_send.adoption.tracker.sheets import shown_text
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import CellError, Percentage, Value, read_number
from xl_send.workbook.days import say

_IN_ROWS = {
    "Period end": "Actuals: Period end",
    "Value": "Actuals: Value",
    "Expected": "Actuals: Expected",
    "Base": "Actuals: Base",
}
_FIGURES = ("Baseline", "Target", "Tolerance")
PERCENT = "Percent"


class FigureRows(NamedTuple):
    """The rows that the figures of KPIs make: actuals, expectations, and the milestones at which they are expected."""

    actuals: list[MadeRow]
    expectations: list[MadeRow]
    milestones: list[MadeRow]


def kpi_figures(carrier: TableCarrier, kpis: Sequence[MadeRow]) -> tuple[list[MadeRow], FigureRows]:
    """The KPIs of a table, each once, and their figures. Percentages written as 45 are put into percent."""
    figures = FigureRows([], [], [])
    points: dict[date, MadeRow] = {}
    once: dict[str, MadeRow] = {}
    kept: list[MadeRow] = []
    for made in kpis:
        kpi = _first_of_name(once, kept, made)
        row = made.source[1]
        values = [(read, carrier.place.value(row, read.column.place)) for read in carrier.reads]
        percent = _in_percent(kpi, [raw for read, raw in values if read.period or read.ours in _IN_ROWS.values()])
        for title in _FIGURES:
            if title in kpi.values and made is kpi:
                kpi.values[title] = _scaled(kpi.values[title], percent=percent)
        for read, raw in values:
            if read.period and raw is not None:
                _figure_in_column(carrier, figures, points, kpi, read, row, raw, percent=percent)
        _figure_in_row(carrier, figures, points, kpi, row, percent=percent)
    _tell(carrier, kept)
    return kept, figures


def _first_of_name(once: dict[str, MadeRow], kept: list[MadeRow], made: MadeRow) -> MadeRow:
    """The KPI of this name: where a row stands for a period, the same KPI has many rows."""
    key = comparable(f"{made.stream} {made.own} {made.values.get('KPI', '')}")
    if key not in once:
        once[key] = made
        kept.append(made)
    first = once[key]
    for title, value in made.values.items():
        first.values.setdefault(title, value)
    return first


def _in_percent(kpi: MadeRow, figures: Sequence[Value | None]) -> bool:
    """Whether plain figures of a KPI are percentages: its unit says so, or it is told by a cell shown as one."""
    if any(isinstance(raw, Percentage) or (isinstance(raw, str) and raw.strip().endswith("%")) for raw in figures):
        kpi.values.setdefault("Unit", PERCENT)
    plain_numbers = [raw for raw in figures if isinstance(raw, float) and not isinstance(raw, Percentage)]
    return kpi.values.get("Unit") == PERCENT and any(raw > 1.5 for raw in plain_numbers)


def _scaled(raw: Value, *, percent: bool) -> Value:
    if isinstance(raw, str):
        number = read_number(raw.strip().removesuffix("%"))
        if number is None:
            return raw
        return Percentage(number / 100) if raw.strip().endswith("%") else _scaled(number, percent=percent)
    if percent and isinstance(raw, float) and not isinstance(raw, Percentage):
        return Percentage(raw / 100)
    return raw


def _figure_in_column(  # noqa: PLR0913 - a figure, where it stands, and whose it is
    carrier: TableCarrier,
    figures: FigureRows,
    points: dict[date, MadeRow],
    kpi: MadeRow,
    read: ColumnRead,
    row: int,
    raw: Value,
    *,
    percent: bool,
) -> None:
    if isinstance(raw, CellError) or read.period is None:
        carrier.place.leave(row, read.column.place, "a formula or an error without a value")
        return
    figure = _scaled(raw, percent=percent)
    if not isinstance(figure, float):
        carrier.place.leave(row, read.column.place, "it is no figure")
        return
    if read.period.expected:
        point = _point(figures, points, read.period.last, kpi.stream)
        figures.expectations.append(_expectation(kpi, point, figure, read.period.last))
        went = Went("Expectations", "Expected")
    else:
        figures.actuals.append(_actual(kpi, read.period.last, figure))
        went = Went("Actuals", "Value")
    carrier.place.carry(row, read.column.place, went)


def _point(figures: FigureRows, points: dict[date, MadeRow], day: date, stream: str) -> MadeRow:
    """The milestone at which figures are expected: expectations are tied to milestones, so each date has one made."""
    if day not in points:
        name = f"Figures due at {say(day)}"
        points[day] = MadeRow(
            "Milestones", {"Milestone": name, "Baseline date": day, "Forecast date": day, "Key": "No"}, stream=stream
        )
        figures.milestones.append(points[day])
    return points[day]


def _expectation(kpi: MadeRow, point: MadeRow, figure: Value, day: date) -> MadeRow:
    return MadeRow("Expectations", {"Expected": figure, "Measured on": day}, parent=kpi, at=point)


def _actual(kpi: MadeRow, day: date, figure: Value) -> MadeRow:
    return MadeRow("Actuals", {"Period end": day, "Value": figure}, parent=kpi)


def _figure_in_row(  # noqa: PLR0913 - as above
    carrier: TableCarrier, figures: FigureRows, points: dict[date, MadeRow], kpi: MadeRow, row: int, *, percent: bool
) -> None:
    """The figures of a table that has a row for each period."""
    found = {title: read for title, ours in _IN_ROWS.items() for read in carrier.reads if read.ours == ours}
    if "Value" not in found and "Expected" not in found:
        return
    day = _day_in_row(carrier, found.get("Period end"), row)
    for title in ("Value", "Expected", "Base"):
        read = found.get(title)
        raw = carrier.place.value(row, read.column.place) if read else None
        if read is None or raw is None:
            continue
        figure = None if isinstance(raw, CellError) else _scaled(raw, percent=percent and title != "Base")
        if day is None or not isinstance(figure, float):
            why = "no period end can be read beside it" if day is None else "it is no figure"
            carrier.place.leave(row, read.column.place, why)
            continue
        _put(figures, points, kpi, title, day, figure)
        sheet = "Expectations" if title == "Expected" else "Actuals"
        carrier.place.carry(row, read.column.place, Went(sheet, title))


def _put(figures: FigureRows, points: dict[date, MadeRow], kpi: MadeRow, title: str, day: date, figure: float) -> None:  # noqa: PLR0913
    if title == "Expected":
        figures.expectations.append(_expectation(kpi, _point(figures, points, day, kpi.stream), figure, day))
        return
    same = [made for made in figures.actuals if made.parent is kpi and made.values["Period end"] == day]
    if title == "Base" and same:
        same[-1].values["Base"] = figure
    else:
        made = _actual(kpi, day, figure)
        if title == "Base":
            made.values = {"Period end": day, "Base": figure}
        figures.actuals.append(made)


def _day_in_row(carrier: TableCarrier, read: ColumnRead | None, row: int) -> date | None:
    if read is None:
        return None
    place = read.column.place
    raw = carrier.place.value(row, place)
    if raw is None:
        return None
    got = CellReading(
        "Actuals",
        ColumnRead(read.column, "Period end", read.certainty),
        DateReading(carrier.terms),
        scale_of("", (), ()),
    ).reader()(raw, None, None)
    if not isinstance(got.value, date):
        carrier.place.leave(row, place, "no date can be read from it")
        return None
    if got.told:
        cells = carrier.place.cells(place, [row])
        carrier.place.say(What.VALUE, read.column.title, shown_text(raw), got.told, got.certainty, cells, got.why)
    carrier.place.carry(row, place, Went("Actuals", "Period end"))
    return got.value


def _tell(carrier: TableCarrier, kpis: Sequence[MadeRow]) -> None:
    """Say which KPIs' plain figures were read as percentages."""
    for kpi in _without_unit(kpis):
        why = "no unit is given, so it is blank: say Count, Percent, Pounds, Days, Score or Rate"
        name, cells = str(kpi.values.get("KPI", "")), f"row {kpi.source[1]}"
        carrier.place.say(What.VALUE, "Unit", name, "", Certainty.ASK, cells, why)


def _without_unit(kpis: Sequence[MadeRow]) -> Iterator[MadeRow]:
    return (kpi for kpi in kpis if "Unit" not in kpi.values)
