"""The overall colour of a workstream: its worst aspect, with two rules (status: roll-up)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from xl_send.rag.rollup.aspects import WeighedAspect, without_colour, worst
from xl_send.rag.rollup.softening import Weighed, by_consequence
from xl_send.results import AspectName, Status
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Funding, Mitigation, PostStatus, Proximity, Response
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, first_by_id

IsTreated = Callable[[Weighed], bool]

# Nobody may call themselves Green who cannot show that they deliver and that it does good.
EVIDENCE = frozenset({AspectName.DELIVERY, AspectName.BENEFITS})


class Overall(NamedTuple):
    """The overall colour. `parts` are the aspects as they count here, `lowered` the Red risks that count Amber.

    `unevidenced` are the aspects without which no colour, or no Green, can be told. `halted` says that the workstream
    is paused or withdrawn: then it has no colour, whatever others still wait for.
    """

    status: Status
    parts: tuple[WeighedAspect, ...]
    drivers: tuple[Weighed, ...]
    lowered: tuple[Weighed, ...] = ()
    unevidenced: tuple[WeighedAspect, ...] = ()
    halted: str = ""


def overall_of(parts: Sequence[WeighedAspect], is_treated: IsTreated, halted: str = "") -> Overall:
    """The worst aspect that has data; nothing but Red where something is unknown; not Green without evidence."""
    if halted:
        return Overall(Status.NOT_RATED, tuple(parts), (), halted=halted)
    counted = tuple(_with_treated_risks(part, is_treated) for part in parts)
    status, deciding = _decided(counted)
    unevidenced = deciding if status is not Status.RED and _are_without_data(deciding, status) else ()
    drivers = by_consequence(driver for part in deciding for driver in part.drivers)
    return Overall(status, counted, drivers, _lowered_in(counted), unevidenced)


def _decided(counted: Sequence[WeighedAspect]) -> tuple[Status, tuple[WeighedAspect, ...]]:
    """The colour, and the aspects that decide it."""
    status = worst(part.status for part in counted)
    unknown = tuple(part for part in counted if part.unknown)
    if unknown and status is not Status.RED:
        return Status.NO_DATA, unknown
    unevidenced = tuple(part for part in counted if part.name in EVIDENCE and part.status is Status.NO_DATA)
    if status is Status.GREEN and unevidenced:
        return Status.AMBER, unevidenced
    found = status or _without_colour(counted)
    return found, tuple(part for part in counted if part.status is found)


def _are_without_data(parts: Sequence[WeighedAspect], status: Status) -> bool:
    """Whether these decide by what is not known of them: what is unknown, or what keeps the whole from Green."""
    return any(part.unknown or part.status is not status for part in parts)


def _without_colour(counted: Sequence[WeighedAspect]) -> Status:
    there = [part.status for part in counted if part.weighed]
    return Status.NO_DATA if Status.NO_DATA in there else without_colour(there)


def _with_treated_risks(part: WeighedAspect, is_treated: IsTreated) -> WeighedAspect:
    """A Red risk whose treatment is in hand counts Amber here, though not in its own aspect."""
    if part.name is not AspectName.RISKS or part.status is not Status.RED:
        return part
    weighed = tuple(_lowered(item) if is_treated(item) else item for item in part.weighed)
    colour = worst(item.counts_as for item in weighed) or part.status
    unknown = part.unknown and colour is not Status.RED
    return WeighedAspect(part.name, weighed, Status.NO_DATA if unknown else colour, part.lost, part.columns)


def _lowered(weighed: Weighed) -> Weighed:
    red = weighed.counts_as is Status.RED
    return weighed._replace(counts_as=Status.AMBER) if red else weighed


def _lowered_in(counted: Sequence[WeighedAspect]) -> tuple[Weighed, ...]:
    return tuple(
        weighed for part in counted for weighed in part.weighed if part.name is AspectName.RISKS and weighed.softened
    )


def treatment_of(programme: Programme) -> IsTreated:
    """The test whether a risk is in hand (status: what changed).

    It is treated or transferred, by a mitigation with an owner and an action due after the as at date; it is
    said when it would bite, and not now; and any extra capacity that it rests on is paid for and there.
    """
    lines = first_by_id(programme.each(Resource))

    def is_treated(weighed: Weighed) -> bool:
        risk = weighed.item.record
        if not isinstance(risk, Risk) or not _is_planned(risk):
            return False
        as_at = programme.as_at(risk)
        if risk.action_due is None or as_at is None or risk.action_due <= as_at:
            return False
        line = lines.get(risk.resource or "")
        return _needs_no_money(risk) or (line is not None and _provides(line, programme.as_at(line), risk.action_due))

    return is_treated


def _is_planned(risk: Risk) -> bool:
    """Whether somebody does something about it before it bites."""
    answered = risk.response in {Response.TREAT, Response.TRANSFER} and bool(risk.mitigation)
    return answered and risk.owner is not None and risk.proximity not in {None, Proximity.NOW}


def _needs_no_money(risk: Risk) -> bool:
    """Whether it rests on no extra capacity; where it is not said how it works, that is not known."""
    return risk.kind not in {None, Mitigation.EXTRA_CAPACITY}


def _provides(line: Resource, as_at: date | None, due: date) -> bool:
    """Whether a line is paid for, has somebody in post once started, and lasts until an action is due (conflict 18)."""
    there = line.post is PostStatus.IN_POST or (as_at is not None and line.starts >= as_at)
    return line.funding not in {None, Funding.NOT_FUNDED} and there and line.ends >= due
