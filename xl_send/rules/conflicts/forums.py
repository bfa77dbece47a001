"""Decisions that no meeting can give in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from xl_send.analysis.notes.forums_meant import ForumMeant, forum_meant
from xl_send.findings import Related, Severity
from xl_send.network import ForumMeetings, network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.wording import Details, details
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Decision, State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, once_per_programme

# So long after the last meeting that is listed a forum will have met again; and so far ahead meetings are set.
FOUR_WEEKS, A_YEAR = timedelta(days=28), timedelta(days=365)
# A milestone that waits for a decision, its forecast, and its forum's meetings.
Awaiting = tuple[Milestone, date, ForumMeetings]


@once_per_programme
def awaiting(programme: Programme) -> Sequence[Awaiting]:
    """Every active milestone that still needs a decision, its forecast, and its forum's meetings."""
    return tuple(_awaiting(programme))


def _awaiting(programme: Programme) -> Iterator[Awaiting]:
    network = network_of(programme)
    for node in network.nodes:
        one = node.record
        if not isinstance(one, Milestone) or node.done or one.state is not State.ACTIVE:
            continue
        sittings = network.meetings.of(one)
        if one.forecast and sittings and programme.state_of(one.workstream) is State.ACTIVE:
            yield one, one.forecast, sittings


def is_long_after_the_last(sittings: ForumMeetings, day: date) -> bool:
    """Whether a day is so long after the last meeting listed that the forum may meet on it, for all that is known."""
    return bool(sittings.meetings) and day > sittings.meetings[-1].day + FOUR_WEEKS


def noun(decision: Decision) -> str:
    """What a forum is asked for, in words."""
    return "assurance" if decision is Decision.ASSURANCE else f"a {decision.value.lower()}"


@rule(
    "CF19",
    Severity.QUERY,
    "{id} needs {decision} by {day}, and no meeting of {forum} can still give it by then. {then}",
    "{remedy}",
)
def no_meeting_in_time(programme: Programme) -> Iterator[Hit]:
    """A meeting that can still give the decision a milestone needs comes by its forecast date.

    A meeting can give it if its papers are not due yet. For a key decision the forum must take key decisions, and
    the full notice must fit in before the meeting: 28 clear days unless the Thresholds sheet says otherwise.

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | Key decision | <Cabinet> |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Cabinet | No |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Cabinet | 15 Jan 2027 | 7 Jan 2027 |
    | Cabinet | 15 Feb 2027 | 5 Feb 2027 |

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 2 Dec 2026 | Decision | <Programme Board> |
    | TRN-M02 | 14 Dec 2026 | Key decision | <Cabinet> |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Programme Board | No |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 19 Nov 2026 | 12 Nov 2026 |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Cabinet | 11 Dec 2026 | 3 Dec 2026 |
    | Cabinet | 15 Dec 2026 | 7 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Notice published | Decision given |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 3 Dec 2026 | Decision | Programme Board | | |
    | TRN-M02 | 15 Dec 2026 | Key decision | Cabinet | | |
    | TRN-M03 | 14 Dec 2026 | Key decision | Cabinet | 12 Nov 2026 | |
    | TRN-M04 | 2 Dec 2026 | Decision | Programme Board | | 5 Nov 2026 |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Programme Board | No |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Cabinet | 11 Dec 2026 | 3 Dec 2026 |
    | Cabinet | 15 Dec 2026 | 7 Dec 2026 |
    """
    for item, day, sittings in awaiting(programme):
        if sittings.last_by(day) or not sittings.lists_beyond(day):
            continue
        meant = forum_meant(programme, item)
        yield Hit(item.at("forum"), partial(_of_no_meeting, item, day, sittings, meant), about=(item.id,))


