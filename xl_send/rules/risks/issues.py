"""Issues, decisions, actions and change requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.phrases import says_nothing
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, first_by_id


@rule("IS01", Severity.QUERY, "It is closed, but {blank} blank.", "Say how it was settled, and when.")
def closed_without_outcome(programme: Programme) -> Iterator[Hit]:
    """What is closed says how it was settled, and when.

    Somebody will ask in a year's time what was decided.

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | Closed | <> | 6 Nov 2026 |
    | TRN-A02 | Closed | Two schools joined | <> |
    | TRN-A03 | Closed | <> | |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | Closed | Two schools joined | 6 Nov 2026 |
    | TRN-A02 | Open | | |
    """
    for entry in programme.each(LogEntry):
        blank = [name for name in ("outcome", "closed_on") if not getattr(entry, name)]
        if blank and entry.status is LogStatus.CLOSED:
            titles = first_few(entry.at(name).column for name in blank)
            verb = "is" if len(blank) == 1 else "are"
            yield hit(entry.at(blank[0]), Related(entry.at("status"), "Closed"), blank=f"{titles} {verb}")


@rule(
    "IS02",
    Severity.QUERY,
    "Closed on is {closed}, but Status is Open.",
    "Choose Closed, or clear Closed on.",
)
def open_with_closing_date(programme: Programme) -> Iterator[Hit]:
    """What is open has no closing date.

    It is still counted and shown to the board as open.

    **Fails**

    Issues and decisions:
    | ID | Status | Closed on |
    | --- | --- | --- |
    | TRN-A01 | <Open> | 6 Nov 2026 |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | Closed | Two schools joined | 6 Nov 2026 |
    | TRN-A02 | Open | | |
    """
    for entry in programme.each(LogEntry):
        if entry.closed_on and entry.status is LogStatus.OPEN:
            yield hit(entry.at("status"), Related(entry.at("closed_on"), "Closed on"), closed=entry.closed_on)


@rule(
    "IS03",
    Severity.QUERY,
    "Needed by is {day}, which has passed, and it is still open.",
    "Close it if it is settled, else give a new date and say what happens if it is not.",
)
def need_passed(programme: Programme) -> Iterator[Hit]:
    """What is open is needed by a date still to come.

    A decision that was not given in time has already held something up.

    **Fails**

    Issues and decisions:
    | ID | Needed by |
    | --- | --- |
    | TRN-A01 | <12 Nov 2026> |

    **Passes**

    Issues and decisions:
    | ID | Needed by | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | 13 Nov 2026 | Open | | |
    | TRN-A02 | 30 Oct 2026 | Closed | Agreed | 6 Nov 2026 |
    """
    for entry in worked_on(programme, LogEntry):
        as_at = programme.as_at(entry)
        if entry.needed_by and as_at and entry.needed_by < as_at and entry.status is LogStatus.OPEN:
            yield hit(entry.at("needed_by"), day=entry.needed_by)


@rule(
    "IS04",
    Severity.QUERY,
    "{what}, but {column} {lack}.",
    "{do}",
)
def decision_asked_of_nobody(programme: Programme) -> Iterator[Hit]:
    """A decision that is needed names the forum that must give it, and the date; what is of high severity, a date.

    A board cannot decide what it is not asked, and what has no date is never overdue. Nor does it decide where nothing
    is said to follow if it does not: "None" under What happens if not is asked about, a blank is not.

    **Fails**

    Issues and decisions:
    | ID | Kind | Severity | Forum | Needed by |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Medium | <> | 3 Dec 2026 |
    | TRN-A02 | Decision needed | Medium | Programme Board | <> |
    | TRN-A03 | Issue | High | Programme Board | <> |

    **Fails**

    Issues and decisions:
    | ID | Kind | Severity | Forum | Needed by | What happens if not |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Medium | Programme Board | 3 Dec 2026 | <n/a> |
    | TRN-A02 | Issue | High | Programme Board | 3 Dec 2026 | <tbc> |

    **Passes**

    Issues and decisions:
    | ID | Kind | Severity | Forum | Needed by | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Medium | Programme Board | 3 Dec 2026 | Open | | |
    | TRN-A02 | Action | Medium | | | Open | | |
    | TRN-A03 | Decision needed | High | | | Closed | Agreed | 6 Nov 2026 |
    """
    for entry in programme.each(LogEntry):
        names, what, why, do = _ASKED_OF[_asks(entry)]
        for name in names:
            if not getattr(entry, name):
                because = Related(entry.at(why), f"its {why}")
                yield hit(entry.at(name), because, what=what, column=entry.at(name).column, lack="is blank", do=do)
        if names and entry.otherwise and says_nothing(entry.otherwise):
            cell, lack = entry.at("otherwise"), f'says "{entry.otherwise}"'
            do = "Say what follows if it is not settled in time, or lower its severity."
            yield hit(cell, Related(entry.at(why), f"its {why}"), what=what, column=cell.column, lack=lack, do=do)


# What an open entry must say: its fields, what is said of it, the field that asks for it, and what to do.
_ASKED_OF: Mapping[LogKind | Level | None, tuple[tuple[str, ...], str, str, str]] = {
    None: ((), "", "", ""),
    LogKind.DECISION: (
        ("forum", "needed_by"), "A decision is needed", "kind", "Say which forum must give it, and by when.",
    ),
    Level.HIGH: (("needed_by",), "It is open and of high severity", "severity", "Say by when it must be settled."),
}  # fmt: skip


def _asks(entry: LogEntry) -> LogKind | Level | None:
    if entry.status is not LogStatus.OPEN:
        return None
    if entry.kind is LogKind.DECISION:
        return LogKind.DECISION
    return Level.HIGH if entry.severity is Level.HIGH else None


@rule(
    "IS05",
    Severity.ERROR,
    "Closed on is {closed}, {wrong}.",
    "Correct the date. If it is not settled yet, choose Open and clear the date.",
    brings={"IS09": Reach.CELL},
)
def closing_date_impossible(programme: Programme) -> Iterator[Hit]:
    """What is closed was closed on or after the day it was raised, and not after the as at date.

    A closing date is a fact, not a plan.

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed | 2 Nov 2026 | <1 Nov 2026> |
    | TRN-A02 | Closed | Agreed | 2 Nov 2026 | <14 Nov 2026> |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed | 2 Nov 2026 | 2 Nov 2026 |
    | TRN-A02 | Closed | Agreed | 2 Nov 2026 | 13 Nov 2026 |
    """
    for entry in programme.each(LogEntry):
        as_at, closed = programme.as_at(entry), entry.closed_on
        if closed and entry.raised and closed < entry.raised:
            yield hit(
                entry.at("closed_on"), Related(entry.at("raised"), "Raised"), closed=closed, wrong="before Raised"
            )
        elif closed and as_at and closed > as_at:
            yield hit(entry.at("closed_on"), closed=closed, wrong="after the as at date")


@rule(
    "IS06",
    Severity.QUERY,
    "Raised on {raised}, which is after the as at date.",
    "Correct the date, or keep the row for the next return.",
)
def issue_raised_after_as_at(programme: Programme) -> Iterator[Hit]:
    """An issue, decision, action or change was raised on or before the date that the return describes.

    One that was raised later belongs in the next return.

    **Fails**

    Issues and decisions:
    | ID | Raised |
    | --- | --- |
    | TRN-A01 | <14 Nov 2026> |

    **Passes**

    Issues and decisions:
    | ID | Raised |
    | --- | --- |
    | TRN-A01 | 13 Nov 2026 |
    """
    for entry in programme.each(LogEntry):
        as_at = programme.as_at(entry)
        if entry.raised and as_at and entry.raised > as_at:
            yield hit(entry.at("raised"), raised=entry.raised)


@rule(
    "IS07",
    Severity.QUERY,
    "It came from {risk}, which is still an open risk.",
    "Change the risk's Status to Became an issue, or clear From risk.",
)
def issue_from_open_risk(programme: Programme) -> Iterator[Hit]:
    """A risk that an open issue came from is not open as well.

    What has happened is no longer a risk. Both together count it twice.

    **Fails**

    Risks:
    | ID | Status |
    | --- | --- |
    | TRN-R01 | Open |

    Issues and decisions:
    | ID | Kind | From risk |
    | --- | --- | --- |
    | TRN-A01 | Issue | <TRN-R01> |

    **Passes**

    Risks:
    | ID | Status |
    | --- | --- |
    | TRN-R01 | Became an issue |
    | TRN-R02 | Open |

    Issues and decisions:
    | ID | Kind | From risk |
    | --- | --- | --- |
    | TRN-A01 | Issue | TRN-R01 |
    | TRN-A02 | Action | TRN-R02 |
    """
    risks = first_by_id(programme.each(Risk))
    for entry in programme.each(LogEntry):
        risk = risks.get(entry.from_risk or "")
        happening = entry.kind is LogKind.ISSUE and entry.status is LogStatus.OPEN
        if happening and risk and risk.status is RiskStatus.OPEN:
            yield hit(entry.at("from_risk"), Related(risk.at("status"), "still open"), risk=risk.id)
