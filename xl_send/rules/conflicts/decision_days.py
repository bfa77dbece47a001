"""Decisions dated on days on which nobody can decide: the forum does not meet, or the council decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from xl_send.analysis.needs import plan_day
from xl_send.analysis.notes.forums_meant import forum_meant
from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.network import Network, network_of
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.conflicts.forums import Awaiting, awaiting, is_long_after_the_last, noun
from xl_send.rules.wording import Details, details
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import CalendarKind, Decision, ForumLevel, LogKind
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

# What is done once a key decision may be carried out, and within which time of the meeting.
_CARRIED_OUT = Pattern(
    r"(?i)\b(?:(?:contract|lease|agreement|order)s?\b[^.;]{0,40}?\b(?:awarded|executed|signed|let|sealed|in force)"
    r"|(?:award|execution|signing) of|out of call-in|call-in (?:over|expired))\b"
)
CARRIED_OUT_WITHIN = timedelta(days=28)
ASSURED_WITHIN = timedelta(days=14)


@rule(
    "CF40",
    Severity.QUERY,
    "{id} needs {decision} on {day}, and {forum} does not meet on that day. {serving}",
    "Give it the day of the meeting that decides. If nothing has to be decided, set Decision needed to None.",
    brings={"CF27": Reach.CELL},
)
def forum_does_not_sit_on_the_day(programme: Programme) -> Iterator[Hit]:
    """A milestone that a forum decides is forecast for a day on which that forum meets.

    Decisions happen at meetings. The meeting that serves a date is the last on or before it for which all that the
    milestone waits for is ready by the day papers are due, else the next. Where no meeting comes in time, CF19 says so.
    Where one other forum meets on a day that is also the planned one, it is the forum that is asked about. Not asked
    where the row itself names the day of a meeting before it, of which it then tells what follows, or tells of what is
    done once a key decision may be carried out, such as a contract awarded, in the four weeks after a meeting; nor of
    what is assured at a meeting in the two weeks before it; nor where its commentary names a decision of the log that
    this forum is to give before; nor of a day more than four weeks after the last meeting that is listed, on which
    nobody knows whether it meets.

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | <4 Dec 2026> | Decision | Programme Board |
    | TRN-M02 | <11 Feb 2027> | Assurance | Programme Board |
    | TRN-M03 | 11 Dec 2026 | Decision | <Programme Board> |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | 14 Jan 2027 | 6 Jan 2027 |
    | Schools Forum | 11 Dec 2026 | 3 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 3 Dec 2026 | Decision | Programme Board | |
    | TRN-M02 | 4 Dec 2026 | None | Programme Board | |
    | TRN-M03 | 4 Dec 2026 | Decision | Programme Board | 5 Nov 2026 |
    | TRN-M04 | 2 Dec 2026 | Decision | Programme Board | |
    | TRN-M05 | 1 Jan 2027 | Decision | Programme Board | |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Decision needed | Forum | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Bases open | 14 Dec 2026 | Decision | Programme Board | The Board decides on 3 December; opens after |
    | TRN-M02 | Main contract awarded | 18 Dec 2026 | Key decision | Programme Board | |
    | TRN-M03 | Final plans issued | 8 Dec 2026 | Assurance | Programme Board | |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | 14 Jan 2027 | 6 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Decision needed | Forum | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Coaches in all schools | 11 Jan 2027 | Decision | Programme Board | needs the money, see A02 |

    Issues and decisions:
    | ID | Kind | What | Forum | Needed by |
    | --- | --- | --- | --- | --- |
    | TRN-A02 | Decision needed | Money for coaches | Programme Board | 3 Dec 2026 |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | 14 Jan 2027 | 6 Jan 2027 |
    """
    network = network_of(programme)
    for awaited in awaiting(programme):
        item, day, sittings = awaited
        if sittings.sits_on(day) or not sittings.last_by(day) or is_long_after_the_last(sittings, day):
            continue
        if _names_the_meeting(awaited) or _follows_a_decision(awaited) or _is_assured_before(awaited):
            continue
        if _is_decided_by_an_entry(programme, awaited):
            continue
        other = _another_that_sits(programme, item, day)
        cell = item.at("forum" if other else "forecast")
        yield Hit(cell, partial(_of_no_sitting, network, awaited, other), about=(item.id,))


def _is_decided_by_an_entry(programme: Programme, awaited: Awaiting) -> bool:
    """Whether a milestone's commentary names a decision of the log that its forum is to give before."""
    item, day, _ = awaited
    said = item.commentary or ""
    named = (
        entry
        for entry in programme.of(item).all(LogEntry)
        if entry.kind is LogKind.DECISION and entry.id.rpartition("-")[2] in said
    )
    forum = (item.forum or "").casefold()
    return any((entry.forum or "").casefold() == forum and entry.needed_by and entry.needed_by < day for entry in named)


