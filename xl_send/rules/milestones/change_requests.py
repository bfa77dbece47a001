"""What was agreed to change: new dates, paused rows, and the change requests behind them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.references import is_whole, owners
from xl_send.findings import Related, Severity
from xl_send.network import change_references, ids_named
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.workbook.ids import code_of
from xl_send.workbook.kinds import NOTHING_WORDS
from xl_send.workbook.sheets.choices import LogKind, LogStatus, State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_REFUSED = Pattern(
    r"(?i)\b(?:refused|rejected|declined|turned down|not (?:agreed|approved)|withdrawn)\b",
    needs="refused|rejected|declined|turned|not |withdrawn",
)
# What moves a day: the word, or a month, a term or a length of time.
_MOVES = Pattern(
    r"(?i)\b(?:mov\w*|dates?|day|days|weeks?|months?|terms?|delay\w*|defer\w*|postpon\w*|put back|bring forward|brought"
    r"|later|earlier|extend\w*|extension|re-?baselin\w*|slip\w*|until|january|february|march|april|june|july|august"
    r"|september|october|november|december|easter|christmas|20\d\d)\b"
)
_LOG_ID = Pattern(r"[A-Z]{2,5}-A\d{1,4}")


def _changes(programme: Programme) -> Iterator[tuple[Milestone, str]]:
    """Every id of the log that a change reference names, among whatever other words, with its milestone."""
    for milestone in programme.each(Milestone):
        for name in dict.fromkeys(name for text in milestone.changes for name in ids_named(text)):
            if _LOG_ID.fullmatch(name):
                yield milestone, name


@rule(
    "MS10",
    Severity.ERROR,
    "Agreed date is filled, but no change is named that agreed it.",
    "Give the change request, or the forum that agreed it and when. Until then the Baseline date counts.",
)
def agreed_date_without_change(programme: Programme) -> Iterator[Hit]:
    """A new date names the approved change behind it; "tbc" names none, nor does an e-mail or a conversation.

    "Agreed" does not say by whom, and what is awaited, deferred or refused is not agreed, whoever is named.

    Else every late milestone could be made punctual by moving its date.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <> |
    | TRN-M02 | 29 Jan 2027 | <tbc> |
    | TRN-M03 | 29 Jan 2027 | <Email from SRO, 3 Nov> |
    | TRN-M04 | 29 Jan 2027 | <Agreed> |
    | TRN-M05 | 29 Jan 2027 | <CR-7 (not approved)> |
    | TRN-M06 | 29 Jan 2027 | <Awaiting Board> |
    | TRN-M07 | 29 Jan 2027 | <Board, 4 Nov: deferred> |
    | TRN-M08 | 29 Jan 2027 | <DMT, decision to follow> |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | TRN-A01 |
    | TRN-M02 | 29 Jan 2027 | Board, 2 Nov 2026 |
    | TRN-M03 | 29 Jan 2027 | Email of the Board's chair, urgent procedure |
    | TRN-M04 | 29 Jan 2027 | Agreed at DMT 3 Nov |
    """
    for milestone in programme.each(Milestone):
        if milestone.agreed and not change_references(milestone):
            yield hit(milestone.at("changes"), Related(milestone.at("agreed"), "Agreed date"))


@rule(
    "MS11",
    Severity.QUERY,
    "A change is named, but Agreed date is blank.",
    "Fill in the date that the change agreed, or clear Change reference.",
)
def change_without_agreed_date(programme: Programme) -> Iterator[Hit]:
    """A milestone that names a change says which date it agreed.

    A change that paused or withdrew the milestone needs no date, nor does one that is still open, was refused, or is of
    something else than its day by its words.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | <> | TRN-A01 |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference | State |
    | --- | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | TRN-A01 | |
    | TRN-M02 | | TRN-A01 | Paused |
    | TRN-M03 | | | |

    **Passes**

    Milestones:
    | ID | Change reference |
    | --- | --- |
    | TRN-M01 | TRN-A01 |
    | TRN-M02 | TRN-A02 |

    Issues and decisions:
    | ID | Kind | What | Status | Outcome |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening to 29 January | Open | |
    | TRN-A02 | Change request | Six schools, not four | Closed | Agreed |
    """
    log = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        says = any(one.casefold() not in NOTHING_WORDS for one in milestone.changes)
        if not says or milestone.agreed or milestone.state is not State.ACTIVE:
            continue
        named = [log.get(name) for text in milestone.changes for name in ids_named(text)]
        if not named or not all(entry is not None and _moves_nothing(entry) for entry in named):
            yield hit(milestone.at("agreed"), Related(milestone.at("changes"), "Change reference"))


def _moves_nothing(entry: LogEntry) -> bool:
    """Whether a change request gives a milestone no new day: it is open, was refused, or is of something else."""
    if entry.kind is not LogKind.CHANGE_REQUEST:
        return False
    waits = entry.status is LogStatus.OPEN or _REFUSED.search(entry.outcome or "")
    return bool(waits) or not _MOVES.search(f"{entry.what or ''} {entry.outcome or ''}")


@rule(
    "MS12",
    Severity.QUERY,
    "Change request {change} is still open.",
    "Close {change} if it was agreed. Until then the milestone is measured against its Baseline date.",
    brings={"WM01": Reach.ROW, "CF08": Reach.ROW, **COLOURS},
)
def change_still_open(programme: Programme) -> Iterator[Hit]:
    """The change behind an agreed date has been decided.

    A date that somebody has asked for is not yet agreed.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <TRN-A01> |
    | TRN-M02 | 29 Jan 2027 | <TRN-A01 (to the December board)> |

    Issues and decisions:
    | ID | Kind | Status |
    | --- | --- | --- |
    | TRN-A01 | Change request | Open |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | TRN-A01 |
    | TRN-M02 | | TRN-A02 |
    | TRN-M03 | 29 Jan 2027 | TRN-A03, OUT-A01 |

    Issues and decisions:
    | ID | Kind | Status |
    | --- | --- | --- |
    | TRN-A01 | Change request | Closed |
    | TRN-A02 | Change request | Open |
    | TRN-A03 | Action | Open |
    """
    log = first_by_id(programme.each(LogEntry))
    for milestone, reference in _changes(programme):
        entry = log.get(reference)
        if entry and entry.kind is LogKind.CHANGE_REQUEST and entry.status is LogStatus.OPEN and milestone.agreed:
            yield hit(milestone.at("changes"), Related(entry.at("status"), "still open"), change=reference)


@rule(
    "MS13",
    Severity.ERROR,
    "Change reference names {change}, {what}.",
    "Name the change request that agreed the new date.",
)
def change_reference_to_no_change(programme: Programme) -> Iterator[Hit]:
    """A change reference that is an id names a change request.

    A reference to a council paper or a minute is as good, and is not looked up; so is a decision of the log that was
    given. One of another workstream that gives to
    this one or receives from it, and of none besides, is asked about: it hardly agreed this date.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <TRN-A01> |
    | TRN-M02 | 29 Jan 2027 | <TRN-A09> |

    Issues and decisions:
    | ID | Kind |
    | --- | --- |
    | TRN-A01 | Issue |

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <OUT-A02> |

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | TRN-D01 | OUT | TRN |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | TRN-A01, OUT-A02, CR-17 |
    | TRN-M02 | 29 Jan 2027 | TRN-A03 |

    Issues and decisions:
    | ID | Kind | Status |
    | --- | --- | --- |
    | TRN-A01 | Change request | Open |
    | TRN-A03 | Decision needed | Closed |
    """
    log = first_by_id(programme.each(LogEntry))
    by_code = owners(programme)
    for milestone, reference in _changes(programme):
        entry = log.get(reference)
        given = entry and entry.kind is LogKind.DECISION and entry.status is LogStatus.CLOSED
        if entry and entry.kind is not LogKind.CHANGE_REQUEST and not given:
            what, related = f"which is of the kind {entry.kind}", (Related(entry.at("kind"), "its kind"),)
            yield hit(milestone.at("changes"), *related, change=reference, what=what)
        elif not entry and reference not in programme.ids[LogEntry] and is_whole(by_code, LogEntry, reference):
            yield hit(milestone.at("changes"), change=reference, what="which does not exist")
        elif milestone.agreed and code_of(reference) in _neighbours(programme, milestone):
            what = f"which is of {code_of(reference)}"
            yield hit(milestone.at("changes"), severity=Severity.QUERY, change=reference, what=what)


def _neighbours(programme: Programme, milestone: Milestone) -> set[str]:
    """The workstreams that give to a milestone's or receive from it, but none where it names a change of its own."""
    named = {code_of(name) for text in milestone.changes for name in ids_named(text) if _LOG_ID.fullmatch(name)}
    submission = programme.of(milestone)
    if named & submission.codes:
        return set()
    rows = submission.all(Interdependency)
    return {code for row in rows for code in (row.giver, row.receiver) if code} - submission.codes
