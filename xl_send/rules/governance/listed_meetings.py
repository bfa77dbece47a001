"""Meetings of one forum as several workbooks list them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.governance.meetings import SIX_WEEKS
from xl_send.workbook.days import years_later
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.submissions import Programme

# As many workbooks, beside one, tell which day a forum truly meets.
FEWEST_OTHERS = 2
# So many days that two lists share, and they are of one forum.
FEWEST_SHARED = 3
# A forum that meets each month has its next meeting later than this.
THREE_WEEKS = timedelta(days=21)


@rule(
    "GV04",
    Severity.QUERY,
    "{forum} meets on {day} here, and on {usual} in {number} other workbooks.",
    "Ask the forum's clerk which is right, and use one list of meetings in every workbook of the programme.",
    brings={"GV02": Reach.CELL, "GV01": Reach.ROW, "GV03": Reach.ROW},
)
def meeting_on_another_day_elsewhere(programme: Programme) -> Iterator[Hit]:
    """A forum meets on the same days in every workbook of a programme.

    Where one has another day, its papers and decisions are planned for a meeting that does not take place. Asked where
    a day stands in one workbook alone, and two others or more have one in its place: within three weeks, within six of
    the same day of the month, or of the same day a year before or after; or where the lists share three days or more
    and differ in that one alone. A forum of a workstream's own level is each workstream's own, whatever it is called,
    unless the lists are alike in that way.

    **Fails**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | <11 Mar 2026> | |

    north.xlsx Meetings:
    | Meeting date |
    | --- |
    | 11 Mar 2027 |

    south.xlsx Meetings:
    | Meeting date |
    | --- |
    | 11 Mar 2027 |

    **Fails**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | <10 Dec 2026> | |

    north.xlsx Meetings:
    | Meeting date |
    | --- |
    | 3 Dec 2026 |

    south.xlsx Meetings:
    | Meeting date |
    | --- |
    | 3 Dec 2026 |

    **Fails**

    Meetings:
    | Meeting date |
    | --- |
    | 8 Oct 2026 |
    | 3 Dec 2026 |
    | 4 Feb 2027 |
    | <22 Jul 2027> |

    north.xlsx Meetings:
    | Meeting date |
    | --- |
    | 8 Oct 2026 |
    | 3 Dec 2026 |
    | 4 Feb 2027 |
    | 20 May 2027 |

    south.xlsx Meetings:
    | Meeting date |
    | --- |
    | 8 Oct 2026 |
    | 3 Dec 2026 |
    | 4 Feb 2027 |
    | 20 May 2027 |

    **Passes**

    Meetings:
    | Meeting date |
    | --- |
    | 3 Dec 2026 |
    | 17 Dec 2026 |

    north.xlsx Meetings:
    | Meeting date |
    | --- |
    | 3 Dec 2026 |

    south.xlsx Meetings:
    | Meeting date |
    | --- |
    | 3 Dec 2026 |

    **Passes**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 5 Nov 2026 | |

    north.xlsx Meetings:
    | Meeting date |
    | --- |
    | 3 Dec 2026 |

    south.xlsx Meetings:
    | Meeting date |
    | --- |
    | 3 Dec 2026 |
    """
    one_apart = _lists_with_one_day_apart(programme)
    for meeting, instead, number in one_apart:
        yield hit(meeting.at("day"), forum=meeting.forum, day=meeting.day, usual=instead, number=number)
    told = {(meeting.workbook, meeting.forum.casefold(), meeting.day) for meeting, _, _ in one_apart}
    listed: dict[tuple[str, date], list[Meeting]] = {}
    for meeting in _shared_meetings(programme):
        listed.setdefault((meeting.forum.casefold(), meeting.day), []).append(meeting)
    for (forum, day), meetings in listed.items():
        alone = {meeting.workbook for meeting in meetings}
        if len(alone) > 1 or len(programme.submissions) <= FEWEST_OTHERS:
            continue
        usual = [
            (abs(other - day), other, len({found.workbook for found in there}))
            for (name, other), there in listed.items()
            if name == forum and _in_its_place(day, other) and not alone & {found.workbook for found in there}
        ]
        shared = [item for item in usual if item[2] >= FEWEST_OTHERS]
        if shared and (meetings[0].workbook, forum, day) not in told:
            _, instead, number = min(shared)
            yield hit(meetings[0].at("day"), forum=meetings[0].forum, day=day, usual=instead, number=number)


@rule(
    "GV16",
    Severity.QUERY,
    "{day} is listed here as a meeting of {forum}, and in {number} other workbooks as one of {usual}.",
    "Ask the clerk whose meeting it is: the forum may be copied from the row above, and decisions are planned by it.",
    brings={"GV04": Reach.CELL, "GV07": Reach.CELL},
)
def meeting_of_another_forum_elsewhere(programme: Programme) -> Iterator[Hit]:
    """A meeting is of the same forum in every workbook of a programme.

    A name from the row above gives one forum a meeting that it has not, and takes it from the other. Asked where no
    other workbook has the meeting, and two and more list that day for one other forum that has it not here; of a forum
    that is on the Forums sheet.

    **Fails**

    Forums:
    | Forum |
    | --- |
    | Cabinet |
    | Programme Board |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 9 Mar 2027 |
    | Cabinet | <16 Mar 2027> |
    | Programme Board | 4 Feb 2027 |

    north.xlsx Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 9 Mar 2027 |
    | Scrutiny | 16 Mar 2027 |

    south.xlsx Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 9 Mar 2027 |
    | Scrutiny | 16 Mar 2027 |

    **Passes**

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 16 Mar 2027 |
    | Scrutiny | 16 Mar 2027 |

    north.xlsx Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Scrutiny | 16 Mar 2027 |

    south.xlsx Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Scrutiny | 16 Mar 2027 |
    """
    known = {found.workbook: {one.name.casefold() for one in found.all(Forum)} for found in programme.submissions}
    by_day: defaultdict[date, defaultdict[str, dict[str, Meeting]]] = defaultdict(lambda: defaultdict(dict))
    for submission in programme.submissions:
        for meeting in submission.all(Meeting):
            by_day[meeting.day][meeting.forum.casefold()][submission.workbook] = meeting
    for day, forums in by_day.items():
        for forum, here in forums.items():
            workbook, *others = here
            if forum not in known[workbook]:
                continue
            instead = [there for name, there in forums.items() if name != forum and workbook not in there]
            if others or len(instead) != 1 or len(instead[0]) < FEWEST_OTHERS:
                continue
            meeting, usual = here[workbook], next(iter(instead[0].values()))
            yield hit(meeting.at("day"), day=day, forum=meeting.forum, usual=usual.forum, number=len(instead[0]))


def _lists_with_one_day_apart(programme: Programme) -> list[tuple[Meeting, date, int]]:
    """The meeting by which one workbook's list of a forum differs from all others, the day there, and in how many."""
    lists: defaultdict[str, dict[str, dict[date, Meeting]]] = defaultdict(dict)
    for submission in programme.submissions:
        for meeting in submission.all(Meeting):
            lists[meeting.forum.casefold()].setdefault(submission.workbook, {})[meeting.day] = meeting
    found = []
    for by_workbook in lists.values():
        for workbook, own in by_workbook.items():
            others = [set(days) for other, days in by_workbook.items() if other != workbook]
            if len(others) < FEWEST_OTHERS or any(days != others[0] for days in others):
                continue
            here, there = set(own) - others[0], others[0] - set(own)
            if len(here) == len(there) == 1 and len(others[0]) > FEWEST_SHARED:
                found.append((own[here.pop()], there.pop(), len(others)))
    return found


def _shared_meetings(programme: Programme) -> Iterator[Meeting]:
    for submission in programme.submissions:
        own = {one.name.casefold() for one in submission.all(Forum) if one.level is ForumLevel.WORKSTREAM}
        yield from (meeting for meeting in submission.all(Meeting) if meeting.forum.casefold() not in own)


def _in_its_place(day: date, other: date) -> bool:
    """Whether a meeting may be meant by another: one about that time, or of that day in another month or year."""
    apart = abs(other - day)
    near = apart < SIX_WEEKS if other.day == day.day else apart < THREE_WEEKS
    return near or years_later(min(day, other), 1) == max(day, other)