def _of_no_meeting(item: Milestone, day: date, sittings: ForumMeetings, meant: ForumMeant | None) -> Details:
    """What is said of a decision for which no meeting comes in time: the next that can give it, or another forum."""
    if meant:
        then = f"{meant.forum} meets on that day, and by {meant.where} it is for that forum."
        return details(
            Related(item.at("forecast"), "by when it is needed"), meant.by, id=item.id, decision=noun(item.decision),
            day=day, forum=item.forum, then=then, remedy=f"If {meant.forum} decides, name it as the Forum.",
        )  # fmt: skip
    if item.decision is Decision.KEY_DECISION and sittings.forum and sittings.forum.key_decisions is False:
        return details(
            Related(item.at("forecast"), "by when it is needed"),
            Related(sittings.forum.at("key_decisions"), "says No"),
            id=item.id, decision=noun(item.decision), day=day, forum=item.forum, then="It takes no key decisions.",
            remedy="If it does, correct Takes key decisions on the Forums sheet. If not, choose a forum that does.",
        )  # fmt: skip
    following = sittings.first_after(day)
    then = f"The next that can is on {say(following.day)}." if following else "No later one that can is listed."
    related = [Related(following.at("day"), "the next meeting that can give it")] if following else []
    return details(
        Related(item.at("forecast"), "by when it is needed"), *related,
        id=item.id, decision=noun(item.decision), day=day, forum=item.forum, then=then,
        remedy="Ask for a decision between meetings if the forum allows one, or move the milestone.",
    )  # fmt: skip


@rule(
    "CF28",
    Severity.QUERY,
    "{id} is forecast for {day}, but a key decision of {forum} on {meeting} takes effect on {effect} at the earliest.",
    "Leave {days} for call-in between the meeting and the milestone, or ask for it to be made urgent.",
)
def call_in_past_the_milestone(programme: Programme) -> Iterator[Hit]:
    """What rests on a key decision comes after the days in which it can be called in.

    How many stand on the Thresholds sheet, five clear working days unless changed. A milestone on the day of the
    meeting itself is the decision, not what rests on it, and is not asked.

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | <22 Dec 2026> | Key decision | Cabinet |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Cabinet | 15 Dec 2026 | 7 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 23 Dec 2026 | Key decision | Cabinet |
    | TRN-M02 | 15 Dec 2026 | Key decision | Cabinet |
    | TRN-M03 | 16 Dec 2026 | Decision | Cabinet |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Cabinet | 15 Dec 2026 | 7 Dec 2026 |
    """
    network, policy = network_of(programme), programme.policy
    call_in = int(policy.thresholds.call_in) if policy else 0
    for item, day, sittings in awaiting(programme):
        last = sittings.last_by(day)
        if item.decision is not Decision.KEY_DECISION or last is None or last.day == day:
            continue
        first = next(meeting for meeting in sittings.usable)
        effect = network.axis.days.after(first.day, call_in + 1)
        if effect > day:
            yield hit(
                item.at("forecast"), Related(first.at("day"), "the meeting"), id=item.id, day=day, forum=item.forum,
                meeting=first.day, effect=effect, days=f"{counted(call_in, 'clear working day')}",
            ).known_by(item.id)  # fmt: skip


@rule(
    "CF36",
    Severity.QUERY,
    "{id} needs {decision} by {day}, and {forum} has no meeting listed so late.",
    "Add its later meetings to the Meetings sheet, so that it can be seen whether one comes in time.",
)
def meetings_not_listed_so_far(programme: Programme) -> Iterator[Hit]:
    """A forum's meetings are listed as far as the milestones that need its decisions.

    Beyond the last meeting on the list nothing can be said. A meeting that can give the decision shortly before will
    do; of more than a year ahead meetings are seldom set.

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 4 Dec 2026 | Decision | <Programme Board> |
    | TRN-M02 | 11 Mar 2027 | Decision | <Cabinet> |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 19 Nov 2026 | 12 Nov 2026 |
    | Cabinet | 15 Dec 2026 | 7 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 4 Dec 2026 | Decision | Programme Board |
    | TRN-M02 | 9 Mar 2028 | Decision | Programme Board |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    """
    for item, day, sittings in awaiting(programme):
        as_at = programme.as_at(item)
        soon = as_at is not None and day <= as_at + A_YEAR
        unknown = not sittings.last_by(day) or (soon and is_long_after_the_last(sittings, day))
        if sittings.meetings and unknown and not sittings.lists_beyond(day):
            last = Related(sittings.meetings[-1].at("day"), "the last meeting listed")
            yield hit(
                item.at("forum"), last, id=item.id, decision=noun(item.decision), day=day, forum=item.forum
            ).known_by(item.id)
