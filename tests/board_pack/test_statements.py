"""Fifty statements of the example's pack and more, each worked out from the workbooks in another way.

The workbooks are read by openpyxl, working days counted by NumPy with the `holidays` package, and nothing of the
product's own readers, rules or ratings is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import holidays
import numpy as np
import openpyxl

from board_pack.boards import part, said, table
from places import EXAMPLES
from xl_send.board_pack.values import BoardPack
from xl_send.commands.packs.report import summarise

AS_AT = date(2026, 11, 13)
Row = dict[str, Any]
Statement = tuple[str, object, object]


@cache
def pack() -> BoardPack:
    return summarise(EXAMPLES)


@cache
def workbook(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, read_only=True, data_only=True)


@cache
def rows(sheet: str) -> list[Row]:
    """The filled rows of a sheet of all six workbooks, as openpyxl sees them."""
    found = []
    for path in sorted(EXAMPLES.glob("*.xlsx")):
        lines = workbook(path)[sheet].iter_rows(values_only=True)
        titles = next(line for line in lines if line[0] in {"ID", "KPI", "Code", "Forum", "Name"})
        found += [{str(title): value for title, value in zip(titles, line, strict=False)} for line in lines if line[0]]
    return found


def day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def words(at: date | None) -> str:
    return f"{at.day} {at:%B %Y}" if at else ""


def percent(value: float, unit: str) -> str:
    """A figure as people write it."""
    number = round(value * 100, 2) if unit == "Percent" else round(value, 2)
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return {"Percent": f"{text}%", "Pounds": f"£{text}", "Days": f"{text} day{'' if text == '1' else 's'}"}.get(
        unit, text
    )


@cache
def closed() -> list[np.datetime64]:
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2029))
    own = [(day(row["From"]), day(row["To"])) for row in rows("Calendar") if row["Kind"] == "Closure day"]
    return [np.datetime64(at) for at in [*england, *(first for first, _ in own if first)]]


def late(planned: date, forecast: date) -> int:
    """Working days after a day up to another."""
    begin, end = (np.datetime64(at) + np.timedelta64(1, "D") for at in (planned, forecast))
    return int(np.busday_count(begin, end, holidays=closed()))


def kpi_figures() -> Iterator[Statement]:
    """The latest figure of each KPI that speaks of a moment or of twelve months, and its base."""
    shown = {re.findall(r"[A-Z]{3}-K\d+", row["KPI"])[0]: row for row in table(pack(), "kpis", "KPIs by")}
    latest: dict[str, Row] = {}
    for actual in sorted(rows("Actuals"), key=lambda one: one["Period end"]):
        if isinstance(actual["Value"], int | float) and (at := day(actual["Period end"])) and at <= AS_AT:
            latest[actual["KPI"]] = actual
    for kpi in rows("KPIs"):
        row: Row | None = latest.get(kpi["ID"])
        plain = kpi["Measures"] in {"Snapshot", "Rolling 12 months"} and kpi["ID"] in shown
        small = kpi["Counts children"] != "No" and row is not None and min(row["Value"], row["Base"] or 9) < 5
        if row is None or not plain or (small and kpi["Unit"] == "Count"):
            continue
        told = shown[kpi["ID"]]["Actual"].split("\n")
        yield f"{kpi['ID']} stands at", percent(row["Value"], kpi["Unit"]), told[0]
        yield f"{kpi['ID']} is of", words(day(row["Period end"])), told[1]


def milestone_dates() -> Iterator[Statement]:
    """When each Red and Amber milestone is expected, and how late that is where its own forecast makes it late."""
    shown = {re.findall(r"[A-Z]{3}-M\d+", row["Milestone"])[0]: row for row in table(pack(), "milestones", "Red")}
    for row in rows("Milestones"):
        planned, forecast = day(row["Baseline date"]), day(row["Forecast date"])
        if row["ID"] not in shown or planned is None or forecast is None or day(row["Agreed date"]):
            continue
        told = shown[row["ID"]]
        when = told["Now expected"].split("\n")
        own = next((line.removeprefix("Its own date: ") for line in when if line.startswith("Its own date: ")), when[0])
        yield f"{row['ID']} is expected on", words(forecast), own
        plain = re.match(r"(?:Red|Amber)\n(\d+) working days late", told["RAG by dates"])
        if forecast >= AS_AT and forecast > planned and plain:
            yield f"{row['ID']} is late by", late(planned, forecast), int(plain[1])


def money() -> Iterator[Statement]:
    """Budget and outturn of the first year."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    for row in rows("Money"):
        sums[row["Financial year"]][0] += row["Budget"]
        sums[row["Financial year"]][1] += row["Forecast outturn"]
    year = min(sums)
    budget, outturn = sums[year]
    told = said(part(pack(), "why", "Money"))
    for name, figure in (("budget", budget), ("outturn", outturn), ("over", outturn - budget)):
        yield f"{name} of {year}", True, f"£{figure:,.0f}" in told
    yield "share over", True, f"({round((outturn - budget) / budget * 100, 1)}%) over" in told


