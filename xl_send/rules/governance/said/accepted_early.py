"""Handovers that are accepted while the log has it open that they are looked at."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_LOOKS_AT = Pattern(
    r"(?i)^(?:to )?(?:(?:obtain|get|seek|secure|await|chase|request|have)\b[^.;]{0,40}\b(?:view|sign-?off|clearance"
    r"|opinion|advice|acceptance|comments|checks?|checked|reviewed)|(?:check|review|test|validate|accept|sign off"
    r"|quality[- ]assure|read)) "
)
# What is done with it once it is there, or with another of its kind.
_ANOTHER = Pattern(
    r"(?i)\b(?:next|second|later|annual\w*|impact|use|effect|after|again|final|parents?|schools|families|termly)\b"
)
_OF_NONE = frozenset({
    "legal", "view", "sign", "check", "review", "obtain", "accept", "advice", "clearance", "opinion", "test", "list",
    "plan", "plans", "young", "people", "approved", "agreed", "final", "draft", "secure", "seek",
    "await", "checked", "reviewed", "officer", "monitoring", "governors", "lawyers",
})  # fmt: skip
SHARED, OTHERS = 2, 2


@rule(
    "ID59",
    Severity.QUERY,
    'Accepted is {accepted}, but {action} is open since {raised}: "{what}".',
    "Clear Accepted until {action} is done, or close {action}. What is accepted counts as there, and nobody chases it.",
)
def accepted_before_it_is_looked_at(programme: Programme) -> Iterator[Hit]:
    """What is accepted is not still to be looked at.

    An acceptance that comes too early turns a late handover Complete. Asked of the receiver's account, where an action
    of its workstream that was raised by that day, goes to no forum and is still open is to check, review or accept
    something, or to obtain a view or sign-off, and two words of what is handed over are most of what it is about.

    **Fails**

    Interdependencies:
    | ID | Needed | Giver | Receiver | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | Approved wording for post-16 travel, for use in plans | OUT | TRN | 30 Oct 2026 | <6 Nov 2026> |
    | TRN-D02 | Forecast of placements by need | OUT | TRN | 30 Oct 2026 | <6 Nov 2026> |

    Issues and decisions:
    | ID | Kind | What | Raised | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Obtain the legal view on the travel wording | 2 Nov 2026 | Open |
    | TRN-A02 | Action | Check the placement forecast against the census | 2 Nov 2026 | Open |

    **Passes**

    Interdependencies:
    | ID | Needed | Giver | Receiver | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | Approved wording for post-16 travel, for use in plans | OUT | TRN | 30 Oct 2026 | 6 Nov 2026 |
    | TRN-D02 | Forecast of placements by need | OUT | TRN | 30 Oct 2026 | |

    Issues and decisions:
    | ID | Kind | What | Raised | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Obtain the legal view on the travel wording | 2 Nov 2026 | Closed |
    | TRN-A02 | Action | Check the placement forecast against the census | 2 Nov 2026 | Open |
    | TRN-A03 | Action | Obtain the legal view on the travel wording | 9 Nov 2026 | Open |
    | TRN-A04 | Action | Review how travel wording is used by schools | 2 Nov 2026 | Open |
    | TRN-A05 | Action | Send the travel wording to all case officers | 2 Nov 2026 | Open |
    | TRN-A06 | Decision needed | Accept the travel wording | 2 Nov 2026 | Open |
    """
    for account in worked_on(programme, Interdependency):
        accepted, needed = account.accepted, stems(account.needed or "", _OF_NONE)
        entries = programme.of(account).all(LogEntry) if accepted and len(needed) >= SHARED else ()
        for entry in entries:
            is_theirs = entry.workstream == account.receiver and entry.kind is LogKind.ACTION and not entry.forum
            raised_by_then = bool(accepted and entry.raised and entry.raised <= accepted)
            if not (raised_by_then and is_theirs and entry.status is LogStatus.OPEN):
                continue
            if _is_to_look_at(entry.what or "", needed):
                related = Related(entry.at("what"), "still open")
                yield hit(
                    account.at("accepted"), related, accepted=accepted, action=entry.id, raised=entry.raised,
                    what=(entry.what or "").rstrip(" ."),
                )  # fmt: skip
                break


def _is_to_look_at(what: str, needed: frozenset[str]) -> bool:
    """Whether the words of an action are, for the most part, of looking at what is handed over."""
    about = stems(what, _OF_NONE) if _LOOKS_AT.search(what) and not _ANOTHER.search(what) else frozenset[str]()
    return len(about & needed) >= SHARED and len(about - needed) <= OTHERS
