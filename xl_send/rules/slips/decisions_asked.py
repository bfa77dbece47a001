"""Decisions that are asked for too early for their forum, or not by their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_stopped, worked_on
from xl_send.findings import Related, Severity
from xl_send.network import forums_meant
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

A_WEEK = timedelta(days=7)
_BETWEEN_MEETINGS = Pattern(
    r"(?i)\b(?:(?<!not )(?:by|via|over) e-?mail|e-?mail (?:decision|vote|round)|chair'?s action"
    r"|urgen(?:t|cy) (?:decision|procedure|action|powers?|business)|between meetings|delegated|written procedure"
    r"|correspondence|circulation|extra-?ordinary|(?:special|additional|extra) (?:meeting|session)"
    r"|out of (?:committee|cycle)|chair (?:to|will|can|may) (?:decide|agree|approve)|sro (?:to|will|can|may) \w+"
    r"|officer decision)\b"
)


@rule(
    "IS10",
    Severity.QUERY,
    "Needed by is {day}, but {forum} does not meet between the as at date and then; it meets next on {next}.",
    "Ask for an earlier decision, or another way to it. If {next} is soon enough, give that day.",
)
def needed_before_the_forum_meets(programme: Programme) -> Iterator[Hit]:
    """A decision is asked for a day by which its forum meets.

    It is otherwise late before it is asked for. Asked of open decisions and change requests, of forums whose later
    meetings are listed, where the next is more than a week after; not of what the row says will be decided between
    meetings.

    **Fails**

    Issues and decisions:
    | ID | Kind | Needed by | Forum |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | <25 Nov 2026> | Programme Board |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 15 Oct 2026 |
    | Programme Board | 3 Dec 2026 |

    **Fails**

    Issues and decisions:
    | ID | Kind | Needed by | Forum | What |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | <25 Nov 2026> | Programme Board | Urgent: lists go by post, not by email |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 15 Oct 2026 |
    | Programme Board | 3 Dec 2026 |

    **Passes**

    Issues and decisions:
    | ID | Kind | Needed by | Forum | What | What happens if not |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | 26 Nov 2026 | Programme Board | Fund two posts | |
    | TRN-A02 | Action | 25 Nov 2026 | Programme Board | Write to schools | |
    | TRN-A03 | Decision needed | 30 Oct 2026 | Programme Board | Fund two rooms | |
    | TRN-A04 | Decision needed | 20 Nov 2026 | Programme Board | Agree the new venue by email | |
    | TRN-A05 | Decision needed | 20 Nov 2026 | Programme Board | Fund two days (extraordinary meeting 19 Nov) | |
    | TRN-A06 | Decision needed | 20 Nov 2026 | Programme Board | Fund a van | Chair will decide before it lapses |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 15 Oct 2026 |
    | Programme Board | 3 Dec 2026 |
    """
    meetings: dict[str, list[Meeting]] = {}
    meant = forums_meant(programme)
    for meeting in programme.each(Meeting):
        meetings.setdefault(name_key(meant.get(id(meeting), meeting.forum)), []).append(meeting)
    for entry in worked_on(programme, LogEntry):
        as_at, day = programme.as_at(entry), entry.needed_by
        asks = entry.kind in {LogKind.DECISION, LogKind.CHANGE_REQUEST} and entry.status is LogStatus.OPEN
        if not (asks and as_at and day and as_at <= day and entry.forum):
            continue
        to_come = sorted((one for one in meetings.get(name_key(entry.forum), ()) if one.day >= as_at), key=_day)
        if to_come and to_come[0].day - day > A_WEEK and not _BETWEEN_MEETINGS.search(_all_words(entry)):
            related = Related(to_come[0].at("day"), "the next meeting")
            yield hit(entry.at("needed_by"), related, day=day, forum=entry.forum, next=to_come[0].day)


def _day(meeting: Meeting) -> date:
    return meeting.day


def _all_words(entry: LogEntry) -> str:
    return f"{entry.what or ''}. {entry.otherwise or ''}. {entry.outcome or ''}"


_ASKS = Pattern(
    r"^(?:to |please )?(?:(?:agree|decide|approve|endorse|sign off(?! of)|choose(?! well)|authorise|pay for)\b"
    r"|(?:fund|buy|commission|extend|reserve|release|appoint) (?:an?|the|up to|one|two|three|four|six|\d+) )",
    re.IGNORECASE,
)
_REQUESTS = Pattern(
    r"^(?:(?:the )?(?:[\w']+ ){0,4}(?:board|cabinet|forum|committee|group|director|sro) (?:is (?:asked )?|asked )?to"
    r" (?:agree|decide|approve|endorse|choose|authorise|fund)"
    r"|(?:approval|agreement|authority|sign-off|decision) (?:is )?(?:sought|needed|required|requested)"
    r" (?:for|on|to|about)"
    r"|(?:requests?|seeking|seeks?|need|ask)\b(?: for)? (?:approval|agreement|a decision|authority"
    r"|the (?:\w+ ){1,3}to (?:agree|decide|approve|fund)|to (?:fund|extend|carry))"
    r"|should we)\b",
    re.IGNORECASE,
)
_LATE_OR_PAST = Pattern(
    r"\b(?:not|failed|delay\w*|missed|outstanding|late|slow\w*|refused|waiting|overdue|has|have|had|was|were)\b",
    re.IGNORECASE,
)
# An issue that begins like a request may go on to say what has happened.
_HAS_HAPPENED = Pattern(
    r"\b(?:is|are|was|were|has|have|had|not|failed|delayed|delays?|missed|missing|outstanding|stops?|stopped|slipped"
    r"|clash\w*|backlog|shortfall|outage|fell through)\b|^\w+(?: \w+)?(?:-|: )|: |^choose and book",
    re.IGNORECASE,
)


@rule(
    "IS11",
    Severity.QUERY,
    'Kind is Issue, but its words ask for a decision: "{words}".',
    "Choose Decision needed, with the forum and the day: a board is shown what it is asked to decide.",
    brings={"WM04": Reach.CELL},
)
def issue_that_asks_for_a_decision(programme: Programme) -> Iterator[Hit]:
    """What asks for a decision is logged as one.

    An issue is on no agenda as a decision, and nobody asks whether its forum meets in time. Words that say what has
    happened, or has not, or what goes slowly, ask for nothing.

    **Fails**

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | <Issue> | Agree to split the routes into smaller lots. |
    | TRN-A02 | <Issue> | Pay for two locums until July. |
    | TRN-A03 | <Issue> | Extend the contract by a year. |

    **Fails**

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | <Issue> | Approval sought for a second panel in January |
    | TRN-A02 | <Issue> | The Programme Board is asked to agree a second panel |
    | TRN-A03 | <Issue> | Request to fund a second panel from the grant |
    | TRN-A04 | <Issue> | Should we run a second panel in January? |

    **Passes**

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | Agree to split the routes into smaller lots. |
    | TRN-A02 | Issue | Agreement with two schools has run out. |
    | TRN-A04 | Issue | Release time is not paid for. |
    | TRN-A05 | Issue | Agree dates with schools is still outstanding |
    | TRN-A06 | Issue | Sign off delayed by illness |
    | TRN-A03 | Action | Agree dates with the schools. |
    | TRN-A07 | Issue | Sign off of drafts takes nine days |
    | TRN-A08 | Issue | Approval needed for each taxi slows the routes |
    """
    for entry in programme.each(LogEntry):
        if entry.kind is LogKind.ISSUE and entry.status is LogStatus.OPEN and _asks(entry.what or ""):
            words = " ".join((entry.what or "").split()[:6]).rstrip(" .,;")
            yield hit(entry.at("kind"), Related(entry.at("what"), "its words"), words=words)


def _asks(what: str) -> bool:
    """Whether words ask for a decision, and tell of nothing that has happened."""
    if _ASKS.search(what):
        return not _HAS_HAPPENED.search(what)
    return bool(_REQUESTS.search(what)) and not _LATE_OR_PAST.search(what)


_ASKED_OF = Pattern(
    r"^(?:(?i:ask|for|seek|get|obtain|take to|request)\b )?(?i:the )?(?P<who>(?:[A-Z][\w'&-]* ){0,4}"
    r"(?:[Bb]oard|[Cc]abinet|[Ff]orum|[Cc]ommittee|[Pp]anel|[Ee]xecutive|[Gg]roup))"
    r"(?:(?: (?:is|are|to be|will be|must be) asked)? to (?!(?:be|date|the)\b)[a-z]"
    r"|(?:'s|\u2019s)? (?:decision|agreement|approval|sign-off|view|say|steer|endorsement)\b"
    r"|(?: (?:must|should|will|needs? to))? (?:decides?|agrees?|approves?|says?|chooses?|endorses?)\b)"
)


@rule(
    "IS56",
    Severity.QUERY,
    'Forum is {forum}, but the words ask {who}: "{words}".',
    "Choose {meant} under Forum, or say in What whom it asks: it goes on the agenda of the forum that is chosen.",
)
def asked_of_another_forum(programme: Programme) -> Iterator[Hit]:
    """A decision goes to the forum that its words ask.

    It is put on the agenda of the forum that is chosen, and whether that meets in time is looked up there. Asked of
    open decisions and change requests whose words begin with a forum of the Forums sheet, whole or by the end of its
    name, that is to decide something.

    **Fails**

    Issues and decisions:
    | ID | Kind | What | Forum |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Board to say whether schools may be named | <Delivery Group> |
    | TRN-A02 | Change request | Ask the Programme Board to move the start to May | <Schools Forum> |
    | TRN-A03 | Decision needed | Cabinet approval of the new policy | <Programme Board> |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Delivery Group |
    | Schools Forum |
    | Cabinet |

    **Passes**

    Issues and decisions:
    | ID | Kind | What | Forum |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Board to say whether schools may be named | Programme Board |
    | TRN-A02 | Action | Board to be told of the new date | Delivery Group |
    | TRN-A03 | Decision needed | Board paper on the new date: agree its words | Delivery Group |
    | TRN-A04 | Decision needed | Governing Board to agree the base | Delivery Group |
    | TRN-A05 | Decision needed | Panel to agree places in January | Delivery Group |
    | TRN-A06 | Decision needed | Delivery Group to agree what Cabinet is asked | Delivery Group |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Delivery Group |
    | Schools Forum |
    | Cabinet |
    """
    for submission in programme.submissions:
        forums = {name_words(forum.name): forum.name for forum in submission.all(Forum)}
        for entry in submission.all(LogEntry):
            decided = entry.kind in {LogKind.DECISION, LogKind.CHANGE_REQUEST} and entry.status is LogStatus.OPEN
            found = _ASKED_OF.search(entry.what or "") if decided and entry.forum and forums else None
            who = name_words(found["who"]) if found else ""
            meant = [name for words, name in forums.items() if f" {words}".endswith(f" {who}")]
            chosen = f" {name_words(entry.forum or '')}"
            if found and meant and not chosen.endswith(f" {who}") and not is_stopped(programme, entry):
                related = Related(entry.at("what"), "its words")
                yield hit(
                    entry.at("forum"), related, forum=entry.forum, who=found["who"], words=entry.what,
                    meant=" or ".join(meant),
                )  # fmt: skip
