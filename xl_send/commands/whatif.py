"""What if: before anyone agrees to a slip, what it would do."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from xl_send.commands.loading import load
from xl_send.commands.outcomes import CannotRunError, ExitCode, Outcome, Progress, count, quietly
from xl_send.commands.slips import slips_from
from xl_send.compare.differences import DateChange, Differences, differences, why_better
from xl_send.compare.scenario import closed, owned_by, with_slips, without
from xl_send.findings import Finding
from xl_send.results import Item
from xl_send.text import working_days
from xl_send.words import listed
from xl_send.workbook.days import say

SCHEMA = "xl_send/whatif/1"
WIDTH = 100


def whatif(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    slip: Sequence[str] = (),
    remove_person: Sequence[str] = (),
    close: Sequence[str] = (),
    format: str = "text",  # noqa: A002 - the option's name
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """What would change over the workbooks named. It writes to none of them."""
    if not (slip or remove_person or close):
        message = "Say what to suppose: --slip TRN-M04=15, --remove-person NAME or --close ID."
        raise CannotRunError(message)
    slips = slips_from(slip)
    gathered = load(workbooks, as_at=as_at, policy=policy, progress=progress)
    before = gathered.programme
    after = with_slips(closed(without(before, remove_person), close), slips)
    found = differences(before, after)._replace(unowned=owned_by(before, remove_person))
    supposed = supposed_words(slips, remove_person, close)
    written = _json(supposed, found) if format == "json" else whatif_text(supposed, found)
    notes = tuple(f"Not read: {item.path}. {item.sentence}" for item in gathered.refused)
    return Outcome(written, ExitCode.ERRORS_FOUND if notes else ExitCode.NOTHING_TO_PUT_RIGHT, notes)


def supposed_words(slips: Sequence[tuple[str, int]], people: Sequence[str] = (), names: Sequence[str] = ()) -> str:
    """What is supposed: `TRN-M04 slips 15 working days`."""
    said = [f"{name} {_slipped(days)}" for name, days in slips]
    said += [f"{person} leaves" for person in people]
    said += [f"{name.upper()} is done or closed" for name in names]
    return listed(said)


def _slipped(days: int) -> str:
    return f"comes {working_days(-days)} earlier" if days < 0 else f"slips {working_days(days)}"


def whatif_text(supposed: str, found: Differences) -> str:
    """What changes, in words, part by part; parts in which nothing changes are left out."""
    parts = {
        "Dates": [line for item in found.dates for line in _date(item)],
        "Meetings, terms and figures": _passed(found),
        "Colours": [line for was, now in found.items for line in _item(was, now)],
        "Workstreams and programme": [
            f"{aspect.of} {aspect.aspect.heading}: {was.status.value} becomes {aspect.status.value}"
            for was, aspect in found.aspects
        ],
        "Would have no owner": _wrapped(", ".join(found.unowned)),
        "Conflicts that would be gone": [line for finding in found.gone for line in _conflict(finding)],
        "Conflicts that would be different": [line for finding in found.changed for line in _conflict(finding)],
        "Conflicts that would be new": [line for item in found.new for line in _conflict(item)],
    }
    lines = [f"If {supposed}:", ""]
    for title, said in parts.items():
        if said:
            lines += [title, *(f"  {line}" for line in said), ""]
    return "\n".join([*lines, _closing(found)])


def _date(one: DateChange) -> list[str]:
    direction = f"{working_days(abs(one.by))} {'later' if one.by >= 0 else 'earlier'}"
    room = (
        ""
        if one.float_after is None
        else f"; float {float_words(one.float_before)} becomes {float_words(one.float_after)}"
    )
    return _wrapped(f"{one.id}: {say(one.before)} becomes {say(one.after)}, {direction}{room}")


def float_words(days: int | None) -> str:
    """A float as a number of working days, or none."""
    return "none" if days is None else str(days)


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
    return [line for item in said for line in _wrapped(item)]


def _item(was: Item, now: Item) -> list[str]:
    return _wrapped(f"{now.id}: {was.status.value} becomes {now.status.value}: {now.reason}{why_better(was, now)}")


def _conflict(one: Finding) -> list[str]:
    return _wrapped(f"{one.severity.value} {one.rule} {one.message}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - 2, subsequent_indent="    ")


def _closing(found: Differences) -> str:
    if not any(found):
        return "Nothing else would change. No workbook was changed."
    return f"{counted(found)} would change. No workbook was changed."


def counted(found: Differences) -> str:
    """How many dates, colours and conflicts would change."""
    conflicts = count(len(found.gone) + len(found.changed) + len(found.new), "conflict")
    return f"{count(len(found.dates), 'date')}, {count(len(found.items), 'colour')} and {conflicts}"


def _json(supposed: str, found: Differences) -> str:
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "supposed": supposed,
        "dates": [
            {
                "id": item.id, "before": item.before.isoformat(), "after": item.after.isoformat(),
                "working_days": item.by,
                "float_before": item.float_before, "float_after": item.float_after,
            }
            for item in found.dates
        ],
        "meetings": [
            {
                "id": meeting.milestone.id, "forum": meeting.meeting.forum, "missed": meeting.meeting.day.isoformat(),
                "next": meeting.following.day.isoformat() if meeting.following else None,
            }
            for meeting in found.meetings
        ],
        "terms": [
            {"id": term.id, "term_ends": ended.isoformat(), "next_term_starts": starts.isoformat()}
            for term, ended, starts in found.terms
        ],
        "kpi_points": [{"kpi": kpi, "milestone": name, "day": day.isoformat()} for kpi, name, day in found.points],
        "items": [
            {"id": now.id, "kind": now.kind.value, "before": was.status.value, "after": now.status.value,
             "reason": now.reason + why_better(was, now)}
            for was, now in found.items
        ],
        "aspects": [
            {"of": now.of, "aspect": now.aspect.value, "before": was.status.value, "after": now.status.value}
            for was, now in found.aspects
        ],
        "unowned": list(found.unowned),
        "conflicts_gone": [_finding(finding) for finding in found.gone],
        "conflicts_changed": [_finding(finding) for finding in found.changed],
        "conflicts_new": [_finding(item) for item in found.new],
    }  # fmt: skip
    return json.dumps(written, ensure_ascii=False, indent=2)


def _finding(one: Finding) -> dict[str, str]:
    return {"rule": one.rule, "severity": one.severity.value, "message": one.message, "key": one.key}
