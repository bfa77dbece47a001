"""Issues, decisions, actions and change requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.phrases import says_nothing
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, first_by_id

A_WEEK, A_FORTNIGHT = timedelta(days=7), timedelta(days=14)
# Whoever decides by delegated powers, or outside the council, sits in no forum of ours.
_DELEGATED = Pattern(
    r"(?i)\b(?:delegat\w+|officer decision|(?:director(?: of [\w' ]{2,30})?|dcs|sro|officer|head of \w+|chief executive"
    r"|s151|(?:lead|cabinet|portfolio) (?:member|holder)|dfe|department|nhse|icb|trust|governors|diocese)"
    r" (?:to |will |must |is to )?(?:agree|decide|approve|choose|sign|determine)s?(?: off)?)\b"
)
_HAPPENED = Pattern(
    r"(?i)(?<!not )(?<!never )\b(?:happened|occurred|materiali[sz]ed|came about"
    r"|(?:now|became|see|run as) (?:an |the )?issue)\b"
)


@rule(
    "IS03",
    Severity.QUERY,
    "Needed by is {day}, which has passed, and it is still open.",
    "Close it if it is settled, else give a new date and say what happens if it is not.",
    brings={"MS12": Reach.NAMED},
)
def need_passed(programme: Programme) -> Iterator[Hit]:
    """What is open is needed by a date still to come.

    A decision that was not given in time has already held something up. Where its forum met on that day or since,
    within the last week, the minutes may still be to come; an action is done without its forum.

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

    **Fails**

    Issues and decisions:
    | ID | Kind | Forum | Needed by |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Programme Board | 6 Nov 2026 |
    | TRN-A02 | Action | Programme Board | <6 Nov 2026> |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 6 Nov 2026 |
    """
    met = {(name_key(one.forum), one.day) for one in programme.each(Meeting)}
    for entry in worked_on(programme, LogEntry):
        as_at, day = programme.as_at(entry), entry.needed_by
        if not (day and as_at and day < as_at and entry.status is LogStatus.OPEN):
            continue
        lately = (day + timedelta(days=number) for number in range((as_at - day).days + 1))
        awaits_minutes = entry.kind is not LogKind.ACTION and as_at - day <= A_WEEK
        if not awaits_minutes or not any((name_key(entry.forum or ""), one) in met for one in lately):
            yield hit(entry.at("needed_by"), day=entry.needed_by)


@rule(
    "RK30",
    Severity.QUERY,
    "{id} is closed, but {issue}, which came of it, is still open.",
    "Choose Became an issue, or Open where it may happen again. If the issue is settled, close it.",
)
def closed_while_its_issue_is_open(programme: Programme) -> Iterator[Hit]:
    """A risk that has come about is no closed risk while the issue that came of it is open.

    Closed, it is on no list and has no colour: a board takes it for one that did not come about. What is closed because
    it became an issue has that for its status, or says in its outcome which issue, or that it happened.

    **Fails**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | <Closed> | Post advertised |

    Issues and decisions:
    | ID | Kind | Status | From risk |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Open | TRN-R01 |

    **Passes**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Post filled |
    | TRN-R02 | Became an issue | |
    | TRN-R03 | Closed | Post filled |
    | TRN-R04 | Closed | Now TRN-A04 |
    | TRN-R05 | Closed | It happened in October |

    Issues and decisions:
    | ID | Kind | Status | From risk | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A04 | Issue | Open | TRN-R04 | | |
    | TRN-A05 | Issue | Open | TRN-R05 | | |
    | TRN-A01 | Issue | Closed | TRN-R01 | Post filled | 6 Nov 2026 |
    | TRN-A02 | Issue | Open | TRN-R02 | | |
    | TRN-A03 | Action | Open | TRN-R03 | | |
    """
    risks = first_by_id(programme.each(Risk))
    for entry in programme.each(LogEntry):
        risk = risks.get(entry.from_risk or "")
        is_open = entry.kind is LogKind.ISSUE and entry.status is LogStatus.OPEN
        if risk is None or not is_open or risk.status is not RiskStatus.CLOSED:
            continue
        outcome = risk.outcome or ""
        if entry.id not in outcome and not _HAPPENED.search(outcome):
            yield hit(risk.at("status"), Related(entry.at("from_risk"), "came of it"), id=risk.id, issue=entry.id)


@rule(
    "IS04",
    Severity.QUERY,
    "{what}, but {column} {lack}.",
    "{do}",
)
def decision_asked_of_nobody(programme: Programme) -> Iterator[Hit]:
    """A decision that is needed names the forum that must give it, and the date; what is of high severity, a date.

    A board cannot decide what it is not asked, and what has no date is never overdue. Nor does it decide where nothing
    is said to follow if it does not: "None" under What happens if not is asked about, a blank is not. What an officer
    decides under delegated powers, or a body outside, goes to no forum. What is new, raised in the last fortnight, may
    have no date yet.

    **Fails**

    Issues and decisions:
    | ID | Kind | Severity | Forum | Needed by | Raised |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Medium | <> | 3 Dec 2026 | 5 Oct 2026 |
    | TRN-A02 | Decision needed | Medium | Programme Board | <> | 5 Oct 2026 |
    | TRN-A03 | Issue | High | Programme Board | <> | 29 Oct 2026 |

    **Fails**

    Issues and decisions:
    | ID | Kind | Severity | Forum | Needed by | What happens if not |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Medium | Programme Board | 3 Dec 2026 | <n/a> |
    | TRN-A02 | Issue | High | Programme Board | 3 Dec 2026 | <tbc> |

    **Passes**

    Issues and decisions:
    | ID | Kind | Severity | Forum | Needed by | Status | Outcome | Closed on | Raised |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Medium | Programme Board | 3 Dec 2026 | Open | | | 5 Oct 2026 |
    | TRN-A02 | Action | Medium | | | Open | | | 5 Oct 2026 |
    | TRN-A03 | Decision needed | High | | | Closed | Agreed | 6 Nov 2026 | 5 Oct 2026 |
    | TRN-A04 | Decision needed | High | Programme Board | | Open | | | 30 Oct 2026 |

    **Passes**

    Issues and decisions:
    | ID | Kind | What | Forum | Needed by |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Director to agree the venue under delegated powers | | 3 Dec 2026 |
    | TRN-A02 | Decision needed | SRO to choose which six schools join | | 3 Dec 2026 |
    | TRN-A03 | Decision needed | DfE to decide on the capital bid | | 3 Dec 2026 |
    """
    for entry in programme.each(LogEntry):
        names, what, why, do = _ASKED_OF[_asks(entry)]
        as_at = programme.as_at(entry)
        new = entry.raised is not None and as_at is not None and entry.raised >= as_at - A_FORTNIGHT
        for name in names:
            needs_none = new if name == "needed_by" else _DELEGATED.search(entry.what or "")
            if not getattr(entry, name) and not needs_none:
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
    "IS06",
    Severity.QUERY,
    "Raised on {raised}, which is after the as at date.",
    "Correct the date, or keep the row for the next return.",
)
def issue_raised_after_as_at(programme: Programme) -> Iterator[Hit]:
    """An issue, decision, action or change was raised on or before the date that the return describes.

    One that was raised later belongs in the next return. What comes up in the fortnight in which a return is written
    is put into it.

    **Fails**

    Issues and decisions:
    | ID | Raised |
    | --- | --- |
    | TRN-A01 | <28 Nov 2026> |

    **Passes**

    Issues and decisions:
    | ID | Raised |
    | --- | --- |
    | TRN-A01 | 27 Nov 2026 |
    """
    for entry in programme.each(LogEntry):
        as_at = programme.as_at(entry)
        if entry.raised and as_at and entry.raised > as_at + A_FORTNIGHT:
            yield hit(entry.at("raised"), raised=entry.raised)


@rule(
    "IS07",
    Severity.QUERY,
    "It came from {risk}, which is still an open risk.",
    "Change the risk's Status to Became an issue. If more of it may still happen, review the risk and give the date.",
)
def issue_from_open_risk(programme: Programme) -> Iterator[Hit]:
    """A risk that an open issue came from is not open as well.

    What has happened is no longer a risk. Both together count it twice. A risk that was reviewed since the issue was
    raised was left open by right: more of it may still happen.

    **Fails**

    Risks:
    | ID | Status | Last reviewed |
    | --- | --- | --- |
    | TRN-R01 | Open | 2 Nov 2026 |

    Issues and decisions:
    | ID | Kind | From risk | Raised |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | <TRN-R01> | 2 Nov 2026 |

    **Passes**

    Risks:
    | ID | Status | Last reviewed |
    | --- | --- | --- |
    | TRN-R01 | Became an issue | 2 Nov 2026 |
    | TRN-R02 | Open | 2 Nov 2026 |
    | TRN-R03 | Open | 6 Nov 2026 |

    Issues and decisions:
    | ID | Kind | From risk | Raised |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | TRN-R01 | 2 Nov 2026 |
    | TRN-A02 | Action | TRN-R02 | 2 Nov 2026 |
    | TRN-A03 | Issue | TRN-R03 | 2 Nov 2026 |
    """
    risks = first_by_id(programme.each(Risk))
    for entry in programme.each(LogEntry):
        risk = risks.get(entry.from_risk or "")
        happening = entry.kind is LogKind.ISSUE and entry.status is LogStatus.OPEN
        looked_at = risk and risk.reviewed and entry.raised and risk.reviewed > entry.raised
        if happening and risk and risk.status is RiskStatus.OPEN and not looked_at:
            yield hit(entry.at("from_risk"), Related(risk.at("status"), "still open"), risk=risk.id)
