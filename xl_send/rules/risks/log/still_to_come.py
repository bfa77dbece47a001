"""What the log says of days still to come, or of meetings, against its own days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.decided import says_outside_a_meeting
from xl_send.analysis.notes.times import TIME, time_matched
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, days_named, next_month_named
from xl_send.calendar import Terms
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.governance import CalendarEntry, Meeting
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_AHEAD = Pattern(
    r"(?i)\b(?:goes (?:to|before)|hears?|meets?|decides?|considers?|will (?:\w+ )?(?:hear|decide|meet|consider"
    r"|be (?:heard|decided|settled|known|discussed))|is to (?:decide|hear|meet)"
    r"|to be (?:heard|decided|settled|discussed))\b"
    r"(?:(?!\b(?:each|every|yearly|from)\b)[^.;]){0,50}?"
    rf"\b(?:on|in|at the) (?:the )?(?:early |late |mid[- ])?(?:{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
_ENDED = Pattern(
    r"(?i)\b(?:agreed|approved|resolved|settled|withdrawn|replaced|superseded|rejected|refused|declined|accepted|done"
    r"|completed?|signed|in place|in force|confirmed|closed|merged|moved|transferred|escalated|delivered|kept|paused"
    r"|no longer|not needed|found|given|filled|paid|adopted|sent|written|published|instead)\b"
)


@rule(
    "IS36",
    Severity.QUERY,
    'Status is Closed, but the Outcome says "{words}", which is still to come.',
    "Choose Open until then. If it is settled, say in Outcome how.",
)
def closed_before_it_is_heard(programme: Programme) -> Iterator[Hit]:
    """What is closed waits for no meeting or decision that is still to come.

    Closed, it leaves the list before anybody has settled it. Asked of a risk or a row of the log, where all that
    Outcome tells is that somebody hears, considers or decides it, or that it goes to somebody, on a day or in a month
    after the as at date; not where it also says how it ended.

    **Fails**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | <Closed> | Twelve objections, committee hears them in December |

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | <Closed> | Review goes to the board on 15 January | 6 Nov 2026 |
    | TRN-A02 | <Closed> | Directors will decide on 9 December | 6 Nov 2026 |

    **Passes**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Four objections only, none was accepted; committee meets in December |

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed; report goes to the board on 15 January | 6 Nov 2026 |
    | TRN-A02 | Open | Review goes to the board on 15 January | |
    | TRN-A03 | Closed | Review goes to the board each year in January | 6 Nov 2026 |
    | TRN-A04 | Closed | The board hears of it on 5 November | 6 Nov 2026 |
    """
    closed: list[LogEntry | Risk] = [row for row in programme.each(LogEntry) if row.status is LogStatus.CLOSED]
    closed += [row for row in programme.each(Risk) if row.status is RiskStatus.CLOSED]
    for row in closed:
        as_at, text = programme.as_at(row), row.outcome or ""
        found = _AHEAD.search(text) if as_at and not _ENDED.search(text) else None
        if found is None or as_at is None:
            continue
        day = next_month_named(found["in"], found["of"], as_at) if found["in"] else day_matched(found, as_at)
        if day and day > as_at:
            yield hit(row.at("status"), Related(row.at("outcome"), "the words"), words=found[0])


_AGREED_BY = Pattern(
    r"(?i)\b(?:agreed|approved|decided|adopted|refused|endorsed) (?:by|at) (?:the )?(?:[\w'&-]+ ){0,5}"
    r"(?:board|cabinet|forum|committee|executive|panel|group)\b"
)


@rule(
    "IS37",
    Severity.QUERY,
    'Closed on is {closed}, and Outcome says "{words}", but {forum} did not meet from {raised} to then, but on {day}.',
    "Correct Closed on, or say how it was agreed without a meeting.",
)
def closed_before_its_forum_met(programme: Programme) -> Iterator[Hit]:
    """What a forum agreed was closed once that forum had met.

    A change that counts as agreed before the meeting moves dates that nobody has agreed. Asked where Outcome says that
    a forum agreed to it and names no day, and the forum of the row, whose meetings are listed before and after, did not
    meet from the day it was raised to the day it was closed.

    **Fails**

    Issues and decisions:
    | ID | Kind | Raised | Status | Forum | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | 7 Sep 2026 | Closed | Programme Board | Agreed by the board | <10 Sep 2026> |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 9 Jul 2026 |
    | Programme Board | 24 Sep 2026 |

    **Passes**

    Issues and decisions:
    | ID | Kind | Raised | Status | Forum | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | 7 Sep 2026 | Closed | Programme Board | Agreed by the board | 24 Sep 2026 |
    | TRN-A02 | Change request | 7 Sep 2026 | Closed | Programme Board | Agreed by the board | 29 Sep 2026 |
    | TRN-A03 | Change request | 7 Sep 2026 | Closed | Programme Board | Agreed by the board by e-mail | 10 Sep 2026 |
    | TRN-A04 | Change request | 7 Sep 2026 | Closed | Programme Board | Agreed by the head | 10 Sep 2026 |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 9 Jul 2026 |
    | Programme Board | 24 Sep 2026 |
    """
    for entry in programme.each(LogEntry):
        closed, raised, outcome = entry.closed_on, entry.raised, entry.outcome or ""
        found = _AGREED_BY.search(outcome) if entry.status is LogStatus.CLOSED and closed and raised else None
        if not found or not closed or not raised or days_named(outcome, closed) or says_outside_a_meeting(outcome):
            continue
        forum = (entry.forum or "").casefold()
        meetings = [one for one in programme.of(entry).all(Meeting) if one.forum.casefold() == forum]
        before = [one for one in meetings if one.day < raised]
        later = [one for one in meetings if one.day > closed]
        if before and later and len(before) + len(later) == len(meetings):
            after = min(later, key=lambda one: one.day)
            words = {"closed": closed, "words": found[0], "forum": entry.forum, "raised": raised, "day": after.day}
            related = [Related(entry.at("outcome"), "the words"), Related(after.at("day"), "the meeting")]
            yield hit(entry.at("closed_on"), *related, severity=None, **words)


_BEGINS = Pattern(
    rf"(?i)\b(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))? (?:[a-z]+ ){{1,2}}(?:starts?|begins?|opens?|goes? ahead)\b"
    rf"|\b(?:starts?|begins?|opens?) (?:in )(?P<in2>{MONTH_NAMES})\b(?: (?P<of2>20\d\d))?"
)
# What is lost from a day or a month on, or runs out then.
_NO_MORE = Pattern(
    r"(?i)\b(?:no|without|nobody|stops?|ends?|lapses?|expires?|closes?|loses?|lost|runs? out|unfunded|falls? away)\b"
    rf"[^.;]{{0,40}}? (?P<how>from|after|on|in|at) {TIME}"
)
_BEFORE_TERM = Pattern(r"(?i)\bbefore (?:the )?(?:start of (?:the )?)?(autumn|spring|summer) term\b")
A_FORTNIGHT = timedelta(days=14)


@rule(
    "IS38",
    Severity.QUERY,
    'Needed by is {needed}, but by What happens if not it is for what begins {begins} ("{words}").',
    "Bring Needed by forward to a day before that, or correct the words.",
)
def needed_after_what_hangs_on_it(programme: Programme) -> Iterator[Hit]:
    """What is needed is needed before what would suffer without it begins.

    Settled after that, it comes too late, and is never overdue before. Asked of what is open, where What happens if not
    says that something starts in a month, and Needed by is more than a fortnight into that month or later, speaks of
    before a term that has begun by then, or says that there is no more of something from a day or a month before it.

    **Fails**

    Issues and decisions:
    | ID | Needed by | What happens if not |
    | --- | --- | --- |
    | TRN-A01 | <27 Jan 2027> | January talks start with no mandate. |
    | TRN-A02 | <19 Mar 2027> | Cover cannot be booked before spring term. |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    **Fails**

    Issues and decisions:
    | ID | Needed by | What happens if not |
    | --- | --- | --- |
    | TRN-A01 | <20 Jan 2027> | no mediation from 1 january |
    | TRN-A02 | <20 Apr 2027> | The licence lapses at the end of March |

    **Passes**

    Issues and decisions:
    | ID | Needed by | What happens if not |
    | --- | --- | --- |
    | TRN-A01 | 16 Dec 2026 | January talks start with no mandate. |
    | TRN-A02 | 18 Dec 2026 | Cover cannot be booked before spring term. |
    | TRN-A03 | 27 Jan 2027 | Schools hear of it in January. |
    | TRN-A04 | 11 Jan 2027 | The January course starts short of staff. |
    | TRN-A05 | 20 Jan 2027 | no mediation from 1 april |
    | TRN-A06 | 20 Jan 2027 | The licence lapses at the end of January, and no cover since March 2026 |
    | TRN-A07 | 20 Jan 2027 | No word on it in the paper of 8 January |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    """
    for entry in worked_on(programme, LogEntry):
        needed, text = entry.needed_by, entry.otherwise or ""
        if needed is None or entry.status is not LogStatus.OPEN or not text:
            continue
        begins = _begins_then(programme, entry, text, entry.raised or needed)
        if begins and needed > begins[1]:
            related = Related(entry.at("otherwise"), "what hangs on it")
            yield hit(entry.at("needed_by"), related, needed=needed, words=begins[0], begins=begins[2])


def _begins_then(programme: Programme, entry: LogEntry, text: str, raised: date) -> tuple[str, date, date] | None:
    """What a text says begins: its words, the last day that is early enough for it, and when it begins."""
    if found := _BEGINS.search(text):
        first = next_month_named(found["in"] or found["in2"], found["of"] or found["of2"], raised)
        return found[0], first + A_FORTNIGHT, first
    if found := _NO_MORE.search(text):
        as_at = max(raised, programme.as_at(entry) or raised)
        time = time_matched(found, as_at, programme.of(entry).all(CalendarEntry))
        early = time and (time.first if found["how"].casefold() == "from" else time.last)
        return (found[0], time.last, early) if time and early and time.first > raised else None
    found = _BEFORE_TERM.search(text)
    terms = Terms.of(programme.of(entry).all(CalendarEntry)).terms if found else ()
    named = (term for term in terms if found and term.season.casefold() == found[1].casefold() and term.ends >= raised)
    term = min(named, key=lambda one: one.starts, default=None)
    return (found[0], term.starts, term.starts) if found and term and term.starts > raised else None
