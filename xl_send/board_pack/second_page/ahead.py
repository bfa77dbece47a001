"""The next period in five bullets, and what parents and children said and were told, in the workstreams' own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.board_pack.material import WORST_FIRST, Material
from xl_send.board_pack.second_page.money import money
from xl_send.board_pack.second_page.unknown import unknown
from xl_send.board_pack.values import SectionPart
from xl_send.board_pack.wording import lines_of, shortened
from xl_send.results import Aspect, AspectName
from xl_send.words import sentence
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry

BULLETS, VOICES = 5, 2
_LONGEST = 112
# Lines of money and of what is not known beside which all bullets fit on page 2; and how few of these ever stand there.
_ROOM, _LINE, _FEWEST = 8, 112, 3
_WHO = re.compile(
    r"\b(?:parents?|carers?|famil(?:y|ies)|young people|young person|children|pupils)\b(?:'s|')?", re.IGNORECASE
)
_HEARD = re.compile(
    r"\b(?:said|says|say|told|tell|asked|ask|heard|hear|listened|survey(?:ed)?|felt|feel|want(?:ed)?|consult(?:ed|ation)?"
    r"|call(?:ed)?|co-?produc\w+|feedback|met|invited|letters?|informed|rated|agreed|view(?:s|ed)?|involved|designed)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def ahead(material: Material) -> SectionPart:
    """What the workstreams will do next, the worst first, at most five."""
    streams = _worst_first(material)
    told = [(stream, stream.next_period) for stream in streams if stream.next_period]
    most = BULLETS - min(max(0, _too_many(material) - VOICES), BULLETS - _FEWEST)
    points = tuple(
        f"{_brief(material, stream.code)}{_halted(stream)}: {shortened(sentence(text), _LONGEST)}"
        for stream, text in told[:most]
    )
    if not points or not material.profile.narrative:
        return SectionPart()
    heading, rest = "The next period", len(told) - len(points)
    where = " in the annex" if material.has_annex else ""
    return SectionPart(f"{heading} ({rest} more{where})" if rest else heading, points=points)


def _halted(stream: Workstream) -> str:
    """That a workstream which says what it will do is paused or withdrawn."""
    return "" if stream.state is State.ACTIVE else f" ({(stream.state or '').lower()})"


def voices(material: Material) -> SectionPart:
    """Sentences that speak of parents, carers or children together with what was said, asked or told."""
    if not material.profile.narrative:
        return SectionPart()
    most = max(0, VOICES - _too_many(material))
    points = tuple(dict.fromkeys(shortened(text, _LONGEST) for text in _said(material)))[:most]
    return SectionPart("What parents and children said and were told", points=points)


def _too_many(material: Material) -> int:
    """How many lines of page 2 have no room: what is not known comes before what the workstreams say."""
    told = [*unknown(material).points, *money(material).sentences, *material.unread(MoneyLine)[:1]]
    return max(0, lines_of(told, _LINE) - _ROOM)


def told_before(material: Material) -> frozenset[str]:
    """Every sentence of the workstreams' own words that page 2 tells whole."""
    points = (*ahead(material).points, *voices(material).points)
    return frozenset(
        one for point in points if not point.endswith("…") for one in _SENTENCES.split(point.partition(": ")[2]) if one
    )


def not_told_before(text: str | None, told: frozenset[str]) -> str:
    """A text without the sentences that were told before."""
    kept = [part for part in _SENTENCES.split((text or "").strip()) if part and sentence(part) not in told]
    return " ".join(kept)


def _said(material: Material) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for stream in _worst_first(material):
        for text in (stream.progress, stream.reason):
            found.setdefault(stream.code, []).extend(heard(text))
    for row in material.rows(Milestone):
        found.setdefault(row.workstream, []).extend([*heard(row.coproduction, who=False), *heard(row.commentary)])
    for entry in material.rows(LogEntry):
        if heard(entry.what) and entry.outcome:
            found.setdefault(entry.workstream, []).append(f"{sentence(entry.what)} {sentence(entry.outcome)}")
    turns = max(map(len, found.values()), default=0)
    for turn in range(turns):
        for code, texts in found.items():
            if turn < len(texts):
                yield f"{_brief(material, code)}: {texts[turn]}"


def _brief(material: Material, code: str) -> str:
    """A workstream by its code, which the grid of page 1 explains; by its name for those who are shown no ids."""
    return code if material.profile.ids else material.stream_name(code) or code


def heard(text: str | None, *, who: bool = True) -> Sequence[str]:
    """The sentences of a text that say what families said or were told; with `who` false, all of it."""
    parts = _SENTENCES.split((text or "").strip())
    return [sentence(part) for part in parts if part and (not who or (_WHO.search(part) and _HEARD.search(part)))]


def _worst_first(material: Material) -> list[Workstream]:
    streams = [material.programme.streams[code] for code in material.codes if code in material.programme.streams]
    statuses = {stream.code: material.aspect(stream.code, AspectName.OVERALL) for stream in streams}
    order = {code: index for index, code in enumerate(material.codes)}
    return sorted(streams, key=lambda stream: (_rank(statuses[stream.code]), order[stream.code]))


def _rank(aspect: Aspect | None) -> int:
    return WORST_FIRST.index(aspect.status) if aspect else len(WORST_FIRST)
