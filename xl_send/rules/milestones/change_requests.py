"""What was agreed to change: new dates, paused rows, and the change requests behind them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.network import change_references, ids_named
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.kinds import NOTHING_WORDS
from xl_send.workbook.sheets.choices import LogKind, LogStatus, State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

REFUSED = Pattern(
    r"(?i)\b(?:refused|rejected|declined|turned down|not (?:agreed|approved)|withdrawn)\b",
)
# What moves a day: the word, or a month, a term or a length of time.
_MOVES = Pattern(
    r"(?i)\b(?:mov\w*|dates?|day|days|weeks?|months?|terms?|delay\w*|defer\w*|postpon\w*|put back|bring forward|brought"
    r"|later|earlier|extend\w*|extension|re-?baselin\w*|slip\w*|until|january|february|march|april|june|july|august"
    r"|september|october|november|december|easter|christmas|20\d\d)\b"
)
LOG_ID = Pattern(r"[A-Z]{2,5}-A\d{1,4}")


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
    something else than its day by its words. Where the row is expected on its planned day nothing was moved, and it is
    asked about only where the log does not say what was changed, or says that a day was.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | <> | TRN-A01 |

    **Fails**

    Milestones:
    | ID | Forecast date | Agreed date | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <> | Programme Board, 5 November 2026 |

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
    | TRN-M03 | CR-3: six schools, not four |

    Issues and decisions:
    | ID | Kind | What | Status | Outcome |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening to 29 January | Open | |
    | TRN-A02 | Change request | Six schools, not four | Closed | Agreed on 5 November 2026 |
    """
    log = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        says = any(one.casefold() not in NOTHING_WORDS for one in milestone.changes)
        if not says or milestone.agreed or milestone.state is not State.ACTIVE:
            continue
        named = [log.get(name) for text in milestone.changes for name in ids_named(text)]
        expected = milestone.actual or milestone.forecast
        later = expected is not None and expected > milestone.baseline
        of_the_log = any(LOG_ID.fullmatch(name) for text in milestone.changes for name in ids_named(text))
        asked = later or (of_the_log and not milestone.actual)
        if asked and not all(entry is not None and _moves_nothing(entry) for entry in named):
            yield hit(milestone.at("agreed"), Related(milestone.at("changes"), "Change reference"))


def _moves_nothing(entry: LogEntry) -> bool:
    """Whether a change request gives a milestone no new day: it is open, was refused, or is of something else."""
    if entry.kind is not LogKind.CHANGE_REQUEST:
        return False
    waits = entry.status is LogStatus.OPEN or REFUSED.search(entry.outcome or "")
    return bool(waits) or not _MOVES.search(entry.what or "")


@rule(
    "MS40",
    Severity.QUERY,
    "Baseline date is {day}, the day to which {change} moved it: nothing is left of the first plan.",
    "Put back the day of the first plan. The new one stands under Agreed date, and what was agreed is kept apart.",
)
def baseline_on_the_agreed_day(programme: Programme) -> Iterator[Hit]:
    """A baseline stays as it was first agreed; a new date is an agreed date.

    Typed over with the new date it hides that anything moved, from this return and from all that are compared with it.
    Asked where the two are one day and a closed change request moves the milestone.

    **Fails**

    Milestones:
    | ID | Baseline date | Agreed date | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | <29 Jan 2027> | 29 Jan 2027 | TRN-A01 |

    Issues and decisions:
    | ID | Kind | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening to January | Closed | Agreed by the board | 15 Oct 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Agreed date | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | 28 Jan 2027 | 29 Jan 2027 | TRN-A01 |
    | TRN-M02 | 29 Jan 2027 | 29 Jan 2027 | TRN-A02 |

    Issues and decisions:
    | ID | Kind | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening to January | Closed | Agreed by the board | 15 Oct 2026 |
    | TRN-A02 | Change request | Move the opening to January | Open | | |
    """
    log = first_by_id(programme.each(LogEntry))
    for one in programme.each(Milestone):
        if one.agreed is None or one.agreed != one.baseline:
            continue
        named = [log.get(name) for text in one.changes for name in ids_named(text)]
        closed = [each for each in named if each and each.status is LogStatus.CLOSED and not _moves_nothing(each)]
        if closed:
            related = Related(one.at("agreed"), "the agreed date"), Related(closed[0].at("what"), "the change")
            yield hit(one.at("baseline"), *related, day=one.baseline, change=closed[0].id)


@rule(
    "MS68",
    Severity.QUERY,
    "State is {state}, by {change}, which is still Open.",
    "Close {change} with how it was settled, or go back to Active until it is: what is stopped is not rated.",
)
def stopped_by_a_change_still_open(programme: Programme) -> Iterator[Hit]:
    """What is paused or withdrawn is so by a change that was agreed.

    Stopped by a request alone, a workstream or a milestone drops out of every colour and nobody has decided it. Asked
    where Change reference names a change request that is still Open, by its id or by words of it, such as CR-014.

    **Fails**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | <Paused> | CR-014 |

    Milestones:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-M01 | <Withdrawn> | TRN-A02 |

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | CR-014: pause the work until March | Open |
    | TRN-A02 | Change request | Withdraw the survey | Open |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | Paused | CR-014 |

    Milestones:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-M01 | Withdrawn | Board, 4 Nov |
    | TRN-M02 | Withdrawn | TRN-A021 |
    | TRN-M03 | Withdrawn | CR-31 |

    Issues and decisions:
    | ID | Kind | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | CR-014: pause the work until March | Closed | Agreed | 5 Oct 2026 |
    | TRN-A02 | Change request | Withdraw the survey | Open | | |
    | TRN-A03 | Change request | CR-3: six schools, not four | Open | | |
    | TRN-A021 | Change request | Withdraw the audit | Closed | Agreed | 5 Oct 2026 |
    """
    for submission in programme.submissions:
        still_open = [
            entry for entry in submission.all(LogEntry)
            if entry.kind is LogKind.CHANGE_REQUEST and entry.status is LogStatus.OPEN
        ]  # fmt: skip
        rows: tuple[Workstream | Milestone, ...] = (*submission.all(Workstream), *submission.all(Milestone))
        for row in rows:
            if row.state is State.ACTIVE:
                continue
            reference = " ".join(row.changes) if isinstance(row, Milestone) else row.change or ""
            change = next((entry for entry in still_open if _names(reference, entry)), None)
            if change is not None:
                related = Related(change.at("status"), "the change")
                yield hit(row.at("state"), related, state=row.state.value, change=change.id)


_ITS_NUMBER = Pattern(r"\b[A-Z]{1,4}[- ]?\d{1,4}\b")


def _names(reference: str, entry: LogEntry) -> bool:
    """Whether a reference names a change request: by its id, or by a number that its words begin with."""
    number = _ITS_NUMBER.match((entry.what or "").strip())
    return entry.id in ids_named(reference) or bool(number and number[0] in _ITS_NUMBER.findall(reference))
