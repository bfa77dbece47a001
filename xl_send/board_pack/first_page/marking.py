"""The marking line: for whom a pack is, which edition, as at when, for which meeting, and whether numbers are small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.board_pack.audiences import AudienceProfile
from xl_send.board_pack.material import Material
from xl_send.board_pack.values import PackTitle
from xl_send.board_pack.wording import filled
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import Forum, Meeting


class BoardMeeting(NamedTuple):
    """The forum that a pack goes to, and the day of the meeting; None where no meeting is listed."""

    forum: str
    day: date | None


def pack_title(material: Material) -> PackTitle:
    """Whose pack this is, of which programme and period, and how it is marked."""
    cover = material.lead.cover if material.lead else None
    return PackTitle(
        programme=(cover.programme if cover else None) or "SEND programme",
        council=(cover.council or "") if cover else "",
        strapline=(cover.period or "") if cover else "",
        marking=tuple(_marking(material)),
        as_at=material.as_at,
        sign_off=_sign_off(material, (cover.sro or "") if cover else ""),
    )


def _marking(material: Material) -> Iterator[str]:
    yield f"For: {material.profile.name}"
    yield material.request.edition
    yield f"As at {say(material.as_at)}" if material.as_at else "No workbook has an As at date that can be read"
    sitting = sitting_of(material)
    if sitting and sitting.day:
        yield f"Goes to {sitting.forum}, {say(sitting.day)}"
    elif sitting:
        yield f"Goes to {sitting.forum}"
    yield from filled(_small_numbers(material))


def _small_numbers(material: Material) -> str:
    if material.shown.guarded:
        return "Small numbers of children are hidden"
    return "" if material.shown.below else "Contains small numbers"


def _sign_off(material: Material, sro: str) -> str:
    """Who signs it off. What is not signed leaves a line for it, but in a page for the public."""
    if material.request.signed:
        return f"Signed off by {material.request.signed}"
    if material.profile.public and not material.request.final:
        return ""
    return f"Signed off by: ____________________ {f'({sro})' if sro else ''}  Date: ____________".replace("  ", " ")


def sitting_of(material: Material) -> BoardMeeting | None:
    """The meeting that a pack goes to: as asked, else the next of the audience's own forum."""
    name = material.request.forum or _usual_forum(material)
    if not name:
        return None
    ahead = (day for day in _meetings(material, name) if material.as_at is None or day >= material.as_at)
    return BoardMeeting(name, material.request.meeting or next(ahead, None))


def _usual_forum(material: Material) -> str:
    """The first forum of the audience's kind, by its words first, then by the day of its next meeting."""
    profile, known = material.profile, dict.fromkeys(forum.name for forum in material.programme.each(Forum))
    # The groups of several workstreams have no one meeting.
    if profile.level is None or (profile.level is ForumLevel.WORKSTREAM and len(material.codes) > 1):
        return ""
    levels = {forum.name: forum.level for forum in material.programme.each(Forum)}
    found = [name for name in known if _is_meant(profile, name)] or (
        [] if profile.forum_words and profile.public else [name for name in known if levels[name] is profile.level]
    )
    at = material.as_at or date.min
    return min(
        found, key=lambda name: next((day for day in _meetings(material, name) if day >= at), date.max), default=""
    )


def _is_meant(profile: AudienceProfile, name: str) -> bool:
    return any(word in name.casefold() for word in profile.forum_words)


def _meetings(material: Material, name: str) -> list[date]:
    met = (row for row in material.programme.each(Meeting) if row.forum.casefold() == name.casefold())
    return sorted({row.day for row in met})
