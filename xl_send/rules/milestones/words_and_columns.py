"""What a milestone's own words say, against its columns: a decision, a law, a call-in, a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import A_MONTH, DAY, day_matched
from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import CalendarEntry, Forum
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_DECIDES = r"(?:agree|decide|approve|accept|endorse|sign(?: off)?|close)(?:s|d|ed)?\b"
_BY_LAW = Pattern(
    r"\b(?:by law|statutory (?:deadline|date|timescale)|required by (?:law|regulation\w*)|legal deadline)\b"
    r"[^.;]{0,60}\bdue\b|\bdue (?:by law|in law)\b|\bby law\b[^.;]{0,30}\bby \d",
    re.IGNORECASE,
    needs="by law|in law|statutory d|statutory t|required by|legal deadline",
)
_CALL_IN = Pattern(r"\bcall[- ]?in (?:period )?(?:has |is )?(?:ended|expired|over|passed|complete\w*)", re.IGNORECASE)
_MOVED_TO = Pattern(rf"\bto {DAY}", re.IGNORECASE, needs=A_MONTH)


@rule(
    "MS34",
    Severity.QUERY,
    'By its title {forum} is to decide ("{words}"), but Decision needed is None.',
    "Choose Decision, Key decision or Assurance. Otherwise nobody checks that {forum} meets in time.",
)
def decision_in_the_title_alone(programme: Programme) -> Iterator[Hit]:
    """A milestone that a forum is to agree says which decision it needs.

    Its papers, notice and meeting are only watched when it does. Asked where the title names a forum of the Forums
    sheet and what it decides.

    **Fails**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Programme Board agrees to open the service | Programme Board | <None> |

    **Passes**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Programme Board agrees to open the service | Programme Board | Decision |
    | TRN-M02 | Programme Board papers for the service sent | | None |
    """
    for submission in programme.submissions:
        names = [forum.name for forum in submission.all(Forum) if forum.name]
        for milestone in submission.all(Milestone):
            found = _decider(milestone.name or "", names) if milestone.decision is Decision.NONE else None
            if found and not milestone.actual:
                forum, words = found
                title = Related(milestone.at("name"), "its title")
                yield hit(milestone.at("decision"), title, forum=forum, words=words)


@rule(
    "MS46",
    Severity.QUERY,
    'By its title {named} is to decide ("{words}"), but Forum is {forum}.',
    "Choose {named} under Forum, or correct the title. Meetings, papers and notice are those of the Forum.",
)
def title_names_another_forum(programme: Programme) -> Iterator[Hit]:
    """The forum of a milestone is the one that its title names.

    Whether a decision can be had in time is worked out from the meetings of the wrong forum otherwise. Asked where the
    title says what a forum of the Forums sheet decides, and that is not its Forum.

    **Fails**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Schools Forum agrees the funding | <Programme Board> | Decision |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |

    **Passes**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Schools Forum agrees the funding | Schools Forum | Decision |
    | TRN-M02 | Proposal to Schools Forum agreed by Programme Board | Programme Board | Decision |
    | TRN-M03 | Funding that Schools Forum agreed is spent | | None |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |
    """
    for submission in programme.submissions:
        names = [forum.name for forum in submission.all(Forum) if forum.name]
        for milestone in submission.all(Milestone):
            title_says, own = milestone.name or "", milestone.forum or ""
            # A title that names its own forum as well may tell of what another decided before.
            said, key = name_key(title_says), name_key(own)
            asked = key in map(name_key, names) and key not in said and not milestone.actual
            found = _decider(title_says, names) if asked else None
            if found:
                title = Related(milestone.at("name"), "its title")
                yield hit(milestone.at("forum"), title, named=found[0], words=found[1], forum=milestone.forum)


def _decider(title: str, forums: list[str]) -> tuple[str, str] | None:
    for forum in forums:
        found = _deciding(forum).search(title)
        if found:
            return forum, found[0]
    return None


@lru_cache(maxsize=256)
def _deciding(forum: str) -> Pattern:
    """That a forum decides, or that it is decided by it."""
    name = re.escape(forum)
    plain = forum.isascii() and "|" not in forum
    pattern = rf"(?i)\b{name} {_DECIDES}|{_DECIDES} by (?:the )?{name}\b"
    return Pattern(pattern, needs=forum.lower() if plain else "")


@rule(
    "MS35",
    Severity.QUERY,
    'Fixed date is not Yes, but {where} says "{words}".',
    "Choose Yes: of a date set by law any lateness is Red. If no law sets it, correct the words.",
    brings={"WM11": Reach.ROW, "WM01": Reach.ROW},
)
def law_and_no_fixed_date(programme: Programme) -> Iterator[Hit]:
    """What is due by law has a fixed date.

    Otherwise a plan that breaks the law by four weeks is only Amber.

    **Fails**

    Milestones:
    | ID | Fixed date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | <No> | By law these are due by 15 February. |

    **Passes**

    Milestones:
    | ID | Fixed date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Yes | By law these are due by 15 February. |
    | TRN-M02 | No | The law on this is explained in the paper. |
    """
    for milestone in worked_on(programme, Milestone):
        for name in ("name", "done_when", "commentary"):
            found = _BY_LAW.search(getattr(milestone, name) or "")
            if found and not milestone.fixed and not milestone.actual:
                said = milestone.at(name)
                yield hit(milestone.at("fixed"), Related(said, "the words"), where=said.column, words=found[0])
                break


@rule(
    "MS37",
    Severity.QUERY,
    "Reached on {day}, but the call-in of a decision given on {decided} ends only on {ends}.",
    "Give the day on which the decision took effect, or say in Done when that the decision itself completes it.",
)
def reached_before_the_call_in_ended(programme: Programme) -> Iterator[Hit]:
    """A key decision whose call-in has to end is not in force before that.

    What is begun too early may have to be undone. Asked where Done when speaks of the end of the call-in; its clear
    working days stand on the Thresholds sheet.

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Done when |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | <4 Nov 2026> | Cabinet | Key decision | 3 Nov 2026 | Decision published and call-in period ended |

    **Passes**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Done when |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Nov 2026 | Cabinet | Key decision | 3 Nov 2026 | Decision published and call-in period ended |
    | TRN-M02 | 3 Nov 2026 | Cabinet | Key decision | 3 Nov 2026 | Cabinet minute |
    """
    for submission in programme.submissions:
        working = WorkingDays.of(submission.all(CalendarEntry))
        for milestone in submission.all(Milestone):
            if milestone.decided is None or milestone.actual is None or milestone.decision is not Decision.KEY_DECISION:
                continue
            ends = working.after(milestone.decided, int(submission.thresholds.call_in) + 1)
            if _CALL_IN.search(milestone.done_when or "") and milestone.decided <= milestone.actual < ends:
                given = Related(milestone.at("decided"), "the decision")
                yield hit(milestone.at("actual"), given, day=milestone.actual, decided=milestone.decided, ends=ends)


@rule(
    "MS38",
    Severity.QUERY,
    "Last updated is {updated}, but it was reached on {day}, after that.",
    "Give the day on which the Actual date was filled in, or correct the Actual date.",
)
def updated_before_it_was_reached(programme: Programme) -> Iterator[Hit]:
    """A row that says when its milestone was reached was last updated on that day or later.

    Otherwise the Actual date was typed before it had happened, or one of the two is mistyped.

    **Fails**

    Milestones:
    | ID | Actual date | Last updated |
    | --- | --- | --- |
    | TRN-M01 | 9 Nov 2026 | <10 Oct 2026> |

    **Passes**

    Milestones:
    | ID | Actual date | Last updated |
    | --- | --- | --- |
    | TRN-M01 | 9 Nov 2026 | 9 Nov 2026 |
    | TRN-M02 | | 10 Oct 2026 |
    """
    for milestone in programme.each(Milestone):
        as_at, day, updated = programme.as_at(milestone), milestone.actual, milestone.updated
        if day and updated and updated < day and (as_at is None or day <= as_at):
            yield hit(milestone.at("updated"), Related(milestone.at("actual"), "reached"), updated=updated, day=day)


@rule(
    "MS39",
    Severity.QUERY,
    "Agreed date is {agreed}, but {change} moved it to {said}.",
    "Write the date that was agreed. Another needs a change request of its own.",
    brings={"WM01": Reach.ROW, "WM11": Reach.ROW},
)
def agreed_on_another_day(programme: Programme) -> Iterator[Hit]:
    """An agreed date is the one to which the change request moved the milestone.

    One that is later hides lateness that no board has agreed to. Asked where the milestone names one change, and that
    says to which day it moves.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | <11 Dec 2026> | TRN-A01 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 20 Nov 2026 | TRN-A01 |
    | TRN-M02 | 11 Dec 2026 | TRN-A02 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. |
    | TRN-A02 | Change request | Move the opening from 11 September by three months. |
    """
    entries = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        entry = entries.get(milestone.changes[0]) if len(milestone.changes) == 1 else None
        if milestone.agreed is None or entry is None or entry.workstream != milestone.workstream:
            continue
        said = _moved_to(entry.what or "", milestone.agreed)
        if said and milestone.agreed not in said:
            related = Related(entry.at("what"), "what was agreed")
            yield hit(milestone.at("agreed"), related, agreed=milestone.agreed, change=entry.id, said=said[0])


def _moved_to(text: str, near: date) -> list[date]:
    """The days to which a change moves something, in the order in which they are named."""
    found = (day_matched(match, near) for match in _MOVED_TO.finditer(text))
    return [day for day in found if day is not None]
