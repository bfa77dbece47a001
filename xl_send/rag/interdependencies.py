"""The status of a handover between two workstreams (status: interdependency, steps 1 to 5)."""

from __future__ import annotations

from datetime import date

from xl_send.findings import Cell
from xl_send.network import HandoverDate, given, handover_date
from xl_send.rag.context import Context
from xl_send.rag.not_rated import not_rated
from xl_send.results import Fact, Rating, Status
from xl_send.text import days, working_days
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone


class Side(NamedTuple):
    """One party's account, and by what it is measured: its own workbook's date among the rest."""

    row: Interdependency
    context: Context


class EffectiveDate(NamedTuple):
    """When a handover is made or can be; `field` of `said_by` says so."""

    day: date | None
    said_by: Interdependency | Milestone
    field: str


class BothAccounts(NamedTuple):
    """The need by the receiver's account and the promise by the giver's; one account may serve for both.

    `effective` is the day of delivery, done, expected or promised; `room` is the float in working days.
    """

    need: Side
    promise: Side
    delivered: date | None
    accepted: date | None
    told: EffectiveDate
    room: int | None

    @property
    def effective(self) -> date | None:
        """The day of the handover."""
        return self.told.day

    @property
    def effective_cell(self) -> Cell:
        """Where that day stands."""
        return self.told.said_by.at(self.told.field)

    @property
    def needed_by(self) -> date | None:
        """The receiver's word."""
        return self.need.row.needed_by

    @property
    def facts(self) -> dict[str, Fact]:
        """The dates behind the status."""
        return {"effective": self.effective, "need_by": self.needed_by, "float": self.room}

    def rating(self, status: Status, reason: str, *cells: Cell, brief: str = "") -> Rating:
        """A rating on the handover, decided by these cells."""
        return Rating(status, reason, cells, self.facts, brief)


def interdependency_rating(need: Side, promise: Side) -> Rating:
    """What a handover earns; for one party's own account both sides are that account."""
    return rested(need, promise) or rating_of(both_accounts(need, promise))


def rested(need: Side, promise: Side) -> Rating | None:
    """Not rated where the handover or its receiver's workstream is paused or withdrawn, by either party."""
    return not_rated(need.row, need.row.receiver, need.context, need.row.state) or _rested_by_giver(promise)


def rating_of(handover: BothAccounts) -> Rating:
    """What a handover earns that is neither paused nor withdrawn."""
    return (
        _delivered(handover)
        or _without_need(handover)
        or _without_date(handover)
        or _passed(handover)
        or _too_late(handover)
        or _by_room(handover)
    )


def _rested_by_giver(promise: Side) -> Rating | None:
    """Either party may pause or withdraw a handover; where only the giver does, that is said."""
    row = promise.row
    if row.state is State.ACTIVE:
        return None
    return Rating(Status.NOT_RATED, f"{row.state.value.lower()} by the giver", (row.at("state"),), settled=True)


def both_accounts(need: Side, promise: Side) -> BothAccounts:
    """The two accounts brought together, with the day of the handover and the float."""
    delivered = given(promise.row.delivered, promise.context.as_at)
    accepted = given(need.row.accepted, need.context.as_at)
    told, needed_by = _effective(need, promise), need.row.needed_by
    room = need.context.days.between(told.day, needed_by) if told.day and needed_by else None
    return BothAccounts(need, promise, delivered, accepted, told, room)


def effective_day(need: Side, promise: Side) -> date | None:
    """The day of the handover: done, expected or promised."""
    return _effective(need, promise).day


def _said_of(need: Side, promise: Side) -> HandoverDate:
    """What the accounts themselves say of the day."""
    return handover_date(need.row, promise.row, need.context.as_at, promise.context.as_at)


def _effective(need: Side, promise: Side) -> EffectiveDate:
    """When it was made, else the later of what is expected and when the giver's milestone is reached.

    In the programme that is the date of the network, which is not before the As at of the giver's workbook.
    """
    said = _said_of(need, promise)
    if said.done:
        return EffectiveDate(said.day, said.said_by, said.field)
    ready = _ready(need, promise)
    network = promise.context.network
    earliest = network.not_before(need.row.id) if network else None
    if ready and ready.day and (said.day is None or ready.day > said.day):
        return EffectiveDate(max(ready.day, earliest or ready.day), ready.said_by, ready.field)
    return EffectiveDate(max(said.day, earliest or said.day) if said.day else None, said.said_by, said.field)


