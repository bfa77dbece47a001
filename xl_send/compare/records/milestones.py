"""What has changed of milestones: reached, moved, newly late, decided, and whether they still count as key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.records.plans import plan_changes
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot, RecordPair
from xl_send.compare.wording import in_school_time
from xl_send.network import date_held_to, given
from xl_send.results import ItemKind, Status
from xl_send.text import working_days
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds


def milestone_changes(since: BoardComparison) -> Iterator[Change]:
    """Every change of a milestone that both boards have."""
    for pair in since.pairs(Milestone):
        noted = Noted(since, pair, ChangeSubject.MILESTONE)
        yield from noted.value(ChangeKind.STATE, "state", first=pair.now.state is State.WITHDRAWN)
        yield from _reached(noted)
        yield from plan_changes(noted)
        yield from _forecast(noted)
        yield from _newly_late(noted)
        yield from noted.value(ChangeKind.FLAG_ALTERED, "key", first=pair.then.key is True, more=_softened(pair))
        yield from noted.value(ChangeKind.FLAG_ALTERED, "fixed", first=pair.then.fixed)
        yield from _decided(noted)


def _actual(board: BoardSnapshot, row: Milestone) -> date | None:
    return given(row.actual, board.programme.as_at(row))


def _reached(noted: Noted[Milestone]) -> Iterator[Change]:
    since, pair = noted.since, noted.pair
    then, now = _actual(since.then, pair.then), _actual(since.now, pair.now)
    if now and not then:
        yield noted.change(
            ChangeKind.ACHIEVED, f"achieved on {say(now)}, {_against_plan(since, pair.now, now)}", "actual"
        )
    elif then and not now:
        text = f"no longer given as achieved; it was given as achieved on {say(then)}"
        yield noted.change(ChangeKind.NO_LONGER_ACHIEVED, text, "actual", first=True)
    elif then and now:
        yield from noted.day(ChangeKind.ACHIEVED_DATE_ALTERED, "actual")


def _against_plan(since: BoardComparison, row: Milestone, actual: date) -> str:
    plan = date_held_to(row, since.now.change_requests)
    by = since.days.between(plan.day, actual)
    if by == 0:
        return f"on time against its plan date of {say(plan.day)}"
    how = f"{working_days(abs(by))} {'after' if by > 0 else 'before'}"
    return f"{how} its plan date of {say(plan.day)}"


def _forecast(noted: Noted[Milestone]) -> Iterator[Change]:
    """The forecast of a milestone not yet reached; once it is reached its forecast tells nothing."""
    pair = noted.pair
    if _actual(noted.since.now, pair.now) is None:
        more = in_school_time(noted.since, pair.then.forecast, pair.now.forecast) if pair.now.schools_must_act else ""
        yield from noted.day(ChangeKind.FORECAST_MOVED, "forecast", more=more, first=_is_much_later(noted))


def _is_much_later(noted: Noted[Milestone]) -> bool:
    """Whether it is later by more than would leave it Green; one that is not key, than would leave it Amber."""
    (then, now), policy = noted.pair, noted.since.now.programme.policy
    if then.forecast is None or now.forecast is None:
        return then.forecast is not None
    measures = policy.thresholds if policy else Thresholds()
    within = measures.milestone_green if now.key is not False else measures.milestone_amber
    return noted.since.days.between(then.forecast, now.forecast) > (0 if now.fixed else within)


def _newly_late(noted: Noted[Milestone]) -> Iterator[Change]:
    """Late now and not then, where the colour does not say so already."""
    then, now = (
        board.item(ItemKind.MILESTONE, row)
        for board, row in zip((noted.since.then, noted.since.now), noted.pair, strict=True)
    )
    if then is None or now is None or now.status is not then.status or now.status is Status.COMPLETE:
        return
    late = now.rating.facts.get("late")
    if late and not then.rating.facts.get("late"):
        text = f"newly late: {now.rating.in_brief}"
        yield noted.change(ChangeKind.NEWLY_LATE, text, "forecast", first=noted.pair.now.key is not False)


def _softened(pair: RecordPair[Milestone]) -> str:
    """What follows for the colours of the workstream and the programme."""
    return "; its colour now counts one step better in the roll-up" if pair.now.key is False else ""


def _decided(noted: Noted[Milestone]) -> Iterator[Change]:
    if noted.pair.alters("decided"):
        decision = noted.pair.now.decided
        forum = f" by {noted.pair.now.forum}" if noted.pair.now.forum else ""
        text = f"decision given{forum} on {say(decision)}" if decision else "the date of its decision is taken away"
        yield noted.change(ChangeKind.DECISION_GIVEN, text, "decided")
