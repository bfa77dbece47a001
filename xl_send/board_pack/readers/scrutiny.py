"""A cover for scrutiny and Cabinet: what the programme is for, and how to read the pack behind it."""

from __future__ import annotations

from xl_send.board_pack.first_page.colour import what_was_not_read
from xl_send.board_pack.material import PROGRAMME, Material
from xl_send.board_pack.second_page.unknown import rows_withheld
from xl_send.board_pack.values import PackPage, SectionPart
from xl_send.board_pack.wording import filled, statuses_counted
from xl_send.results import AspectName, Status
from xl_send.words import sentence
from xl_send.workbook.days import say

_PURPOSES = 8


def cover(material: Material) -> PackPage:
    """The programme in a few lines, whose it is, and what is not in this pack."""
    overall = material.aspect(PROGRAMME, AspectName.OVERALL)
    colours = [found.status for code in material.codes if (found := material.aspect(code, AspectName.OVERALL))]
    told = filled(
        f"This pack tells how the programme stood on {say(material.as_at)}." if material.as_at else "",
        f"Overall it is {overall.status.value}; of its workstreams {statuses_counted(colours)}."
        if overall and colours
        else "",
        _not_known(material),
    )
    return PackPage(
        "cover",
        "About this programme",
        tuple(part for part in (_whose(material, told), _for(material), _how(material)) if not part.empty),
        front=True,
    )


def _not_known(material: Material) -> str:
    """What was not read, or that returns are missing, before anything is told of the rest."""
    missing = "Some of the programme is not known: see What we do not know." if material.unread() else ""
    return what_was_not_read(material) or missing


def _whose(material: Material, told: tuple[str, ...]) -> SectionPart:
    found = material.lead.cover if material.lead else None
    facts = (
        ("Programme answers to", found.framework.value if found and found.framework else ""),
        ("Senior responsible owner", (found.sro or "") if found else ""),
        ("Grant", f"ends on {say(found.grant_ends)}" if found and found.grant_ends else ""),
    )
    return SectionPart(sentences=told, facts=tuple((name, text) for name, text in facts if text))


def _for(material: Material) -> SectionPart:
    streams = [material.programme.streams[code] for code in material.codes if code in material.programme.streams]
    points = [f"{one.name or one.code}: {sentence(one.purpose)}" for one in streams if one.purpose]
    rest = len(points) - _PURPOSES
    return SectionPart(
        "What is to be different", points=(*points[:_PURPOSES], *([f"{rest} more workstreams."] if rest > 0 else []))
    )


def _how(material: Material) -> SectionPart:
    meanings = {
        Status.RED: "beyond what the programme tolerates", Status.AMBER: "behind, within what it tolerates",
        Status.GREEN: "as planned or better", Status.NO_DATA: "not known, though it should be",
    }  # fmt: skip
    key = "; ".join(f"{status.value}: {words}" for status, words in meanings.items())
    return SectionPart(
        "How to read it",
        sentences=filled(
            f"{key}. Colours are worked out from dates and figures, not chosen.",
            rows_withheld(material),
            f"Small numbers of children are hidden: {material.shown.fewer}." if material.shown.below else "",
        ),
    )
