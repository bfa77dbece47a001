"""Meetings and the calendar, row by row: days that cannot be, and days on which nobody meets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.calendar import BANK_HOLIDAYS, WorkingDays
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import counted
from xl_send.workbook.days import say, years_later
from xl_send.workbook.sheets.choices import CalendarKind, ForumLevel
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.submissions import Programme, Submission

# Bodies whose papers the law requires to be open to the public some clear days before they meet.
OPEN_BY_LAW = frozenset({ForumLevel.COUNCIL, ForumLevel.STATUTORY})
SIX_WEEKS = timedelta(days=42)
_ONE_OF_BOTH = "Correct one of the two dates, or clear Papers due to have it counted back from the meeting."
# Those who work or learn in the week meet when they are free.
_OF_FAMILIES = Pattern(
    r"(?i)\b(?:parents?|carers?|famil(?:y|ies)|young people|youth|children|learners?|volunteers?)\b(?!'?s? services)",
)
WEEKEND = {5: "a Saturday", 6: "a Sunday"}


@rule(
    "GV01",
    Severity.ERROR,
    "Papers are due on {papers}, after the meeting on {meeting}.",
    "{do}",
)
def papers_due_after_the_meeting(programme: Programme) -> Iterator[Hit]:
    """Papers are due on the day of the meeting or before.

    Whether a milestone can still be decided in time is worked out from this date. Where a year later the meeting would
    be soon after its papers, it is the meeting's year that is wrong.

    **Fails**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 3 Dec 2026 | <4 Dec 2026> |
    | <11 Mar 2026> | 3 Mar 2027 |

    **Passes**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 3 Dec 2026 | 3 Dec 2026 |
    | 4 Dec 2026 | |
    """
    for meeting in programme.each(Meeting):
        papers, day = meeting.papers_due, meeting.day
        if papers is None or papers <= day:
            continue
        meant, do = years_later(day, 1), _ONE_OF_BOTH
        cells = [meeting.at("papers_due"), meeting.at("day")]
        notes = ["the meeting", "its papers"]
        if timedelta(0) <= meant - papers < SIX_WEEKS:
            cells, notes = cells[::-1], notes[::-1]
            do = f"Check the year of the meeting: was {say(meant)} meant?"
        yield hit(cells[0], Related(cells[1], notes[0]), papers=papers, meeting=day, do=do)


@rule(
    "GV02",
    Severity.QUERY,
    "{day} is {what}.",
    "Check the date of the meeting.",
)
def meeting_on_a_day_off(programme: Programme) -> Iterator[Hit]:
    """A forum meets on a working day.

    A meeting on a weekend, a bank holiday or a day on which the council is closed is most often a wrong date; so is one
    in the council's recess of a council body that meets in public or takes key decisions. Families and young people
    meet at weekends, and so does a forum that has done so more than once.

    **Fails**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | <5 Dec 2026> | |
    | <28 Dec 2026> | |
    | <29 Dec 2026> | |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Between Christmas and New Year | Closure day | 29 Dec 2026 | 29 Dec 2026 |

    **Fails**

    Forums:
    | Forum | Level | Takes key decisions |
    | --- | --- | --- |
    | Cabinet | Council | Yes |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Cabinet | <10 Aug 2027> | |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer recess | Council recess | 2 Aug 2027 | 27 Aug 2027 |

    **Passes**

    Meetings:
    | Meeting date | Papers due |
    | --- | --- |
    | 4 Dec 2026 | |
    | 29 Dec 2026 | |

    **Passes**

    Forums:
    | Forum | Level |
    | --- | --- |
    | Parent Carer Forum | Partnership |
    | Corporate Leadership Team | Council |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Parent Carer Forum | 16 Jan 2027 | |
    | Corporate Leadership Team | 10 Aug 2027 | |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer recess | Council recess | 2 Aug 2027 | 27 Aug 2027 |
    """
    for submission in programme.submissions:
        calendar = WorkingDays.of(submission.all(CalendarEntry))
        of_council = {
            one.name.casefold()
            for one in submission.all(Forum)
            if one.level is ForumLevel.COUNCIL and (one.key_decisions or one.public)
        }
        at_weekends = Counter(one.forum.casefold() for one in submission.all(Meeting) if one.day.weekday() in WEEKEND)
        for meeting in submission.all(Meeting):
            if not calendar.is_working(meeting.day):
                usual = at_weekends[meeting.forum.casefold()] > 1 or _OF_FAMILIES.search(meeting.forum)
                if usual and meeting.day.weekday() in WEEKEND:
                    continue
                holiday = BANK_HOLIDAYS.get(meeting.day)
                shut = f"a bank holiday ({holiday})" if holiday else "a day on which the council is closed"
                yield hit(meeting.at("day"), day=meeting.day, what=WEEKEND.get(meeting.day.weekday(), shut))
            elif meeting.forum.casefold() in of_council and (recess := _recess_on(submission, meeting.day)):
                related = Related(recess.at("starts"), "the recess")
                yield hit(meeting.at("day"), related, day=meeting.day, what=f"in {recess.label}")


def _recess_on(submission: Submission, day: date) -> CalendarEntry | None:
    entries = (one for one in submission.all(CalendarEntry) if one.kind is CalendarKind.RECESS)
    return next((one for one in entries if one.starts <= day <= one.ends), None)


@rule(
    "GV03",
    Severity.QUERY,
    "Papers for {meeting} are due on {papers}, {left} before. The law or your rules ask for {wanted}.",
    "Check when papers are due.",
    brings={"GV06": Reach.CELL, "GV03": Reach.CELL},
)
def papers_due_too_late_to_publish(programme: Programme) -> Iterator[Hit]:
    """Papers for a meeting that the public may attend are due early enough to be published.

    They are to be open to the public for a number of clear working days before a council or statutory body
    meets. The number is in the workbook's thresholds, 5 unless changed. Only meetings to come of forums that are
    Public are asked; of a forum's meetings with as few days all but the first follow from it.

    **Fails**

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Cabinet | Council | Yes | Yes |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Cabinet | 3 Dec 2026 | <26 Nov 2026> |

    **Passes**

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Cabinet | Council | Yes | Yes |
    | Programme Board | Programme | No | No |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Cabinet | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | 3 Dec 2026 | 2 Dec 2026 |
    | Cabinet | 10 Dec 2026 | |
    | Cabinet | 8 Oct 2026 | 5 Oct 2026 |
    """
    for submission in programme.submissions:
        calendar = WorkingDays.of(submission.all(CalendarEntry))
        wanted = submission.thresholds.papers_before
        open_ones = {
            forum.name.casefold() for forum in submission.all(Forum) if forum.public and forum.level in OPEN_BY_LAW
        }
        first: dict[tuple[str, int], Meeting] = {}
        for meeting in submission.all(Meeting):
            papers = meeting.papers_due
            over = submission.as_at is not None and meeting.day < submission.as_at
            if over or papers is None or papers > meeting.day or meeting.forum.casefold() not in open_ones:
                continue
            clear = calendar.clear_between(papers, meeting.day)
            if clear < wanted:
                same = first.setdefault((meeting.forum.casefold(), clear), meeting)
                others = () if same is meeting else (Related(same.at("papers_due"), "the first with as few"),)
                yield hit(
                    meeting.at("papers_due"),
                    Related(meeting.at("day"), "the meeting"),
                    *others,
                    meeting=meeting.day,
                    papers=papers,
                    left=counted(clear, "clear working day"),
                    wanted=wanted,
                )
