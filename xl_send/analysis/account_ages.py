"""How far apart in time the accounts were written that a conflict holds against one another."""

from __future__ import annotations

from datetime import date

from xl_send.value_classes import NamedTuple
from xl_send.words import file_name
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.submissions import Programme

# Accounts further apart than this, in days, may differ because the programme has moved on between them.
OLD_NEWS = 45


class _Dated(NamedTuple):
    """A workbook and the day that it describes."""

    as_at: date
    workbook: str


def is_stale(older: date, newer: date) -> bool:
    """Whether what was said as at one day may be out of date as at another."""
    return (newer - older).days > OLD_NEWS


def aside(programme: Programme, *records: Record) -> str:
    """What a conflict between records says of the age of their workbooks, with a space before it, or nothing.

    An as at date set for all of them makes no account younger, so each workbook's own counts.
    """
    if programme.days_apart <= OLD_NEWS:
        return ""
    named = {programme.of(record).workbook: programme.of(record).as_at for record in records}
    dated = sorted(_Dated(as_at, workbook) for workbook, as_at in named.items() if as_at)
    if not dated or not is_stale(dated[0].as_at, dated[-1].as_at):
        return ""
    oldest, newest = dated[0], dated[-1]
    return (
        f" {file_name(oldest.workbook)} is as at {say(oldest.as_at)}, {(newest.as_at - oldest.as_at).days} days before "
        f"{file_name(newest.workbook)}, so this may be out of date."
    )
