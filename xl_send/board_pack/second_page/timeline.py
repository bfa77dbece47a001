"""The timeline of page 2: key milestones by workstream, from half a year back to a year ahead."""

from __future__ import annotations

from datetime import date, timedelta

from xl_send.board_pack.first_page.marking import sitting_of
from xl_send.board_pack.material import WORST_FIRST, Material
from xl_send.board_pack.pictures.timeline import Lane, TimedMilestone, timeline_picture
from xl_send.board_pack.values import Exhibit, SectionPart
from xl_send.board_pack.wording import filled
from xl_send.calendar import Terms
from xl_send.network import given
from xl_send.results import AspectName, Item, Status
from xl_send.words import counted
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone

BACK, AHEAD = timedelta(days=200), timedelta(days=400)
LANES = 12


def timeline_section(material: Material) -> SectionPart:
    """The picture, of the worst workstreams where there are many."""
    at = material.as_at
    if at is None:
        return SectionPart()
    lanes = _lanes(material, at)
    if not lanes:
        return SectionPart()
    shown = sorted(lanes, key=lambda code: _place(material, code))[:LANES]
    named = [Lane(_lane_name(material, code), lanes[code]) for code in material.codes if code in shown]
    picture = timeline_picture("Key milestones by workstream", named, at, _terms(material), _meetings(material))
    rest = len(lanes) - len(named)
    where = "; the annex has every Red and Amber milestone" if material.has_annex else ""
    told = f"{counted(rest, 'more workstream')} not drawn{where}." if rest else ""
    return SectionPart("Timeline", sentences=filled(told), exhibits=(Exhibit(picture),), drawn_from=(Milestone,))


def _lanes(material: Material, at: date) -> dict[str, list[TimedMilestone]]:
    found: dict[str, list[TimedMilestone]] = {}
    for item, row in material.rated(Milestone):
        one = _timed(material, item, row)
        if row.key is not False and item.status is not Status.NOT_RATED and at - BACK <= one.day <= at + AHEAD:
            found.setdefault(row.workstream, []).append(one)
    return found


def _lane_name(material: Material, code: str) -> str:
    """A workstream by its code and name, which may be cut; by its name for those who are shown no ids."""
    name = material.stream_name(code)
    return f"{code} {name}".strip() if material.profile.ids else name or code


def _timed(material: Material, item: Item, row: Milestone) -> TimedMilestone:
    reached = given(row.actual, material.programme.as_at(row))
    feasible = item.rating.facts.get("feasible")
    expected = reached or row.forecast or row.agreed or row.baseline
    day = max(expected, feasible) if isinstance(feasible, date) and not reached else expected
    return TimedMilestone(row.id, row.baseline, day, item.status.value.lower().replace(" ", "-"))


def _place(material: Material, code: str) -> int:
    found = material.aspect(code, AspectName.OVERALL)
    return WORST_FIRST.index(found.status) if found else len(WORST_FIRST)


def _terms(material: Material) -> list[tuple[date, date]]:
    calendar = material.programme.policy.calendar if material.programme.policy else ()
    return [(term.starts, term.ends) for term in Terms.of(calendar).terms]


def _meetings(material: Material) -> list[date]:
    sitting = sitting_of(material)
    met = (
        row for row in material.programme.each(Meeting) if sitting and row.forum.casefold() == sitting.forum.casefold()
    )
    return sorted({row.day for row in met})
