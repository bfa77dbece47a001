"""The risk map with movement since last time, and the five risks that matter."""

from __future__ import annotations

from collections import Counter

from xl_send.board_pack.material import Material, item_name, severity
from xl_send.board_pack.pictures.risk_map import Cell, PlacedRisk, risk_map
from xl_send.board_pack.values import Exhibit, SectionPart
from xl_send.board_pack.wording import day, filled, have, shortened
from xl_send.results import Item, Status
from xl_send.text import rounded
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Proximity, Response, RiskStatus
from xl_send.workbook.sheets.risks import Risk

MOST = 5
_LONGEST = 84
_PROXIMITY = tuple(Proximity)
RatedRisk = tuple[Item, Risk]


def risk_section(material: Material, pictures: int) -> SectionPart:
    """The map and the list, by the same numbers.

    The map takes what `pictures` of a third leave of a line, or a line of its own where that has no room for its words.
    """
    if not material.profile.scores:
        return SectionPart()
    found = worst_risks(material)
    if not found:
        return SectionPart("Risks", sentences=(material.none("No risk is open.", Risk),))
    listed = found[:MOST]
    placed = tuple(_placed(material, number, row) for number, (_, row) in enumerate(listed, 1))
    left = 3 - pictures % 3
    share = round(left / 3, 3) if left > 1 else 1.0
    counts = Counter(_cell(row) for _, row in found)
    picture = risk_map("Risk map", material.thresholds.matrix, counts, placed, share)
    points = tuple(_line(material, one, *entry) for one, entry in zip(placed, listed, strict=True))
    return SectionPart(
        "Risks that matter",
        points=points,
        sentences=filled(paused_risks(material)),
        exhibits=(Exhibit(picture, share=share),),
        drawn_from=(Risk,),
    )


def worst_risks(material: Material) -> list[RatedRisk]:
    """Open risks, the worst first: by colour, score and when they would bite."""
    found = [entry for entry in material.rated(Risk) if entry[0].status.coloured or entry[0].status is Status.NO_DATA]
    return sorted(found, key=_order)


def paused_risks(material: Material) -> str:
    """How many risks are open and stand in no list, map or count: they, or their workstream, are paused."""
    halted = sum(
        row.status is RiskStatus.OPEN and item.status is Status.NOT_RATED for item, row in material.rated(Risk)
    )
    return f"{counted(halted, 'more open risk')} of paused work {have(halted)} no colour." if halted else ""


def _order(one: RatedRisk) -> tuple[int, float, int, str]:
    item, risk = one
    proximity = _PROXIMITY.index(risk.proximity) if risk.proximity else len(_PROXIMITY)
    return severity(item), -risk.likelihood * risk.impact, proximity, item.id


def _cell(row: Risk) -> Cell:
    return int(row.likelihood), int(row.impact)


def _placed(material: Material, number: int, row: Risk) -> PlacedRisk:
    before = material.past.risks.get(row.id) if material.past else None
    return PlacedRisk(number, _cell(row), _cell(before) if before else None)


def _line(material: Material, one: PlacedRisk, item: Item, row: Risk) -> str:
    likelihood, impact = one.at
    score = f"{item.status.value}, {rounded(likelihood * impact)} ({likelihood} by {impact})"
    lived_with = "tolerated" if row.response is Response.TOLERATE else ""
    action = f"action due {day(row.action_due)}" if row.action_due else "no action dated"
    told = filled(score, _moved(one), lived_with, action)
    return f"{one.number}. {material.with_id(shortened(item_name(item), _LONGEST), row.id)}: {', '.join(told)}."


def _moved(one: PlacedRisk) -> str:
    if one.before is None or one.before == one.at:
        return ""
    before, now = one.before[0] * one.before[1], one.at[0] * one.at[1]
    way = "up" if now > before else "down" if now < before else "moved"
    return f"{way} from {before}"
