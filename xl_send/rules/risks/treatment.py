"""Risks: what is being done about them, by when, and how they ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.kinds import NOTHING_WORDS
from xl_send.workbook.sheets.choices import Mitigation, Response, RiskStatus, State
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission, once_per_programme

_STOPS = Pattern(
    r"(?i)\b(?:stop|end|clos|cancel|withdraw|terminat|exit|ceas|abandon|drop|discontinu|hand back|give up"
    r"|decommission)\w{0,6}\b"
)


def open_risks(programme: Programme) -> Iterator[Risk]:
    """Every risk that is open, but for those of workstreams that are paused or withdrawn."""
    return (risk for risks in _open_risks(programme).values() for risk in risks)


def open_risks_of(programme: Programme, submission: Submission) -> Iterator[Risk]:
    """Those of one workbook."""
    return iter(_open_risks(programme)[submission])


@once_per_programme
def _open_risks(programme: Programme) -> Mapping[Submission, Sequence[Risk]]:
    # Some twenty rules ask for them.
    return {submission: [*_open_among(programme, submission.all(Risk))] for submission in programme.submissions}


def _open_among(programme: Programme, risks: Iterable[Risk]) -> Iterator[Risk]:
    live = (risk for risk in risks if programme.state_of(risk.workstream) is State.ACTIVE)
    return (risk for risk in live if risk.status is RiskStatus.OPEN)


@rule(
    "RK01",
    Severity.ERROR,
    "The mitigation is extra capacity, but no resource line is named.",
    "Give the id of the line on the Resources sheet that pays for it.",
)
def extra_capacity_without_resource(programme: Programme) -> Iterator[Hit]:
    """A mitigation that is extra capacity names the resource line that pays for it.

    Capacity that nobody has agreed to pay for treats nothing.

    **Fails**

    Risks:
    | ID | Mitigation kind | Resource line |
    | --- | --- | --- |
    | TRN-R01 | Extra capacity | <> |

    **Passes**

    Risks:
    | ID | Mitigation kind | Resource line | Status | Outcome |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | TRN-P01 | Open | |
    | TRN-R02 | Process | | Open | |
    | TRN-R03 | Extra capacity | | Closed | Posts filled |
    """
    for risk in open_risks(programme):
        if risk.kind is Mitigation.EXTRA_CAPACITY and not risk.resource:
            yield hit(risk.at("resource"), Related(risk.at("kind"), "extra capacity"))


@rule(
    "RK02",
    Severity.QUERY,
    "The response is Treat, but {column} is blank.",
    "Fill it in: {help} If nothing is to be done, choose Tolerate.",
)
def treated_without_action(programme: Programme) -> Iterator[Hit]:
    """A risk that is treated has a mitigation, and a date for its next action.

    Without both nothing will change, and the risk is in truth tolerated.

    **Fails**

    Risks:
    | ID | Response | Mitigation | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | Treat | <> | 18 Dec 2026 |
    | TRN-R02 | Treat | <> | <> |

    **Passes**

    Risks:
    | ID | Response | Mitigation | Action due | Status | Outcome |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Treat | Recruit early | 18 Dec 2026 | Open | |
    | TRN-R02 | Tolerate | | | Open | |
    | TRN-R03 | Treat | | | Closed | Posts filled |
    """
    for risk in open_risks(programme):
        if risk.response is Response.TREAT:
            for name, words in (("mitigation", "what is being done."), ("action_due", "when the next action is due.")):
                if not getattr(risk, name):
                    cell = risk.at(name)
                    yield hit(cell, Related(risk.at("response"), "Treat"), column=cell.column, help=words)


@rule(
    "RK20",
    Severity.QUERY,
    "The response is Terminate, but {column} is {said}: what bears the risk is still going on.",
    "If it has been stopped, close the risk and say so in Outcome. If it goes on and is worked on, choose Treat.",
)
def terminated_and_still_treated(programme: Programme) -> Iterator[Hit]:
    """A risk whose response is Terminate is ended by stopping what bears it.

    With an action that is still to come on a mitigation, nothing has been stopped, and nobody decides whether it will
    be. Actions that themselves stop, end, close, cancel or withdraw something are what is meant.

    **Fails**

    Risks:
    | ID | Response | Mitigation | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | <Terminate> | Recruit early | 18 Dec 2026 |

    **Passes**

    Risks:
    | ID | Response | Mitigation | Action due | Status | Outcome |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Treat | Recruit early | 18 Dec 2026 | Open | |
    | TRN-R02 | Terminate | Withdraw from the joint contract | 18 Dec 2026 | Open | |
    | TRN-R03 | Terminate | Recruit early | 18 Dec 2026 | Closed | Contract ended |
    | TRN-R04 | Terminate | | | Open | |
    """
    for risk in open_risks(programme):
        as_at = programme.as_at(risk)
        if risk.response is not Response.TERMINATE or not risk.mitigation or risk.action_due is None:
            continue
        if (as_at is None or risk.action_due >= as_at) and not _STOPS.search(risk.mitigation):
            due = risk.at("action_due")
            beside = (Related(risk.at("mitigation"), "the mitigation"), Related(due, "still to come"))
            yield hit(risk.at("response"), *beside, column=due.column, said=say(risk.action_due))


@rule(
    "RK03",
    Severity.QUERY,
    "Action due is {due}, which has passed, and the risk is still open.",
    "Give the date of the next action, or close the risk.",
)
def action_overdue(programme: Programme) -> Iterator[Hit]:
    """The next action on an open risk is still to come.

    Either the action was done and the row does not say so, or it was not. While a workstream is paused, so are its
    actions.

    **Fails**

    Risks:
    | ID | Action due |
    | --- | --- |
    | TRN-R01 | <12 Nov 2026> |

    **Passes**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |
    | OUT | Paused |

    Risks:
    | ID | Workstream | Action due | Status | Outcome |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | TRN | 13 Nov 2026 | Open | |
    | TRN-R02 | TRN | 30 Oct 2026 | Closed | Posts filled |
    | OUT-R01 | OUT | 30 Oct 2026 | Open | |
    """
    for risk in open_risks(programme):
        as_at = programme.as_at(risk)
        if risk.action_due and as_at and risk.action_due < as_at:
            yield hit(risk.at("action_due"), due=risk.action_due)


@rule("RK04", Severity.QUERY, "The risk is closed, but its Outcome is blank.", "Say how it ended.")
def risk_closed_without_outcome(programme: Programme) -> Iterator[Hit]:
    """A risk that is closed says how it ended.

    The next programme learns from it.

    **Fails**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | <> |

    **Passes**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Posts filled in October |
    | TRN-R02 | Open | |
    """
    for risk in programme.each(Risk):
        if risk.status is RiskStatus.CLOSED and not risk.outcome:
            yield hit(risk.at("outcome"), Related(risk.at("status"), "Closed"))


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

    Somebody thinks that it has ended, and it is still counted.

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
    """
    for risk in open_risks(programme):
        if risk.outcome and risk.outcome.casefold() not in NOTHING_WORDS:
            yield hit(risk.at("status"), Related(risk.at("outcome"), "Outcome"))
