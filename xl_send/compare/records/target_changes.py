"""What a KPI is held to: its definition, baseline, target, tolerance, unit and what is expected at milestones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xl_send.compare.changes import Change, ChangeKind
from xl_send.compare.noting import Noted
from xl_send.compare.records.matters import is_another
from xl_send.compare.records.pairing import is_all_read
from xl_send.compare.snapshots import BoardSnapshot
from xl_send.findings import Cell
from xl_send.text import as_text, figure, gap
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Expectation, Kpi

# Whoever alters one of these alters the colour, or what the figure means.
_GOALS = (
    "unit", "better", "baseline", "baseline_date", "target", "target_date", "tolerance", "measures", "year_basis",
    "series_break", "frequency", "lag", "leads_to",
)  # fmt: skip
_WORDED = ("name", "definition", "source")
_FIGURES = {"baseline": figure, "target": figure, "tolerance": gap}


def goalpost_changes(noted: Noted[Kpi]) -> Iterator[Change]:
    """Every goalpost that has moved, each told whether a change reference was given for it."""
    for name in _GOALS:
        if noted.pair.alters(name):
            before, after = (_said(row, name) for row in noted.pair)
            due = _was_due(noted.pair.then, name)
            authority = f", and was due by {say(due)}" if due else _authority(noted)
            text = f"{_title(name)} is now {after}, was {before}{authority}"
            change = noted.change(ChangeKind.GOALPOST, text, *_cited(noted, name), first=due is None)
            yield change._replace(before=before, after=after)
    for name in _WORDED:
        if noted.pair.alters(name):
            another = name == "name" and is_another(noted.pair.then.name, noted.pair.now.name)
            text = f"{_title(name)} is worded differently{_authority(noted)}"
            if another:
                text = f'it may be another KPI under an old id: it was "{noted.pair.then.name}"{_authority(noted)}'
            yield noted.change(ChangeKind.GOALPOST, text, *_cited(noted, name), first=another or name == "definition")
    yield from _expectations(noted)


def _was_due(then: Kpi, name: str) -> date | None:
    """By when a baseline was to be given that there was not yet: it moves no goalpost."""
    return then.baseline_due if name in {"baseline", "baseline_date"} and getattr(then, name) is None else None


def _title(name: str) -> str:
    return columns_by_name(Kpi)[name].title


def _said(kpi: Kpi, name: str) -> str:
    value = getattr(kpi, name)
    if value is None:
        return "blank"
    return _FIGURES[name](value, kpi.unit) if name in _FIGURES else as_text(value)


def _cited(noted: Noted[Kpi], name: str) -> tuple[str, ...]:
    """The fields that a sentence speaks of: the goalpost and, where one was given, the change reference."""
    then, now = noted.pair
    return (name, "change") if now.change and now.change != then.change else (name,)


def _authority(noted: Noted[Kpi]) -> str:
    """Under which change reference; one that stood there before stands for an earlier change."""
    then, now = noted.pair
    return f", under {now.change}" if now.change and now.change != then.change else ", without a new change reference"


def _expectations(noted: Noted[Kpi]) -> Iterator[Change]:
    then, now = _by_milestone(noted.since.then, noted.pair.then), _by_milestone(noted.since.now, noted.pair.now)
    for milestone in dict.fromkeys([*now, *then]):
        before, after = then.get(milestone), now.get(milestone)
        if _is_known(noted, before, after) and _differ(before, after):
            yield _moved(noted, milestone, before, after)


def _by_milestone(board: BoardSnapshot, kpi: Kpi) -> Mapping[str, Expectation]:
    return {row.milestone: row for row in board.figures.expectations_of(kpi)}


def _is_known(noted: Noted[Kpi], before: Expectation | None, after: Expectation | None) -> bool:
    """Whether what is not there is truly not there: a sheet that was not read whole may hold it."""
    then, now = (
        is_all_read(board, row, Expectation)
        for board, row in zip((noted.since.then, noted.since.now), noted.pair, strict=True)
    )
    return (before is not None or then) and (after is not None or now)


def _differ(before: Expectation | None, after: Expectation | None) -> bool:
    if before is None or after is None:
        return before is not after
    return (before.expected, before.measured_on) != (after.expected, after.measured_on)


def _moved(noted: Noted[Kpi], milestone: str, before: Expectation | None, after: Expectation | None) -> Change:
    was, now = _expected(noted.pair.then, before), _expected(noted.pair.now, after)
    if before is None:
        text = f"at {milestone} {now} is expected; nothing was"
    elif after is None:
        text = f"at {milestone} nothing is expected any more; it was {was}"
    else:
        text = f"at {milestone} {now} is expected, was {was}"
    change = noted.change(ChangeKind.GOALPOST, f"{text}{_authority(noted)}", "id", first=True)
    return change._replace(before=was, after=now, then=_cells(before), now=_cells(after))


def _expected(kpi: Kpi, row: Expectation | None) -> str:
    if row is None:
        return ""
    on = f" on {say(row.measured_on)}" if row.measured_on else ""
    return figure(row.expected, kpi.unit) + on


def _cells(row: Expectation | None) -> tuple[Cell, ...]:
    return () if row is None else (row.at("expected"), row.at("measured_on"))
