"""The picture of a programme: five aspects and an overall for each workstream and for the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from xl_send.calendar import WorkingDays
from xl_send.network import network_of
from xl_send.rag.items import items as items_of
from xl_send.rag.rollup.aspects import ASPECT_OF_SHEET, PARTS, WeighedAspect, tally
from xl_send.rag.rollup.consequence import Consequences
from xl_send.rag.rollup.decisive import Deciding
from xl_send.rag.rollup.overall import IsTreated, overall_of, treatment_of
from xl_send.rag.rollup.programme import Picture, ProgrammePicture
from xl_send.rag.rollup.sentences import aspect_reason, overall_reason, softening_note
from xl_send.rag.rollup.softening import View, Weighed, weigh
from xl_send.rag.rollup.streams import ByAspect, by_aspect, by_workstream, of_no_workstream
from xl_send.results import Aspect, AspectName, Item, ProgrammeStatus, Reason, Status
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.days import say
from xl_send.workbook.lost_sheets import Lost, left_out_files, unreturned, without_as_at
from xl_send.workbook.sheets.choices import Rag, State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, once_per_programme
from xl_send.workbook.unread import Unread

PROGRAMME = "programme"
# The thresholds by which the programme's colour goes by those of its workstreams.
_LIMITS = frozenset({"programme_red", "programme_amber"})
_WHY_SOFTENED = {
    AspectName.DELIVERY: ("because it is not a key milestone", "because they are not key milestones"),
    AspectName.BENEFITS: ("because the KPI it leads to is rated", "because the KPIs they lead to are rated"),
    AspectName.OVERALL: ("because its treatment is in hand", "because their treatment is in hand"),
}

__all__ = ["PROGRAMME", "programme_status", "rolled_up"]


@once_per_programme
def programme_status(programme: Programme) -> ProgrammeStatus:
    """Every item and aspect of a programme (status: roll-up). Workstreams stand in the order of their codes."""
    return rolled_up(programme, items_of(programme))


def rolled_up(programme: Programme, items: Sequence[Item]) -> ProgrammeStatus:
    """The picture that these items of a programme make."""
    roll = _Roll.of(programme, items)
    streams = by_workstream(programme, items, roll.lost)
    shared, own = ({code: roll.picture(code, rows, view) for code, rows in streams.items()} for view in roll.views)
    aspects = [aspect for code in streams for aspect in roll.aspects(code, shared[code], own[code])]
    nobodys = of_no_workstream(items, streams)
    for code, rows in nobodys.items():
        shared[code], own[code] = (roll.picture(code, rows, view) for view in roll.views)
    every = by_aspect(items)
    by_measures, by_own = zip(roll.views, (shared, own), strict=True)
    aspects += roll.whole(roll.programme_picture(every, *by_measures), roll.programme_picture(every, *by_own))
    return ProgrammeStatus(programme.latest, tuple(items), tuple(aspects), roll.unread.sentences)


class _Colour(NamedTuple):
    """The colour of an aspect, and what makes it so."""

    status: Status
    own: Status
    drivers: Sequence[Weighed]
    reason: Reason


class _Roll(NamedTuple):
    """The two views of a programme, and what the overall must know besides."""

    programme: Programme
    views: tuple[View, View]
    is_treated: IsTreated
    lost: tuple[Lost, ...]
    limits: Thresholds
    unread: Unread

    @classmethod
    def of(cls, programme: Programme, items: Sequence[Item]) -> _Roll:
        policy = programme.policy
        days = WorkingDays.of(policy.calendar if policy else ())
        consequences = Consequences(programme, days)
        views = View.of(items, consequences, own=False), View.of(items, consequences, own=True)
        unread = Unread(programme)
        sheets = (item for item in unread.lost if item.record is not Cover or item.part)
        lost = (*sheets, *without_as_at(programme), *unreturned(programme), *left_out_files(programme))
        limits = policy.thresholds if policy else Thresholds()
        return cls(programme, views, treatment_of(programme), lost, limits, unread)

    def picture(self, of: str, items: ByAspect, view: View) -> Picture:
        """A workstream, or the programme over all its items, as one view shows it."""
        parts = tuple(
            WeighedAspect.of(name, weigh(items[name], view), tuple(self._lost(of, name)), self.unread.columns)
            for name in PARTS
        )
        return Picture(parts, overall_of(parts, self.is_treated, self._halted(of)))

    def _halted(self, of: str) -> str:
        """That a workstream is paused or withdrawn, as its own row says."""
        stream = self.programme.streams.get(of)
        return "" if stream is None or stream.state is State.ACTIVE else stream.state.value.lower()

    def programme_picture(self, items: ByAspect, view: View, streams: Mapping[str, Picture]) -> ProgrammePicture:
        """The programme as one view shows it."""
        whole = self.picture(PROGRAMME, items, view)
        accounts = network_of(self.programme).accounts if self.programme.submissions else {}
        decisive = Deciding(view.consequences, self.limits, accounts).among(whole.parts)
        return ProgrammePicture.of(whole, streams, decisive, self.limits)

    def _lost(self, of: str, name: AspectName) -> Iterator[str]:
        """What an aspect of a workstream or of the programme rests on and was not read: sheets, and the limits."""
        for item in self.lost:
            whose = (
                of in (PROGRAMME, *item.codes) or item.record is Interdependency or self._undated_party(of, item, name)
            )
            if whose and (item.record is Cover or ASPECT_OF_SHEET.get(item.record) is name):
                yield item.sentence
        if of == PROGRAMME:
            why = self.unread.threshold(self.programme.policy, _LIMITS)
            yield from [why] if why else []

    def _undated_party(self, of: str, item: Lost, name: AspectName) -> bool:
        """Whether a workbook that gives no date tells of handovers of another workstream, of which nothing is known."""
        submission = self.programme.by_workbook.get(item.workbook)
        if name is not AspectName.INTERDEPENDENCIES or submission is None or self.programme.as_at_of(submission):
            return False
        return any(of in (row.giver, row.receiver) for row in submission.all(Interdependency))

    def aspects(self, code: str, shared: Picture, own: Picture) -> Iterator[Aspect]:
        """The five aspects and the overall of a workstream."""
        for part, by_own in zip(shared.parts, own.parts, strict=True):
            colour = _Colour(part.status, by_own.status, part.drivers, aspect_reason(part))
            yield self._aspect(code, part.name, colour, [part], shared.softened(part.name))
        overall = shared.overall
        colour = _Colour(overall.status, own.overall.status, overall.drivers, overall_reason(overall))
        yield self._aspect(code, AspectName.OVERALL, colour, shared.parts, overall.lowered)

    def whole(self, shared: ProgrammePicture, own: ProgrammePicture) -> Iterator[Aspect]:
        """The five aspects and the overall of the programme."""
        for place, part in enumerate(shared.whole.parts):
            status, by_own = shared.parts[place].status, own.parts[place].status
            colour = _Colour(status, by_own, shared.part_drivers(place), shared.part_reason(place))
            yield self._aspect(PROGRAMME, part.name, colour, [part], shared.softened(part.name))
        colour = _Colour(shared.overall.status, own.overall.status, shared.drivers, shared.reason)
        softened = shared.softened(AspectName.OVERALL)
        yield self._aspect(PROGRAMME, AspectName.OVERALL, colour, shared.whole.parts, softened)

    def _aspect(
        self, of: str, name: AspectName, colour: _Colour, parts: Sequence[WeighedAspect], softened: Iterable[Weighed]
    ) -> Aspect:
        return Aspect(
            of=of,
            aspect=name,
            status=colour.status,
            own_status=colour.own,
            reported=_reported(self.programme, of) if name is AspectName.OVERALL else None,
            drivers=tuple(dict.fromkeys(one.item.id for one in colour.drivers)),
            counts=tally(one for part in parts for one in part.weighed),
            reason=replace(
                colour.reason,
                carried=_of_days(self.programme, of, lambda _, stream: stream.carried),
                earlier=_of_days(self.programme, of, _earlier),
            ),
            without_data=_share(parts),
            note=softening_note(softened, _WHY_SOFTENED.get(name, ("", ""))),
        )


def _share(parts: Sequence[WeighedAspect]) -> float:
    counts = [part.counts for part in parts]
    without = sum(found.get(Status.NO_DATA, 0) for found in counts)
    ratable = without + sum(number for found in counts for status, number in found.items() if status.coloured)
    return without / ratable if ratable else 0.0


def _of_days(programme: Programme, of: str, day_of: Callable[[Programme, Workstream], date | None]) -> tuple[str, ...]:
    """Which workstreams are told as of a day of their own: `TRN, as at 2 October 2026`.

    They stand as their last return told of them, as none came since, or as a return of an earlier day did.
    """
    codes = sorted(programme.streams) if of == PROGRAMME else [of]
    streams = [stream for code in codes if (stream := programme.streams.get(code))]
    return tuple(f"{stream.code}, as at {say(day)}" for stream in streams if (day := day_of(programme, stream)))


def _earlier(programme: Programme, stream: Workstream) -> date | None:
    """The day of a return that describes an earlier one than the programme's: a workbook's word, else its own As at."""
    own, latest = programme.as_at(stream), programme.latest
    return stream.returned or (own if own and latest and own < latest else None)


def _reported(programme: Programme, of: str) -> Rag | None:
    """The owner's own colour; for the programme that of the latest workbook whose cover gives one."""
    if of != PROGRAMME:
        stream = programme.streams.get(of)
        return stream.reported if stream else None
    latest = sorted(
        programme.submissions,
        key=lambda submission: (-(submission.as_at.toordinal() if submission.as_at else 0), submission.turn),
    )
    return next((submission.cover.reported for submission in latest if submission.cover.reported), None)
