"""Change requests that a milestone names: still open, refused, or not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.references import is_whole, owners
from xl_send.findings import Related, Severity
from xl_send.network import ids_named
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.rules.milestones.change_requests import LOG_ID, REFUSED
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_GIVEN = Pattern(r"(?i)(?<!not )\b(?:agreed|approved|accepted|endorsed)\b")


def _changes(programme: Programme) -> Iterator[tuple[Milestone, str]]:
    """Every id of the log that a change reference names, among whatever other words, with its milestone."""
    for milestone in programme.each(Milestone):
        for name in dict.fromkeys(name for text in milestone.changes for name in ids_named(text)):
            if LOG_ID.fullmatch(name):
                yield milestone, name


@rule(
    "MS12",
    Severity.QUERY,
    "Change request {change} is still open.",
    "If it was agreed, close {change}; if {change} is of something else, name the change that moves this date. "
    "Until then the milestone is measured against its Baseline date.",
    brings={"WM01": Reach.ROW, "CF08": Reach.ROW, "MS32": Reach.ROW, **COLOURS},
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
    "Name the change request that agreed the new date.{offer}",
)
def change_reference_to_no_change(programme: Programme) -> Iterator[Hit]:
    """A change reference that is an id names a change request.

    A reference to a council paper or a minute is as good, and is not looked up; so is a decision of the log that was
    given, or an action whose Outcome says that it was agreed. A request that was refused agreed nothing. One of another
    workstream that gives to this one or receives from it, and of none besides, is asked about: it hardly agreed this
    date, but where that workstream gives to this very milestone.

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
    | ID | Agreed date | Change reference | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <TRN-A01> | The board agreed 29 January (TRN-A02). |

    Issues and decisions:
    | ID | Kind | Status |
    | --- | --- | --- |
    | TRN-A01 | Issue | Open |
    | TRN-A02 | Change request | Closed |

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <OUT-A02> |

    Interdependencies:
    | ID | Giver | Receiver | Receiver milestone |
    | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | TRN-M05 |

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <TRN-A01> |

    Issues and decisions:
    | ID | Kind | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Closed | Not agreed: hold the date |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | TRN-A01, OUT-A02, CR-17 |
    | TRN-M02 | 29 Jan 2027 | TRN-A03 |
    | TRN-M03 | 29 Jan 2027 | TRN-A04 |
    | TRN-M04 | 29 Jan 2027 | TRN-A05 |

    Issues and decisions:
    | ID | Kind | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Open | |
    | TRN-A03 | Decision needed | Closed | |
    | TRN-A04 | Action | Closed | Agreed by the Programme Board |
    | TRN-A05 | Change request | Closed | February rejected, 29 January agreed |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | OUT-A02 |

    Interdependencies:
    | ID | Giver | Receiver | Receiver milestone |
    | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | TRN-M01 |
    """
    log = first_by_id(programme.each(LogEntry))
    by_code = owners(programme)
    for milestone, reference in _changes(programme):
        entry, offer = log.get(reference), _offered(milestone, reference, log)
        given = entry and entry.status is LogStatus.CLOSED and _gives_a_date(entry)
        refused = REFUSED.search(entry.outcome or "") and not _GIVEN.search(entry.outcome or "") if entry else None
        if entry and refused and milestone.agreed:
            outcome = Related(entry.at("outcome"), "its outcome")
            yield hit(milestone.at("changes"), outcome, change=reference, offer=offer, what="which was not agreed")
        elif entry and entry.kind is not LogKind.CHANGE_REQUEST and not given:
            what, related = f"which is of the kind {entry.kind}", (Related(entry.at("kind"), "its kind"),)
            yield hit(milestone.at("changes"), *related, change=reference, offer=offer, what=what)
        elif not entry and reference not in programme.ids[LogEntry] and is_whole(by_code, LogEntry, reference):
            yield hit(milestone.at("changes"), change=reference, offer=offer, what="which does not exist")
        elif milestone.agreed and code_of(reference) in _neighbours(programme, milestone):
            what = f"which is of {code_of(reference)}"
            yield hit(milestone.at("changes"), severity=Severity.QUERY, change=reference, offer=offer, what=what)


def _offered(milestone: Milestone, reference: str, log: Mapping[str, LogEntry]) -> str:
    """The one other row of the log that a milestone's commentary names and that may have agreed to its date."""
    named = [log[name] for name in dict.fromkeys(ids_named(milestone.commentary or "")) if name in log]
    agreed = [one.id for one in named if one.kind is LogKind.CHANGE_REQUEST or _gives_a_date(one)]
    others = [name for name in agreed if name != reference]
    return f" The commentary names {others[0]}: is that the one?" if len(others) == 1 else ""


def _gives_a_date(entry: LogEntry) -> bool:
    """Whether an entry that is no change request may have agreed to a date: a decision, or what says so."""
    agreed = entry.kind is LogKind.ACTION and _GIVEN.search(entry.outcome or "") is not None
    return entry.kind is LogKind.DECISION or agreed


def _neighbours(programme: Programme, milestone: Milestone) -> set[str]:
    """The workstreams that give to a milestone's or receive from it; none that gives to the milestone itself.

    There are none where it names a change of its own.
    """
    named = {code_of(name) for text in milestone.changes for name in ids_named(text) if LOG_ID.fullmatch(name)}
    submission = programme.of(milestone)
    if named & submission.codes:
        return set()
    rows = submission.all(Interdependency)
    to_it = {row.giver for row in rows if row.receiver_milestone == milestone.id}
    return {code for row in rows for code in (row.giver, row.receiver) if code} - submission.codes - to_it