def risks() -> Iterator[Statement]:
    """How many risks are open, and the scores of those that matter."""
    readable = [row for row in rows("Risks") if isinstance(row["Likelihood"], int | float)]
    scores = {row["ID"]: (row["Likelihood"], row["Impact"]) for row in readable}
    for point in part(pack(), "why", "Risks that matter").points:
        name = re.findall(r"[A-Z]{3}-R\d+", point)[0]
        likelihood, impact = scores[name]
        yield f"{name} scores", True, f" {likelihood * impact:g} ({likelihood:g} by {impact:g})" in point
    top = max(likelihood * impact for likelihood, impact in scores.values())
    first = part(pack(), "why", "Risks that matter").points[0]
    yield "the first has the highest score", True, f" {top:g} (" in first


def asks() -> Iterator[Statement]:
    """The decisions that the Programme Board is asked, their days and their forum's next meeting."""
    logged = {
        row["What"]: row
        for row in rows("Issues and decisions")
        if row["Kind"] in {"Decision needed", "Change request"}
        and row["Status"] == "Open"
        and row["Forum"] == "Programme Board"
    }
    shown = {row["What is asked"].split("\n")[0]: row for row in table(pack(), "asks", "What Programme Board")}
    for what, row in logged.items():
        yield what, words(day(row["Needed by"])), shown[what]["By when"].split("\n")[0]
    meetings = sorted(
        at for row in rows("Meetings") if row["Forum"] == "Programme Board" if (at := day(row["Meeting date"]))
    )
    next_one = next(at for at in meetings if at >= AS_AT)
    yield "the next meeting", f"Goes to Programme Board, {words(next_one)}", pack().title.marking[3]


def workstreams() -> Iterator[Statement]:
    """What each workstream says it has done stands on its half page, once."""
    for row in rows("Workstreams"):
        text = said(part(pack(), "workstreams", row["Workstream"]))
        yield f"done by {row['Code']}", True, row["Progress since last time"] in text
        yield f"owner of {row['Code']}", True, f"Owner\n{row['Owner']}" in text


def sources() -> Iterator[Statement]:
    shown = {row["Workbook"]: row for row in table(pack(), "key", "Workbooks read")}
    for path in sorted(EXAMPLES.glob("*.xlsx")):
        yield f"{path.name} as at", words(AS_AT), shown[path.name]["As at"]


def test_fifty_statements_and_more_hold_when_worked_out_in_another_way() -> None:
    every = (kpi_figures, milestone_dates, money, risks, asks, workstreams, sources)
    statements = [one for found in every for one in found()]
    assert [(what, meant, told) for what, meant, told in statements if meant != told] == []
    assert len(statements) >= 50
    assert all(any(found()) for found in every)
