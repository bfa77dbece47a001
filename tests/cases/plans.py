"""Small returns that wait for one another, as Markdown: the parts that every one of them has, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from files import write_examples
from network.programmes import Row, book

CALENDAR = (
    {"Name": "Autumn term 2026", "Kind": "Term", "From": "1 Sep 2026", "To": "18 Dec 2026"},
    {"Name": "Spring term 2027", "Kind": "Term", "From": "4 Jan 2027", "To": "25 Mar 2027"},
    {"Name": "Summer term 2027", "Kind": "Term", "From": "12 Apr 2027", "To": "21 Jul 2027"},
    {"Name": "Autumn half-term 2026", "Kind": "Half-term break", "From": "26 Oct 2026", "To": "30 Oct 2026"},
    {"Name": "Spring half-term 2027", "Kind": "Half-term break", "From": "15 Feb 2027", "To": "19 Feb 2027"},
    {"Name": "Easter 2027", "Kind": "School holiday", "From": "26 Mar 2027", "To": "11 Apr 2027"},
)
MEETINGS = tuple(
    {"Forum": forum, "Meeting date": day, "Papers due": papers}
    for forum, day, papers in (
        ("Programme Board", "3 Dec 2026", "25 Nov 2026"),
        ("Programme Board", "14 Jan 2027", "6 Jan 2027"),
        ("Programme Board", "4 Feb 2027", "27 Jan 2027"),
        ("Programme Board", "11 Mar 2027", "3 Mar 2027"),
        ("Programme Board", "20 May 2027", "12 May 2027"),
    )
)


def plan(folder: Path, as_at: str = "13 Nov 2026", **returns: Mapping[str, tuple[Row, ...]]) -> Path:
    """A folder of returns by workstream code, each with its sheets; the rest of each is sound."""
    shared: Mapping[str, tuple[Row, ...]] = {
        "Programme": ({"As at": as_at},), "Calendar": CALENDAR, "Meetings": MEETINGS,
        "Forums": ({"Forum": "Programme Board", "Takes key decisions": "No"},),
    }  # fmt: skip
    return write_examples(
        "".join(book(code.upper(), **{**shared, **sheets}) for code, sheets in returns.items()), folder
    )