def _names_the_meeting(awaited: Awaiting) -> bool:
    """Whether a milestone's own words name the day of a meeting of its forum before the day it is expected on."""
    item, day, sittings = awaited
    before = {meeting.day for meeting in sittings.usable if meeting.day < day}
    texts = (item.name, item.done_when, item.commentary)
    return any(named in before for text in texts for named in days_named(text, day))


def _follows_a_decision(awaited: Awaiting) -> bool:
    """Whether a milestone tells of what is done after a key decision, and a meeting came in the four weeks before."""
    item, day, sittings = awaited
    last = sittings.last_by(day)
    if (
        item.decision is not Decision.KEY_DECISION
        or last is None
        or not timedelta(0) < day - last.day <= CARRIED_OUT_WITHIN
    ):
        return False
    return _CARRIED_OUT.search(f"{item.name or ''}; {item.done_when or ''}") is not None


def _is_assured_before(awaited: Awaiting) -> bool:
    """Whether a milestone is assured, not decided, at a meeting in the two weeks before it."""
    item, day, sittings = awaited
    last = sittings.last_by(day) if item.decision is Decision.ASSURANCE else None
    return last is not None and day - last.day <= ASSURED_WITHIN


def _another_that_sits(programme: Programme, item: Milestone, day: date) -> Meeting | None:
    """The meeting of the one other forum that is meant, or that meets on a planned day for a decision."""
    if meant := forum_meant(programme, item):
        return meant.meeting
    if day != plan_day(item):
        return None
    own = (item.forum or "").casefold()
    found = {one.forum.casefold(): one for one in programme.of(item).all(Meeting) if one.day == day}
    return next(iter(found.values())) if len(found) == 1 and own not in found else None


def _of_no_sitting(network: Network, awaited: Awaiting, other: Meeting | None) -> Details:
    """What is said of a day on which the forum does not meet: the meeting that serves, or the forum that meets then."""
    item, day, sittings = awaited
    if other:
        return details(
            Related(other.at("day"), "the meeting of that day"), Related(item.at("forecast"), "the day"),
            id=item.id, decision=noun(item.decision), day=day, forum=item.forum,
            serving=f"{other.forum} does: is that the forum that decides?",
        )  # fmt: skip
    meeting = sittings.serving(day, network.ready(item.id))
    serving = f"The meeting that serves is on {say(meeting.day)}." if meeting else "None that serves is listed."
    related = [Related(meeting.at("day"), "the meeting that serves")] if meeting else []
    return details(
        Related(item.at("decision"), "what is needed"), *related,
        id=item.id, decision=noun(item.decision), day=day, forum=item.forum, serving=serving,
    )  # fmt: skip


@rule(
    "CF27",
    Severity.QUERY,
    "{id} needs {decision}, and its forecast of {day} falls in {what}, {starts} to {ends}.",
    "Confirm that the decision can be given then, or choose a day before or after.",
)
def decision_in_recess(programme: Programme) -> Iterator[Hit]:
    """A decision is not planned for a council recess or a pre-election period.

    Forums do not meet in recess, and before an election nothing contested is decided or announced in public. A board of
    officers or partners that is not public goes on working then, and is not asked about an election.

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | <22 Dec 2026> | Decision | Programme Board |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas recess | Council recess | 21 Dec 2026 | 1 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 18 Dec 2026 | Decision | Programme Board |
    | TRN-M02 | 22 Dec 2026 | None | |
    | TRN-M03 | 27 Apr 2027 | Decision | Programme Board |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas recess | Council recess | 19 Dec 2026 | 1 Jan 2027 |
    | Before the election | Pre-election period | 30 Mar 2027 | 6 May 2027 |
    """
    policy = programme.policy
    quiet = {CalendarKind.RECESS, CalendarKind.PRE_ELECTION}
    entries = [calendar_entry for calendar_entry in policy.calendar if calendar_entry.kind in quiet] if policy else []
    for item, day, sittings in awaiting(programme):
        found = next((entry for entry in entries if entry.starts <= day <= entry.ends), None)
        if found and not (found.kind is CalendarKind.PRE_ELECTION and _is_of_officers(sittings.forum)):
            what = "a council recess" if found.kind is CalendarKind.RECESS else "a pre-election period"
            cells = Related(found.at("starts"), found.label), Related(item.at("decision"), "what is needed")
            yield hit(
                item.at("forecast"), *cells, id=item.id, decision=noun(item.decision), day=day, what=what,
                starts=found.starts, ends=found.ends,
            ).known_by(item.id)  # fmt: skip


def _is_of_officers(forum: Forum | None) -> bool:
    return forum is not None and forum.public is False and forum.level in {
        ForumLevel.WORKSTREAM, ForumLevel.PROGRAMME, ForumLevel.PARTNERSHIP,
    }  # fmt: skip
