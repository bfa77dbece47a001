"""Meetings and forums of which a cell was mistyped: papers due far too early, a day off, another forum's row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import counted
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.submissions import Programme

# Papers are seldom due so long before a meeting.
LONG_BEFORE = timedelta(days=42)
THREE_WEEKS, AUGUST, CHRISTMAS = 21, 8, 25
# So many other meetings tell when a forum's papers are due.
SEVERAL = 4
_MAY_DECIDE = Pattern(
    r"(?i)\b(?:joint|committee|place|leader'?s?|icb|cabinet|executive|combined authority|mayor\w*|lead member"
    r"|portfolio holder|officer (?:key )?decisions?|delegated|directors?|commissioners?|trust board|corporate board)\b",
)
LOWLY = frozenset({ForumLevel.WORKSTREAM, ForumLevel.PROGRAMME, ForumLevel.PARTNERSHIP})


@rule(
    "GV05",
    Severity.QUERY,
    "Papers are due on {papers}, {days} before the meeting on {meeting}{unlike}.",
    "Check the day, the month and the year of both dates. If papers are truly due then, explain this finding.",
    brings={"GV06": Reach.CELL, "CF36": Reach.ROW},
)
def papers_due_at_an_odd_time(programme: Programme) -> Iterator[Hit]:
    """Papers are due a week or so before the meeting, as for the forum's other meetings.

    A month or a year mistyped, or a cell copied from the row above, makes it seem that no paper can be ready for this
    meeting any more. Asked where more than six weeks lie between, or nine where August or Christmas does, but not of a
    forum whose papers are always due so early. A day mistyped makes it seem that there is still time; asked where
    papers for four other meetings of the forum or more are each due three times as long before and longer.

    **Fails**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 12 Jan 2027 | <26 Oct 2026> |

    **Fails**

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 9 Jul 2026 | 1 Jul 2026 |
    | Programme Board | 15 Oct 2026 | 7 Oct 2026 |
    | Programme Board | 3 Dec 2026 | <1 Dec 2026> |
    | Programme Board | 4 Feb 2027 | 27 Jan 2027 |
    | Programme Board | 11 Mar 2027 | 3 Mar 2027 |

    **Passes**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 12 Jan 2027 | 4 Jan 2027 |
    | 12 Jan 2027 | 1 Dec 2026 |
    | 9 Sep 2027 | 16 Jul 2027 |
    | 19 Jan 2027 | 4 Dec 2026 |

    **Passes**

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 9 Jul 2026 | 1 Jul 2026 |
    | Programme Board | 15 Oct 2026 | 7 Oct 2026 |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | 4 Feb 2027 | 27 Jan 2027 |
    | Programme Board | 22 Apr 2027 | 19 Apr 2027 |

    **Passes**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 3 Dec 2026 | 8 Oct 2026 |
    | 14 Jan 2027 | 19 Nov 2026 |
    """
    for submission in programme.submissions:
        forums: defaultdict[str, list[tuple[int, Meeting]]] = defaultdict(list)
        for meeting in submission.all(Meeting):
            if meeting.papers_due and meeting.papers_due <= meeting.day:
                forums[name_key(meeting.forum)].append(((meeting.day - meeting.papers_due).days, meeting))
        for found in forums.values():
            leads = sorted(days for days, _ in found)
            usual, always = _usual(leads), len(leads) > 1 and leads[0] > LONG_BEFORE.days
            for days, meeting in found:
                late = bool(usual) and 3 * days <= usual
                early = days > LONG_BEFORE.days + _over_a_holiday(meeting)
                if (early and not always) or late:
                    unlike = f", and {usual} or more before the others of this forum" if late else ""
                    yield hit(
                        meeting.at("papers_due"), Related(meeting.at("day"), "the meeting"), unlike=unlike,
                        papers=meeting.papers_due, days=counted(days, "day"), meeting=meeting.day,
                    )  # fmt: skip


def _over_a_holiday(meeting: Meeting) -> int:
    """The days by which papers may be due earlier, for a meeting soon after the summer or Christmas."""
    papers, day = meeting.papers_due, meeting.day
    summer = papers and papers.year == day.year and papers.month < AUGUST < day.month
    christmas = papers and papers < day.replace(year=papers.year, month=12, day=CHRISTMAS) < day
    return THREE_WEEKS if summer or christmas else 0


def _usual(leads: Sequence[int]) -> int:
    """The fewest days that papers of a forum are due before its meetings, but for one meeting; 0 of few meetings."""
    return leads[1] if len(leads) > SEVERAL else 0


@rule(
    "GV06",
    Severity.QUERY,
    "Papers are due on {papers}, {what}.",
    "Check the date. Nobody sends papers out on that day: give the working day before.",
)
def papers_due_on_a_day_off(programme: Programme) -> Iterator[Hit]:
    """Papers are due on a working day.

    A day off is mostly a mistyped month, and whoever plans by it loses the days before. Meetings that are over are not
    asked about.

    **Fails**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 5 Jan 2027 | <25 Dec 2026> |
    | 12 Jan 2027 | <3 Jan 2027> |

    **Passes**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 12 Jan 2027 | 4 Jan 2027 |
    | 12 Oct 2026 | 4 Oct 2026 |
    """
    for submission in programme.submissions:
        working = WorkingDays.of(submission.all(CalendarEntry))
        for meeting in submission.all(Meeting):
            over = submission.as_at is not None and meeting.day < submission.as_at
            if meeting.papers_due and not over and not working.is_working(meeting.papers_due):
                weekend = meeting.papers_due.weekday() > 4
                what = f"a {meeting.papers_due:%A}" if weekend else "on which nobody works"
                yield hit(meeting.at("papers_due"), papers=meeting.papers_due, what=what)


@rule(
    "GV07",
    Severity.QUERY,
    "This row is of {forum}, but stands among those of {other}, above and below.",
    "Was {other} meant? Decisions are planned for the days on which their own forum meets.",
)
def meeting_among_those_of_another(programme: Programme) -> Iterator[Hit]:
    """A meeting stands with the others of its forum.

    One forum written for another in a list sorted by forum takes a meeting from the one and gives it to the other.
    Asked where the rows of the forum stand together elsewhere, and those above and below this one are of one other. A
    list that goes by date is none by forum.

    **Fails**

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 3 Nov 2026 |
    | <Programme Board> | 1 Dec 2026 |
    | Cabinet | 5 Jan 2027 |
    | Programme Board | 5 Nov 2026 |
    | Programme Board | 3 Dec 2026 |
    | Programme Board | 7 Jan 2027 |

    **Passes**

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 3 Nov 2026 |
    | Programme Board | 5 Nov 2026 |
    | Cabinet | 1 Dec 2026 |
    | Programme Board | 3 Dec 2026 |
    | Cabinet | 5 Jan 2027 |
    | Cabinet | 12 Jan 2027 |
    | Programme Board | 4 Feb 2027 |
    | Programme Board | 4 Mar 2027 |
    """
    for submission in programme.submissions:
        rows = submission.all(Meeting)
        names = [name_key(row.forum) for row in rows]
        changes = sum(one != other for one, other in pairwise(names))
        days = [row.day for row in rows]
        by_date = days in (sorted(days), sorted(days, reverse=True))
        # A list by forum changes as often as there are forums, and twice for a slip.
        if by_date or changes > len(set(names)) + 1:
            continue
        for place in range(1, len(rows) - 1):
            before, own, after = names[place - 1 : place + 2]
            if before == after != own and any(one == other == own for one, other in pairwise(names)):
                yield hit(rows[place].at("forum"), forum=rows[place].forum, other=rows[place - 1].forum)


@rule(
    "GV08",
    Severity.QUERY,
    "{forum} is said to take key decisions, but its level is {level}.",
    "Choose No: the law leaves key decisions to the executive or an officer it names. If it may, explain this finding.",
    brings={"MS18": Reach.CELL, "GV31": Reach.CELL},
)
def key_decisions_below_the_council(programme: Programme) -> Iterator[Hit]:
    """Key decisions are taken by the council's executive, not by a board or group of the programme.

    A milestone that waits for a group with no power to decide seems to be decided in time. A committee, a
    combined authority, and a decision by a named member or officer may have that power. Source: Local Authorities
    (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012.

    **Fails**

    Forums:
    | Forum | Level | Takes key decisions |
    | --- | --- | --- |
    | Statutory Process Group | Workstream | <Yes> |

    **Passes**

    Forums:
    | Forum | Level | Takes key decisions |
    | --- | --- | --- |
    | Cabinet | Council | Yes |
    | Programme Board | Programme | No |
    | Joint Committee | Partnership | Yes |
    | Cabinet Member decisions | Programme | Yes |
    | Integrated Commissioning Committee | Partnership | Yes |
    | Place Partnership Board | Partnership | Yes |
    """
    for forum in programme.each(Forum):
        if forum.key_decisions and forum.level in LOWLY and not _MAY_DECIDE.search(forum.name):
            related = Related(forum.at("level"), "its level")
            yield hit(forum.at("key_decisions"), related, forum=forum.name, level=forum.level.value)
