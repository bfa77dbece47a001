"""Kinds of entries of the calendar, against their names and their length."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import counted
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme

# What no name of another kind says, in this order: a half-term holiday is a half-term break.
_NAMED = (
    (CalendarKind.RECESS, Pattern(r"(?i)\brecess\b")),
    (CalendarKind.PRE_ELECTION, Pattern(r"(?i)\b(?:pre[- ]?election|purdah)\b")),
    (CalendarKind.HALF_TERM, Pattern(r"(?i)\bhalf[- ]?term\b")),
    (CalendarKind.HOLIDAY, Pattern(r"(?i)\b(?:christmas|easter|summer|school|spring|winter) (?:holidays?|vacation)\b")),
    (CalendarKind.TERM, Pattern(r"(?i)\b(?:autumn|spring|summer|lent) term\b(?! (?:break|holiday|ends|starts))")),
)  # fmt: skip
# A break lasts no longer, in days; of fewer days than a week's is a first or a last day of a term.
_LONGEST_BREAK, _SHORTEST_WEEK = 16, 5
# A half-term week may be entered as a holiday of schools.
_OFF = {CalendarKind.HALF_TERM, CalendarKind.HOLIDAY}


@rule(
    "GV45",
    Severity.QUERY,
    '"{name}", {days} long, is entered as {kind}; by its name it would be {meant}.',
    "Choose {meant} under Kind, or correct the name. Lateness, papers and what schools can do go by this.",
    brings=dict.fromkeys(
        ("GV02", "GV03", "GV06", "GV11", "GV12", "GV13", "GV14", "GV15", "GV21", "MC01", "MC02", "MC31"), Reach.WORKBOOK
    ),
)
def entry_of_another_kind(programme: Programme) -> Iterator[Hit]:
    """An entry of the calendar is of the kind that its name says.

    Two kinds exchanged, or one copied down, make a term of a holiday: a visit to closed schools goes unseen, and what
    is in term is told as impossible. Asked of names that say recess, pre-election, half-term, a holiday or a term; a
    half-term as a stretch of weeks is a term, and one of a few days is a break.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | <Half-term break> | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn half-term 2026 | <Term> | 26 Oct 2026 | 30 Oct 2026 |
    | Easter holiday 2027 | <Term> | 26 Mar 2027 | 11 Apr 2027 |
    | Summer recess | <School holiday> | 2 Aug 2027 | 27 Aug 2027 |
    | Spring term 2027 | <Half-term break> | 15 Feb 2027 | 19 Feb 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026, first half-term | Term | 1 Sep 2026 | 23 Oct 2026 |
    | Half-term holiday | School holiday | 26 Oct 2026 | 30 Oct 2026 |
    | First day of autumn term | Closure day | 1 Sep 2026 | 1 Sep 2026 |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | 11 Apr 2027 |
    | Summer recess | Council recess | 2 Aug 2027 | 27 Aug 2027 |
    """
    for entry in programme.each(CalendarEntry):
        days = (entry.ends - entry.starts).days + 1
        meant = _meant(entry.name or "", days)
        if meant is None or entry.kind is meant or {entry.kind, meant} == _OFF:
            continue
        related = Related(entry.at("name"), "its name")
        words = {"name": entry.name, "days": counted(days, "day"), "kind": entry.kind.value, "meant": meant.value}
        yield hit(entry.at("kind"), related, severity=None, **words)


def _meant(name: str, days: int) -> CalendarKind | None:
    """The kind of which a name speaks, if it lasts as long as one of that kind may."""
    meant = next((kind for kind, words in _NAMED if words.search(name)), None)
    if meant is CalendarKind.HALF_TERM and days > _LONGEST_BREAK:
        return CalendarKind.TERM
    return None if meant is CalendarKind.TERM and days < _SHORTEST_WEEK else meant
