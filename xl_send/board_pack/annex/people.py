"""People and teams who are planned for more than their time, week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.use_of_people import Stretch, Use, names_somebody, runs_of_weeks
from xl_send.analysis.weeks import DAYS
from xl_send.board_pack.material import Material
from xl_send.board_pack.pictures.capacity import WeekUse, capacity_picture, capacity_plot
from xl_send.board_pack.values import Exhibit, Heading, PackPage, PackTable, SectionPart, TableEntry
from xl_send.board_pack.wording import day
from xl_send.rag.context import Known
from xl_send.text import rounded, share
from xl_send.words import counted, first_few
from xl_send.workbook.sheets.resources import Resource

WEEKS = 30
SHOWN = 15
_RUNS = 3
_HEADINGS = (
    Heading("Person or team", "name"), Heading("Most in a week", "figure"), Heading("When", "text"),
    Heading("Weeks over", "number"), Heading("For", "says"),
)  # fmt: skip


def people(material: Material) -> PackPage:
    """The picture and the table; nothing where staffing is not for this audience or nobody is over capacity."""
    at = material.as_at
    if at is None or not material.profile.staffing:
        return PackPage("people", "", ())
    full, red = material.thresholds.full_allocation, material.thresholds.over_allocation
    uses = {
        key: use for key, use in Known(material.programme).use.items() if use.lines and names_somebody(use.lines[0])
    }
    over = {key: found for key, use in uses.items() if (found := list(use.above(full, at)))}
    heading = "People over capacity by week"
    if not over:
        if not any(True for _ in material.programme.each(Resource)):
            return PackPage("people", "", ())
        told = material.none("Nobody is planned for more than their time.", Resource)
        return PackPage("people", heading, (SectionPart(sentences=(told,)),))
    weeks = _weeks(uses, over, at, red)
    exhibits = (
        Exhibit(capacity_picture("People and teams above their time, by week", weeks), plot=capacity_plot(weeks)),
    )
    part = SectionPart(exhibits=exhibits, tables=(_table(uses, over),), drawn_from=(Resource,))
    return PackPage("people", heading, (part,))


def _weeks(uses: Mapping[str, Use], over: Mapping[str, Sequence[Stretch]], at: date, red: float) -> list[WeekUse]:
    """The weeks ahead, as far as anybody is over capacity and at most some thirty."""
    monday = at - timedelta(days=at.weekday())
    last = max(stretch.last for found in over.values() for stretch in found)
    number = min(WEEKS, max(2, (last - monday).days // DAYS + 1))
    return [_week(uses, over, monday + timedelta(DAYS * place), red) for place in range(number)]


def _week(uses: Mapping[str, Use], over: Mapping[str, Sequence[Stretch]], monday: date, red: float) -> WeekUse:
    above = [
        (uses[key], stretch)
        for key, found in over.items()
        for stretch in found
        if stretch.first <= monday <= stretch.last
    ]
    return WeekUse(monday, len(above), sum((use.share(stretch.fte) or 0) > round(red, 9) for use, stretch in above))


def _table(uses: Mapping[str, Use], over: Mapping[str, Sequence[Stretch]]) -> PackTable:
    worst = sorted(over, key=lambda key: (-max(stretch.fte / _whole(uses[key]) for stretch in over[key]), key))
    rest = len(worst) - SHOWN
    closing = f"{counted(rest, 'more')} not listed." if rest > 0 else ""
    rows = tuple(_row(uses[key], over[key]) for key in worst[:SHOWN])
    return PackTable("People and teams planned for more than their time, the most first", _HEADINGS, rows, closing)


def _whole(use: Use) -> float:
    return use.available or 0.001


def _row(use: Use, found: Sequence[Stretch]) -> tuple[TableEntry, ...]:
    most = max(found, key=lambda stretch: stretch.fte)
    runs = [f"{day(first)} to {day(last)}" for first, last in runs_of_weeks(use.as_much(most, found[0].first))]
    used = use.share(most.fte)
    share_told = share(round(used, 3)) if used is not None and used < 100 else "No time available"
    codes = sorted({line.workstream for stretch in found for line in stretch.lines})
    return (
        TableEntry(use.who),
        TableEntry(share_told, notes=(f"{rounded(most.fte)} of {rounded(use.available or 0)} FTE",)),
        TableEntry(first_few(runs, most=_RUNS)),
        TableEntry(str(sum(stretch.weeks for stretch in found))),
        TableEntry(", ".join(codes)),
    )
