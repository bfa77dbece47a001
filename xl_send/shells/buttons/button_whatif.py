"""What if, pressed: what a slip would do, on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.commands.outcomes import Progress
from xl_send.commands.slips import answered_slip
from xl_send.commands.whatif import counted, float_words, supposed_words
from xl_send.compare.differences import DateChange, Differences, differences, why_better
from xl_send.compare.scenario import with_slips
from xl_send.findings import Finding
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, ColumnTitle, Filled
from xl_send.shells.buttons.button_validate import gathered_of
from xl_send.text import working_days
from xl_send.workbook.days import say

WHAT_IF = "What if"
TITLES = (
    ColumnTitle("What", 24),
    ColumnTitle("ID", 20),
    ColumnTitle("Now", 22),
    ColumnTitle("Then", 22),
    ColumnTitle("Why", 90),
)
Row = tuple[str, ...]


def whatif(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """What would change if a milestone, task or handover came later by so many working days."""
    slips = answered_slip(press.given.get("id", ""), press.given.get("days", ""))
    before = gathered_of(press, progress).programme
    found = differences(before, with_slips(before, slips))
    supposed = f"If {supposed_words(slips)}"
    if not any(found):
        nothing = f"{supposed}, nothing else would change."
        return ButtonAnswer(nothing, (Filled(WHAT_IF, nothing, TITLES, ()),), show=WHAT_IF)
    filled = Filled(WHAT_IF, f"{supposed}: what would change. Your plan is as it was.", TITLES, tuple(_rows(found)))
    return ButtonAnswer(
        f"{supposed}, {counted(found)} would change. The What if sheet lists them.", (filled,), show=WHAT_IF
    )


def _rows(found: Differences) -> Iterator[Row]:
    yield from map(_date, found.dates)
    for meeting in found.meetings:
        following = say(meeting.following.day) if meeting.following else "no later one is listed"
        yield "Meeting missed", meeting.milestone.id, say(meeting.meeting.day), following, meeting.meeting.forum
    for milestone, ended, starts in found.terms:
        why = "It passes the end of term; schools can act again from then."
        yield "End of term passed", milestone.id, say(ended), say(starts), why
    for kpi, milestone_id, day in found.points:
        yield "Figure due too early", kpi, say(day), "", f"It is expected before {milestone_id} can be reached."
    for was, now in found.items:
        yield "Colour", now.id, was.status.value, now.status.value, now.reason + why_better(was, now)
    for before, after in found.aspects:
        yield f"{after.aspect.heading}", after.of, before.status.value, after.status.value, after.sentence
    yield from _conflicts("Conflict gone", found.gone)
    yield from _conflicts("Conflict different", found.changed)
    yield from _conflicts("New conflict", found.new)


def _date(one: DateChange) -> Row:
    why = f"{working_days(abs(one.by))} {'later' if one.by >= 0 else 'earlier'}"
    if one.float_after is not None:
        why += f"; float {float_words(one.float_before)} becomes {float_words(one.float_after)}"
    return "Date", one.id, say(one.before), say(one.after), why


def _conflicts(what: str, findings: tuple[Finding, ...]) -> Iterator[Row]:
    for finding in findings:
        yield what, finding.cell.record, "", finding.severity.value, finding.message