def _ready(need: Side, promise: Side) -> EffectiveDate | None:
    """When the giver's milestone is reached; one that is withdrawn gives no date, whatever it once said."""
    known = promise.context.known
    milestone = known.milestone(promise.row.giver_milestone or need.row.giver_milestone)
    day = promise.context.date_of(milestone) if milestone else None
    if milestone is None or day is None or _is_withdrawn(milestone, promise):
        return None
    reached = given(milestone.actual, known.programme.as_at(milestone))
    return EffectiveDate(day, milestone, "actual" if reached else "forecast")


def _is_withdrawn(milestone: Milestone, promise: Side) -> bool:
    """Whether a milestone is no longer part of the plan, by its own state or its workstream's."""
    stream = promise.context.known.programme.state_of(milestone.workstream)
    return State.WITHDRAWN in {milestone.state, stream}


def _delivered(handover: BothAccounts) -> Rating | None:
    """Step 1: handed over, and accepted or not; what the receiver has accepted is there, whatever the giver says."""
    row, delivered, accepted = handover.need.row, handover.delivered, handover.accepted
    cells = (handover.promise.row.at("delivered"), row.at("accepted"))
    if delivered is None:
        if accepted is None:
            return None
        reason = f"accepted on {say(accepted)}; the giver's account does not say that it was delivered"
        return handover.rating(Status.COMPLETE, reason, *cells, brief="accepted").telling("effective")
    done = f"delivered on {say(delivered)}"
    if accepted and accepted < delivered:
        doubt = f"its acceptance is in doubt: {row.at('accepted').address} is before its delivery"
        return Rating.not_known(doubt, *cells, facts=handover.facts)
    if accepted:
        reason = f"{done} and accepted on {say(accepted)}"
        return handover.rating(Status.COMPLETE, reason, *cells, brief="delivered and accepted").telling("effective")
    return handover.rating(Status.AMBER, f"{done}, awaiting acceptance", *cells, brief="awaiting acceptance").telling(
        "effective"
    )


def _without_need(handover: BothAccounts) -> Rating | None:
    """The giver's own account need not say when the handover is needed: only the receiver's must."""
    if handover.needed_by is not None:
        return None
    row, silent = handover.need.row, "this account does not say when it is needed by, which is the receiver's word"
    missing = handover.need.context.known.unread.cell(row, "needed_by")
    return Rating.not_known(missing or silent, row.at("needed_by"), facts=handover.facts)


def _without_date(handover: BothAccounts) -> Rating | None:
    """Step 2: nobody has said when it will be handed over."""
    needed_by, as_at = handover.needed_by, handover.need.context.as_at
    if handover.effective is not None or needed_by is None:
        return None
    cells = (handover.need.row.at("needed_by"), handover.effective_cell)
    if needed_by < as_at:
        reason = f"needed by {say(needed_by)} and not delivered, with no date for it"
        return handover.rating(Status.RED, reason, *cells, brief="past its need date, with no date for it").telling(
            "need_by"
        )
    milestone = handover.promise.context.known.milestone(handover.promise.row.giver_milestone)
    if milestone and _is_withdrawn(milestone, handover.promise):
        reason = f"{milestone.id}, at which it was to be ready, is withdrawn, and no other date is given"
        return Rating.not_known(reason, milestone.at("state"), *cells, facts=handover.facts)
    return handover.rating(Status.NO_DATA, "no date is given for its delivery", *cells)


def is_past_need(handover: BothAccounts) -> bool:
    """Whether the day it is needed by has passed."""
    return handover.needed_by is not None and handover.needed_by < handover.need.context.as_at


def is_overdue(handover: BothAccounts) -> bool:
    """Whether the day it was forecast or promised for has passed."""
    return _said_of(handover.need, handover.promise).missed(handover.promise.context.as_at)


