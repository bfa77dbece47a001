"""The picture of a programme: five aspects and an overall for each workstream and for the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from xl_send.rag.items import items as items_of
from xl_send.rag.rollup.aspects import ASPECT_OF, ASPECT_OF_SHEET, PARTS, WeighedAspect, tally
from xl_send.rag.rollup.overall import IsTreated, overall_of, treatment_of
from xl_send.rag.rollup.sentences import overall_sentence, sentence_of, softening_note
from xl_send.rag.rollup.softening import View, weigh
from xl_send.results import Aspect, AspectName, Item, ItemKind, ProgrammeStatus
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Lost, NotRead, Unread, undated

PROGRAMME = "programme"

ByAspect = Mapping[AspectName, Sequence[Item]]

__all__ = ["PROGRAMME", "programme_status"]


# Rules, status and reports look at the same picture, so it is drawn once for each programme.
_DRAWN: WeakKeyDictionary[Programme, ProgrammeStatus] = WeakKeyDictionary()


def programme_status(programme: Programme) -> ProgrammeStatus:
    """Every item and aspect of a programme (status: roll-up). Workstreams stand in the order of their codes."""
    drawn = _DRAWN.get(programme)
    if drawn is None:
        drawn = _DRAWN[programme] = _draw(programme)
    return drawn


def _draw(programme: Programme) -> ProgrammeStatus:
    items = items_of(programme)
    roll = _Roll.of(programme, items)
    by_workstream = _by_workstream(programme, items, roll.lost)
    aspects = [aspect for code, own in by_workstream.items() for aspect in roll.aspects(code, own)]
    aspects += roll.aspects(PROGRAMME, _by_aspect(items))
    return ProgrammeStatus(programme.latest, items, tuple(aspects), Unread(programme).sentences)


def _by_aspect(items: Iterable[Item]) -> dict[AspectName, list[Item]]:
    found: dict[AspectName, list[Item]] = {name: [] for name in PARTS}
    for item in items:
        found[ASPECT_OF[item.kind]].append(item)
    return found


def _by_workstream(
    programme: Programme, items: Iterable[Item], lost: Sequence[Lost]
) -> dict[str, dict[AspectName, list[Item]]]:
    """The items of each workstream that was read, or that a row which was read belongs to.

    An interdependency counts for its giver as well. The other party's workstream, where only one
    party's workbook was read, has no picture of its own. A row of which the workstream could not be
    read may be of any.
    """
    rows = list(items)
    codes = programme.codes | {item.workstream for item in rows if item.kind is not ItemKind.INTERDEPENDENCY}
    codes |= {code for entry in lost if entry.record is Cover for code in entry.codes}
    found: dict[str, list[Item]] = {code: [] for code in sorted(codes - {""})}
    for item in rows:
        for code in _of(programme, item, found):
            found[code].append(item)
    return {code: _by_aspect(own) for code, own in found.items()}


def _of(programme: Programme, item: Item, codes: Iterable[str]) -> list[str]:
    """The workstreams an item counts for, among those that have a picture."""
    record = item.record
    if not isinstance(record, NotRead):
        return [code for code in dict.fromkeys((item.workstream, item.also)) if code in codes]
    own = programme.of(record).codes
    hidden = record.unread.workstream == "" and record.workstream not in own
    anybody = item.kind is ItemKind.INTERDEPENDENCY and not record.unread.value("giver")
    named = {item.workstream, item.also} | (own if hidden else set())
    return [code for code in codes if anybody or code in named]


class _Roll(NamedTuple):
    """The two views of a programme, and what the overall must know besides."""

    programme: Programme
    shared: View
    own: View
    is_treated: IsTreated
    lost: tuple[Lost, ...]

    @classmethod
    def of(cls, programme: Programme, items: Sequence[Item]) -> _Roll:
        shared, own = View.of(items, own=False), View.of(items, own=True)
        lost = (*(item for item in Unread(programme).lost if item.record is not Cover), *undated(programme))
        return cls(programme, shared, own, treatment_of(programme), lost)

    def aspects(self, of: str, items: ByAspect) -> Iterator[Aspect]:
        """The five aspects and the overall of a workstream or of the programme."""
        lost: dict[AspectName, tuple[str, ...]] = {name: tuple(self._lost(of, name)) for name in PARTS}
        shared, own = _parts(items, self.shared, lost), _parts(items, self.own, lost)
        for part, by_own in zip(shared, own, strict=True):
            yield _aspect(of, part, by_own)
        yield self._overall(of, shared, own)

    def _lost(self, of: str, name: AspectName) -> Iterator[str]:
        """The sheets of which nothing was read and on which an aspect of a workstream or the programme rests."""
        for item in self.lost:
            whose = of in (PROGRAMME, *item.codes) or item.record is Interdependency
            if whose and (item.record is Cover or ASPECT_OF_SHEET.get(item.record) is name):
                yield item.sentence

    def _overall(self, of: str, shared: Sequence[WeighedAspect], own: Sequence[WeighedAspect]) -> Aspect:
        overall = overall_of(shared, self.is_treated)
        weighed = [item for part in shared for item in part.weighed]
        return Aspect(
            of=of,
            aspect=AspectName.OVERALL,
            status=overall.status,
            own_status=overall_of(own, self.is_treated).status,
            reported=_reported(self.programme, of),
            drivers=tuple(dict.fromkeys(driver.item.id for driver in overall.drivers)),
            counts=tally(weighed),
            sentence=overall_sentence(overall),
            without_data=_share(shared),
            note=softening_note(overall.lowered, "because its treatment is in hand"),
        )


def _parts(items: ByAspect, view: View, lost: Mapping[AspectName, tuple[str, ...]]) -> tuple[WeighedAspect, ...]:
    return tuple(WeighedAspect.of(name, weigh(items[name], view), lost[name]) for name in PARTS)


def _aspect(of: str, part: WeighedAspect, by_own: WeighedAspect) -> Aspect:
    return Aspect(
        of=of,
        aspect=part.name,
        status=part.status,
        own_status=by_own.status,
        reported=None,
        drivers=tuple(dict.fromkeys(driver.item.id for driver in part.drivers)),
        counts=part.counts,
        sentence=sentence_of(part),
        without_data=_share([part]),
        note=softening_note(part.weighed, _WHY_SOFTENED.get(part.name, "")),
    )


_WHY_SOFTENED = {
    AspectName.DELIVERY: "because it is not a key milestone",
    AspectName.BENEFITS: "because the KPI it leads to is rated",
}


def _share(parts: Sequence[WeighedAspect]) -> float:
    ratable = sum(part.ratable for part in parts)
    return sum(part.without_data for part in parts) / ratable if ratable else 0.0


def _reported(programme: Programme, of: str) -> Rag | None:
    """The owner's own colour; for the programme that of the latest workbook whose cover gives one."""
    if of != PROGRAMME:
        stream = programme.streams.get(of)
        return stream.reported if stream else None
    latest = sorted(
        programme.submissions,
        key=lambda submission: (-(submission.as_at.toordinal() if submission.as_at else 0), submission.workbook),
    )
    return next((submission.cover.reported for submission in latest if submission.cover.reported), None)
