"""Risks and issues that have ended, by their status, their outcome or their day, and risks that became issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.gaps import bearing, gaps, in_how_many, is_unused
from xl_send.rules.risks.treatment import open_risks
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# What a forum agrees to or refuses.
_AGREED = frozenset({LogKind.CHANGE_REQUEST, LogKind.DECISION})
_ENDED = Pattern(
    r"(?i)\b(?:closed|ended|over|passed|expired|filled|recruited|appointed|resolved|settled|agreed|approved|signed"
    r"|completed?|done|delivered|avoided|averted|withdrawn|superseded|merged|transferred|accepted|mitigated|gone"
    r"|opened|in place|in post|no longer|(?:did|has|have) not|didn't|never|did happen|happened|occurred|materialised)\b"
)
_OVER = Pattern(r"(?i)\b(?:closed|no longer (?:an? )?(?:risk|issue|threat)|superseded|merged|did not happen)\b")
_BESIDES = Pattern(r"[,;]|\band\b")
_SO_FAR = Pattern(
    r"(?i)\b(?:part(?:ly|ially)?|some|so far|to date|still|not yet|yet to|expected|ongoing|on-going|remains?"
    r"|review(?:ed)?|reduced|likely|may|might|will|would|if|when|to be|tbc|open|live|in progress|awaiting|pending"
    r"|continu\w+|re-?open\w*|until|in principle|subject to|to follow"
    r"|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|most|half) (?:out )?of)\b"
)

_DECIDED = Pattern(
    r"(?i)(?:agreed|approved|refused|rejected|declined)(?: (?:by|at|on) [^.;:,]{1,80}(?:, min\w* [\w.]+)?)?\.?"
)
_RESOLVED = Pattern(
    r"(?i)(?:resolved|settled|closed|done|completed?)(?: (?:by|at|on) [^.;:,]{1,80}|[:.,] [^.;]{1,80})?\.?"
)


@rule("RK04", Severity.QUERY, "Closed, but Outcome is blank{rows}{still}.", "Say how it ended{or_open}.")
def risk_closed_without_outcome(programme: Programme) -> Iterator[Hit]:
    """A risk that is closed says how it ended.

    The next programme learns from it. Told once where most closed risks of a register lack it.

    **Fails**

    Risks:
    | ID | Status | Outcome | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | Closed | <> | 16 Dec 2026 |

    **Passes**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Posts filled in October |
    | TRN-R02 | Open | |
    """
    for submission in programme.submissions:
        closed = [risk for risk in submission.all(Risk) if risk.status is RiskStatus.CLOSED]
        for cell, rows in gaps(submission, closed, "outcome"):
            due = [one.id for one in rows if one.action_due and submission.as_at and one.action_due > submission.as_at]
            still = f", and the action of {first_few(due)} is still to come" if due else ""
            cells, rest = bearing(rows, "status", lambda _: "Closed"), in_how_many(rows, "closed risk")
            yield hit(cell, *cells, rows=rest, still=still, or_open=", or choose Open" if due else "")


@rule(
    "RK05",
    Severity.ERROR,
    "The risk became an issue, but no issue names it.",
    "Add the issue to the Issues and decisions sheet, with {id} under From risk.",
)
def issue_not_raised(programme: Programme) -> Iterator[Hit]:
    """A risk that became an issue is named by that issue, under From risk.

    Else it drops out of both lists. Until an issue names it, the risk keeps its colour.

    **Fails**

    Risks:
    | ID | Status |
    | --- | --- |
    | TRN-R01 | Open |
    | TRN-R02 | <Became an issue> |

    **Passes**

    Risks:
    | ID | Status | Owner |
    | --- | --- | --- |
    | TRN-R01 | Became an issue | Transition Lead |

    south.xlsx Risks:
    | ID | Status |
    | --- | --- |
    | TRN-R02 | Became an issue |

    south.xlsx Issues and decisions:
    | ID | From risk | Needed by |
    | --- | --- | --- |
    | TRN-A02 | TRN-R02 | soon |

    Issues and decisions:
    | ID | From risk | Severity |
    | --- | --- | --- |
    | TRN-A01 | TRN-R01 | High |
    """
    named = {entry.from_risk for entry in programme.each(LogEntry)}
    for submission in programme.submissions:
        unread = any(row.record is LogEntry for row in submission.unread_rows)
        for risk in submission.all(Risk) if LogEntry in submission.seen and not unread else ():
            if risk.status is RiskStatus.BECAME_ISSUE and risk.id not in named:
                yield hit(risk.at("status"), id=risk.id)


@rule(
    "RK17",
    Severity.QUERY,
    "The risk is open, but it has an Outcome.",
    "Choose Closed if it has ended, else move what is written to Mitigation.",
)
def open_risk_with_outcome(programme: Programme) -> Iterator[Hit]:
    """A risk that is open has no outcome yet.

    Somebody thinks that it has ended, and it is still counted. Asked where the outcome says that it is closed or no
    longer a risk, or reads as an end and nothing besides; how things stand so far is none.

    **Fails**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | <Open> | Posts filled |

    **Passes**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Posts filled |
    | TRN-R02 | Open | n/a |
    | TRN-R03 | Open | Expected to close in March |
    | TRN-R04 | Open | Partly: two of four posts filled |
    | TRN-R05 | Open | Accepted by the board as a continuing risk |
    | TRN-R06 | Open | Closed in June, reopened in October |
    | TRN-R07 | Open | Agreed with five of the seven schools |
    | TRN-R08 | Open | Two posts filled, third out to advert |
    | TRN-R09 | Open | Board agreed to carry on with the rota and look again in March |
    """
    for risk in open_risks(programme):
        text = risk.outcome or ""
        alone = _OVER.search(text) or (_ENDED.search(text) and not _BESIDES.search(text))
        if alone and not _SO_FAR.search(text):
            yield hit(risk.at("status"), Related(risk.at("outcome"), "Outcome"))


@rule("IS01", Severity.QUERY, "Closed, but {blank} blank{rows}.", "Say how it was settled, and when.")
def closed_without_outcome(programme: Programme) -> Iterator[Hit]:
    """What is closed says how it was settled, and when.

    Somebody will ask in a year's time what was decided. That an action is closed says that it is done. A column that
    most closed rows of a log leave blank is told once; a day that the outcome names is one.

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

    **Passes**

    Issues and decisions:
    | ID | Kind | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Closed | | 6 Nov 2026 |
    | TRN-A02 | Issue | Closed | Both came back, board of 5 November 2026 | |
    """
    for submission in programme.submissions:
        closed = [entry for entry in submission.all(LogEntry) if entry.status is LogStatus.CLOSED]
        told = dict(_untold(closed))
        for name, rows in told.items():
            heading = submission.seen[LogEntry].heading(name)
            yield hit(
                heading,
                *bearing(rows, "status", lambda _: "Closed"),
                blank=f"{heading.column} is",
                rows=in_how_many(rows),
            )
        for entry in closed:
            blank = [name for name in _OF_CLOSED if name not in told and _lacks(entry, name)]
            if blank:
                titles = first_few(entry.at(name).column for name in blank)
                verb = "is" if len(blank) == 1 else "are"
                yield hit(entry.at(blank[0]), Related(entry.at("status"), "Closed"), blank=f"{titles} {verb}", rows="")


_OF_CLOSED = ("outcome", "closed_on")


def _lacks(entry: LogEntry, name: str) -> bool:
    if name == "outcome":
        return not entry.outcome and entry.kind is not LogKind.ACTION
    named = entry.raised and days_named(entry.outcome or "", entry.raised)
    return not entry.closed_on and not named


def _untold(closed: Sequence[LogEntry]) -> Iterator[tuple[str, Sequence[LogEntry]]]:
    """The columns that most closed rows of a log leave blank, with those rows."""
    for name in _OF_CLOSED:
        blank = [entry for entry in closed if _lacks(entry, name)]
        if is_unused(len(blank), len(closed)):
            yield name, blank


_IF_SETTLED = "Choose Closed if that settles it, with the day. If something is still to be done, say what."
_CHOOSE = "Choose Closed, or clear Closed on."
_PLANNED = "A day on which it is still to be settled belongs under Needed by: clear Closed on."


@rule(
    "IS02",
    Severity.QUERY,
    "{column} {said}, but Status is Open.",
    "{remedy}",
)
def open_with_closing_date(programme: Programme) -> Iterator[Hit]:
    """What is open has no closing date, and no outcome that settles it.

    It is still counted and shown to the board as open. An outcome that begins so settles a decision, as agreed or
    refused, and an issue, as resolved; how it stands so far does not, nor what is still to be done.

    **Fails**

    Issues and decisions:
    | ID | Status | Closed on |
    | --- | --- | --- |
    | TRN-A01 | <Open> | 6 Nov 2026 |

    **Fails**

    Issues and decisions:
    | ID | Kind | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | <Open> | Agreed by the Programme Board on 5 November 2026 |
    | TRN-A02 | Issue | <Open> | Resolved: both schools rejoined |

    **Passes**

    Issues and decisions:
    | ID | Kind | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Open | Agreed in principle, final figures in December |
    | TRN-A02 | Issue | Open | One school has rejoined; the other decides in January |
    | TRN-A03 | Decision needed | Open | Agreed; letters to go out |
    | TRN-A04 | Issue | Open | Agreed by the board to offer cover |
    | TRN-A05 | Issue | Open | Settled with one school, the other meets us on 20 November |
    | TRN-A06 | Decision needed | Open | Approved to go to consultation, then back to the board |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | Closed | Two schools joined | 6 Nov 2026 |
    | TRN-A02 | Open | | |
    """
    for entry in programme.each(LogEntry):
        if entry.closed_on and entry.status is LogStatus.OPEN:
            as_at = programme.as_at(entry)
            remedy = _PLANNED if as_at and entry.closed_on > as_at else _CHOOSE
            related, said = Related(entry.at("closed_on"), "Closed on"), f"is {say(entry.closed_on)}"
            yield hit(entry.at("status"), related, column="Closed on", said=said, remedy=remedy)
        elif entry.status is LogStatus.OPEN and _is_settled(entry):
            cell = entry.at("outcome")
            said, remedy = f'says "{(entry.outcome or "").rstrip(" .")}"', _IF_SETTLED
            yield hit(entry.at("status"), Related(cell, "the words"), column=cell.column, said=said, remedy=remedy)


def _is_settled(entry: LogEntry) -> bool:
    """Whether the outcome of what is open is the word that ends it, by whom and when, and nothing is still to come."""
    text = entry.outcome or ""
    settled = _DECIDED.fullmatch(text) if entry.kind in _AGREED else _RESOLVED.fullmatch(text)
    return settled is not None and not _SO_FAR.search(text)
