"""Words that several kinds of change need: what a thing is called, and how far a date has moved."""

from __future__ import annotations

from datetime import date

from xl_send.compare.snapshots import BoardComparison
from xl_send.text import working_days
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.submissions import identity

_NAMES = ("name", "needed", "what", "role")


def row_name(row: Record) -> str:
    """What a row is, in its owner's words."""
    names = (getattr(row, field, None) for field in _NAMES)
    return next((str(name) for name in names if name and name != identity(row)), "")


def how_far(since: BoardComparison, before: date, after: date) -> str:
    """How far a date has moved: `20 working days later`."""
    by = since.days.between(before, after)
    if by == 0:
        return "no working day between"
    return f"{working_days(abs(by))} {'later' if by > 0 else 'earlier'}"


def moved(since: BoardComparison, before: date | None, after: date | None) -> str:
    """A date then and now: `moved from 2 October 2026 to 30 October 2026, 20 working days later`."""
    if before and after:
        return f"moved from {say(before)} to {say(after)}, {how_far(since, before, after)}"
    return f"given as {say(after)}" if after else f"taken away; it was {say(before)}" if before else "not given"


def in_school_time(since: BoardComparison, before: date | None, after: date | None) -> str:
    """What a later date means for schools: the school days within the move, and a term that ends meanwhile."""
    if not before or not after or after <= before:
        return ""
    school = sum(before.toordinal() < day <= after.toordinal() for day in since.terms.school_days())
    term = since.terms.term_of(before)
    passed = f", past the end of term on {say(term.ends)}" if term and term.ends < after else ""
    return f" ({school} school day{'' if school == 1 else 's'}){passed}"