def days_compared(handover: BothAccounts) -> tuple[Cell, Cell]:
    """The cells that decide the colour of what is not delivered and has a date: the days held against each other."""
    needed, delivered = handover.need.row.at("needed_by"), handover.promise.row.at("delivered")
    if is_past_need(handover):
        return needed, delivered
    if is_overdue(handover):
        return _said_of(handover.need, handover.promise).cell, delivered
    return needed, handover.effective_cell


def is_mild(handover: BothAccounts) -> bool:
    """Whether it is only a little too late for a milestone that is known not to be key."""
    need, room = handover.need, handover.room
    waiting = need.context.known.milestone(need.row.receiver_milestone)
    mild = waiting is not None and waiting.key is False
    return mild and room is not None and room >= -need.context.thresholds.milestone_green


def _passed(handover: BothAccounts) -> Rating | None:
    """Step 3: the day it is needed by, or the day it was forecast for, has passed without delivery."""
    if is_past_need(handover) and handover.needed_by:
        brief = f"needed by {say(handover.needed_by)} and not delivered"
        return handover.rating(Status.RED, brief, *days_compared(handover), brief=brief).telling("need_by")
    said = _said_of(handover.need, handover.promise)
    as_at = handover.promise.context.as_at
    if said.day is None or not is_overdue(handover):
        return None
    name = "promised" if said.field == "promised" else "forecast"
    brief = f"{name} for {say(said.day)} and not delivered"
    late = working_days(handover.promise.context.days.between(said.day, as_at))
    told = ("effective",) if handover.effective in {said.day, as_at} else ()
    reason = f"{brief}, {late} late at {say(as_at)}"
    return handover.rating(Status.RED, reason, *days_compared(handover), brief=brief).telling(*told)


def _too_late(handover: BothAccounts) -> Rating | None:
    """Step 4: expected after it is needed; milder where the milestone that waits is known not to be key."""
    effective, needed_by, room = handover.effective, handover.needed_by, handover.room
    if effective is None or needed_by is None or room is None or effective <= needed_by:
        return None
    need = handover.need
    waiting = need.context.known.milestone(need.row.receiver_milestone)
    reason = f"{working_days(-room)} too late: expected {say(effective)}, needed by {say(needed_by)}"
    cells, brief = days_compared(handover), f"{working_days(-room)} too late"
    if waiting and is_mild(handover):
        aside = f"; {waiting.id}, which waits for it, is not a key milestone"
        found = handover.rating(Status.AMBER, reason + aside, *cells, waiting.at("key"), brief=brief)
    else:
        found = handover.rating(Status.RED, reason, *cells, brief=brief)
    return found.telling("effective", "need_by")


def _by_room(handover: BothAccounts) -> Rating:
    """Step 5: by the float that is left, and whether both have agreed, once the need is near."""
    need, needed_by, room = handover.need, handover.needed_by, handover.room or 0
    left = (needed_by - need.context.as_at).days if needed_by else 0
    doubts = _doubts(handover, room)
    cells = days_compared(handover)
    when = f"needed in {days(left)}, by {say(needed_by)}" if needed_by else ""
    if left < need.context.thresholds.agreement_days and doubts:
        words = every_name([words for words, _ in doubts])
        reason = f"{when}: {words}"
        more = [cell for _, cell in doubts if cell]
        told = ("need_by", "float") if _is_tight(handover, room) else ("need_by",)
        return handover.rating(Status.AMBER, reason, *cells, *more, brief=words).telling(*told)
    room_left = f"{working_days(room)} of float"
    return handover.rating(Status.GREEN, f"{when}, with {room_left}", *cells, brief=room_left).telling(
        "need_by", "float"
    )


def _is_tight(handover: BothAccounts, room: int) -> bool:
    return room < handover.need.context.thresholds.tight_float


def _doubts(handover: BothAccounts, room: int) -> list[tuple[str, Cell | None]]:
    giver, receiver = handover.promise.row, handover.need.row
    doubts: list[tuple[str, Cell | None]] = []
    if _is_tight(handover, room):
        doubts.append((f"only {working_days(room)} of float", None))
    if not giver.giver_agrees:
        doubts.append(("not agreed by the giver", giver.at("giver_agrees")))
    if not receiver.receiver_agrees:
        doubts.append(("not agreed by the receiver", receiver.at("receiver_agrees")))
    return doubts
