"""What lies ahead as a calendar file: milestones, days on which papers are due, and meetings (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.value_classes import frozen
from xl_send.workbook.characters import for_documents

# The most octets that a line may have, its end aside.
_LONGEST = 75


@frozen(eq=True, slots=True)
class DiaryDay:
    """One thing in a diary that takes a whole day. `key` tells it from all others and stays the same."""

    key: str
    day: date
    what: str
    more: str = ""


def to_calendar(name: str, days: tuple[DiaryDay, ...], as_at: date | None, about: str = "") -> str:
    """The days as a calendar file, stamped with the as at date, since nothing here knows the time.

    `about` is what is to be known of the calendar as a whole.
    """
    stamp = f"{as_at or date(2000, 1, 1):%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//xl_send//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *([f"X-WR-CALDESC:{_text(about)}"] if about else []),
    ]
    for one in days:
        lines += _event(one, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(one: DiaryDay, stamp: str) -> list[str]:
    more = [f"DESCRIPTION:{_text(one.more)}"] if one.more else []
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(one.key)}@xl-send",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(one.what)}",
        *more,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(text: str) -> str:
    """A text with what has a meaning in such a file escaped."""
    plain = for_documents(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each but the first begun with a space; no letter is cut in two."""
    piece, length = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if length + octets > _LONGEST:
            yield piece
            piece, length = " ", 1
        piece, length = piece + letter, length + octets
    yield piece
