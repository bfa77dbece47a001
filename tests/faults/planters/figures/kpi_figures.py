"""Faults of what stands behind the figures of KPIs: their age, their base, and the year they belong to."""

from __future__ import annotations

from datetime import date

from faults.clean import Blame
from faults.planters.kpis.kpis import SHEET, rated
from faults.planters.kpis.plans import expected_day, expected_of
from faults.planting import enter_all, plants, set_cells
from faults.plot import AS_AT, Plot, Row, day_text, has, holds, lacks, number

ACTUALS = "Actuals"
OVERDUE = {"Monthly": 60, "Half-termly": 115, "Quarterly": 135, "Termly": 185, "Annual": 400}
FAR_ENOUGH = date(2026, 9, 14)
FIXED_BASES = ("out of 18", "out of 214")


def _figures(row: Row) -> list[Row]:
    return row.plot.rows(ACTUALS, holds("KPI", row["ID"]), has("Value"))


def _leave(kpi: Row, wanted: list[Row]) -> list[Row]:
    """Delete every other actual of a KPI; where those that stay now lie."""
    places = {item.place for item in kpi.plot.rows(ACTUALS, holds("KPI", kpi["ID"]))} - {item.place for item in wanted}
    sheet = kpi.plot.sheet(kpi.workbook, ACTUALS)
    sheet.rows = [row for place, row in enumerate(sheet.rows) if place not in places]
    kpi.plot.told.append(f"{kpi.workbook} {ACTUALS}: {len(places)} rows of {kpi['ID']} are gone")
    return _figures(kpi)


def _old(row: Row) -> list[Row]:
    """The figures of a KPI that are too old by now."""
    allowed = OVERDUE[row["Frequency"]] + number(row["Publication lag (days)"])
    return [figure for figure in _figures(row) if (AS_AT - figure.day("Period end")).days > allowed]


@plants("KP51", "KP54")
def no_figure_since(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, lacks("State"), lambda row: bool(_old(row)))
    return _leave(kpi, _old(kpi))[-1].at("Period end")


@plants("KP52")
def no_figure_at_all(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, lambda row: bool(_figures(row)) and number(row["Publication lag (days)"]) <= 30)
    first, *others = expected_of(kpi)
    latest = [other for other in others if expected_day(other) <= FAR_ENOUGH]
    (latest or [first])[-1].write("Measured on", day_text(FAR_ENOUGH))
    _leave(kpi, [])
    return kpi.at("ID")


def _is_share(row: Row) -> bool:
    return row["Unit"] in {"Percent", "Score"} and not any(words in row["Definition"] for words in FIXED_BASES)


def _has_base(row: Row) -> bool:
    found = _figures(row)
    return bool(found and found[-1]["Base"])


@plants("KP53")
def base_left_out(plot: Plot) -> Blame:
    return _figures(plot.pick(SHEET, _is_share, _has_base))[-1].write("Base", "")


@plants("KP54", "UN40", "AC07", "AC23", "AC24")
def colour_on_nine(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, _is_share, _has_base, has("Reported RAG"))
    _figures(kpi)[-1].write("Base", "9")
    return kpi.at("Reported RAG")


@plants("KP62")
def figure_at_the_end_of_march(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, holds("Frequency", "Annual"))
    kpi.write("Measures", "Period")
    kpi.write("Year basis", "Academic")
    last = _figures(kpi)[-1]
    last.write("Note", "")
    return last.write("Period end", "31 Mar 2026")


enter_all(
    {
        "KP61": (
            set_cells(
                SHEET, "Series break", {"Source": "SEN2 return", "Baseline date": "31 Dec 2021"}, rated, has("Baseline")
            ),
            ("KP46",),
        ),
        "KP63": set_cells(
            SHEET,
            "Year basis",
            {"Definition": "Counted since the beginning of the financial year."},
            holds("Year basis", "Academic", "Calendar"),
            holds("Measures", "Period", "Year to date"),
        ),
    }
)


@plants("KP61", "KP46")
def appeals_across_the_new_rate(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, holds("Unit", "Percent"), has("Baseline"))
    kpi.write("KPI", "Appeal rate to the SEND Tribunal")
    kpi.write("Baseline date", "31 Dec 2024")
    return kpi.at("Series break")


def _passed(kpi: Row) -> list[Row]:
    """The expectations of a KPI that its figures have reached."""
    last = _figures(kpi)[-1].day("Period end")
    return [point for point in expected_of(kpi) if expected_day(point) <= last]


def _may_fall(kpi: Row) -> bool:
    """Whether a KPI has one expectation that was passed, and figures of which none is of a first of a month."""
    figures = _figures(kpi)
    ends = [figure.day("Period end").day for figure in figures]
    return len(figures) > 1 and len(_passed(kpi)) == 1 and 1 not in ends


@plants("KP64", "KP68", "KP65", "UN38", "UN23")
def fall_after_the_judged_figure(plot: Plot) -> Blame:
    percent = lacks("State"), holds("Unit", "Percent"), holds("Better when", "Higher")
    kpi = plot.pick(SHEET, rated, *percent, _may_fall)
    *_, judged, last = _figures(kpi)
    _passed(kpi)[0].write("Measured on", judged["Period end"])
    kpi.write("Measures", "Period")
    kpi.write("Year basis", "Academic")
    judged.write("Value", "99%")
    return last.write("Value", "1%")
