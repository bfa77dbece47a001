"""What if, pressed: what a slip would do, on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.commands.differences import Date, Differences, differences
from xl_send.commands.outcomes import Progress
from xl_send.commands.pressed import gathered_of
from xl_send.commands.pressing import Answer, Filled, Press, Title
from xl_send.commands.slips import answered_slip
from xl_send.commands.supposing import with_slips
from xl_send.commands.whatif import counted, float_words, supposed_words
from xl_send.findings import Finding
from xl_send.rating.wording import working_days
from xl_send.schema.days import say

WHAT_IF = "What if"
TITLES = (Title("What", 24), Title("ID", 20), Title("Now", 22), Title("Then", 22), Title("Why", 90))
Row = tuple[str, ...]


def whatif(press: Press, progress: Progress) -> Answer:
    """What would change if a milestone, task or handover came later by so many working days."""
    slips = answered_slip(press.given.get("id", ""), press.given.get("days", ""))
    before = gathered_of(press, progress).programme
    found = differences(before, with_slips(before, slips))
    supposed = f"If {supposed_words(slips)}"
    if not any(found):
        nothing = f"{supposed}, nothing else would change."
        return Answer(nothing, (Filled(WHAT_IF, nothing, TITLES, ()),), show=WHAT_IF)
    filled = Filled(WHAT_IF, f"{supposed}: what would change. Your plan is as it was.", TITLES, tuple(_rows(found)))
    return Answer(f"{supposed}, {counted(found)} would change. The What if sheet lists them.", (filled,), show=WHAT_IF)


def _rows(found: Differences) -> Iterator[Row]:
    yield from map(_date, found.dates)
    for one in found.meetings:
        following = say(one.following.day) if one.following else "no later one is listed"
        yield "Meeting missed", one.milestone.id, say(one.meeting.day), following, one.meeting.forum
    for milestone, ended, starts in found.terms:
        why = "It passes the end of term; schools can act again from then."
        yield "End of term passed", milestone.id, say(ended), say(starts), why
    for kpi, milestone_id, day in found.points:
        yield "Figure due too early", kpi, say(day), "", f"It is expected before {milestone_id} can be reached."
    for was, now in found.items:
        yield "Colour", now.id, was.status.value, now.status.value, now.reason
    for before, after in found.aspects:
        yield f"{after.aspect.heading}", after.of, before.status.value, after.status.value, after.sentence
    yield from _conflicts("Conflict gone", found.gone)
    yield from _conflicts("Conflict different", found.changed)
    yield from _conflicts("New conflict", found.new)


def _date(one: Date) -> Row:
    why = f"{working_days(abs(one.by))} {'later' if one.by >= 0 else 'earlier'}"
    if one.float_after is not None:
        why += f"; float {float_words(one.float_before)} becomes {float_words(one.float_after)}"
    return "Date", one.id, say(one.before), say(one.after), why


def _conflicts(what: str, findings: tuple[Finding, ...]) -> Iterator[Row]:
    for one in findings:
        yield what, one.cell.record, "", one.severity.value, one.message
