"""What would change, in words, part by part."""

from __future__ import annotations

from xl_send.commands.whatif import WhatIfResult
from xl_send.compare.differences import DateChange, Differences, why_better
from xl_send.findings import Finding
from xl_send.listings.whatif import may_change_as_well
from xl_send.output.lines import hanging
from xl_send.output.policy import marking_lines, policy_lines
from xl_send.results import Item
from xl_send.workbook.days import say


def whatif_text(result: WhatIfResult) -> str:
    """What changes, in words, part by part; parts in which nothing changes are left out."""
    found = result.differences
    parts = {
        "Dates": [line for item in found.dates if item.before != item.after for line in _date(item)],
        "Float alone": [line for item in found.dates if item.before == item.after for line in _date(item)],
        "Meetings, terms and figures": _passed(found),
        "Colours": [line for was, now in found.items for line in _item(was, now)],
        "Workstreams and programme": [
            f"{aspect.of} {aspect.aspect.heading}: {was.status.value} becomes {aspect.status.value}"
            for was, aspect in found.aspects
        ],
        "Would have no owner": hanging(", ".join(found.unowned)),
        "Conflicts that would be gone": [line for finding in found.gone for line in _conflict(finding)],
        "Conflicts that would be different": [line for finding in found.changed for line in _conflict(finding)],
        "Conflicts that would be new": [line for item in found.new for line in _conflict(item)],
    }
    lines = [*marking_lines(result.loaded), *policy_lines(result.programme), "", f"If {result.supposed}:", ""]
    if result.loaded.unread:
        lines = [*may_change_as_well(result.loaded.unread_line), "", *lines]
    for title, said in parts.items():
        if said:
            lines += [title, *(f"  {line}" for line in said), ""]
    return "\n".join([*lines, _closing(result)])


def _date(one: DateChange) -> list[str]:
    moved = f"{one.was} becomes {one.becomes}" if one.before != one.after else one.was
    return hanging(", ".join(filter(None, (f"{one.id}: {moved}", one.in_words))))


def _passed(found: Differences) -> list[str]:
    said = []
    for meeting in found.meetings:
        following = f"the next is on {say(meeting.following.day)}" if meeting.following else "no later one is listed"
        said.append(f"{meeting.milestone.id} misses {meeting.meeting.forum} on {say(meeting.meeting.day)}; {following}")
    for milestone, ended, starts in found.terms:
        said.append(f"{milestone.id} passes the end of term on {say(ended)}; schools can act again from {say(starts)}")
    said += [
        f"{kpi} is expected by {say(day)}, before {milestone} can be reached" for kpi, milestone, day in found.points
    ]
    return [line for item in said for line in hanging(item)]


def _item(was: Item, now: Item) -> list[str]:
    return hanging(f"{now.id}: {was.status.value} becomes {now.status.value}: {now.reason}{why_better(was, now)}")


def _conflict(one: Finding) -> list[str]:
    return hanging(f"{one.severity.value} {one.rule} {one.message}")


def _closing(result: WhatIfResult) -> str:
    if not any(result.differences):
        return "Nothing else would change. No workbook was changed."
    return f"{result.counts} would change. No workbook was changed."
