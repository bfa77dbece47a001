"""Risks: what is being done about them, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from xl_send.analysis.words.named_dates import days_named
from xl_send.analysis.words.phrases import says_nothing
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.gaps import bearing, gaps, in_how_many
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import LogKind, LogStatus, Mitigation, Rag, Response, RiskStatus, State
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission, once_per_programme

A_FORTNIGHT = timedelta(days=14)
_NOT_OURS = frozenset({Response.TOLERATE, Response.TRANSFER})
# What is done all the time is due on no day.
DONE_ALL_THE_TIME = Pattern(
    r"(?i)\b(?:weekly|fortnightly|monthly|half-termly|termly|quarterly|annually|daily|each|every|ongoing|on-going"
    r"|continu(?:es?|ing|ous(?:ly)?)|regular(?:ly)?|routine(?:ly)?|standing)\b"
)
_DECIDED = frozenset({LogKind.DECISION, LogKind.CHANGE_REQUEST})
_FREE = Pattern(
    r"(?i)\b(?:at no (?:extra |further )?(?:cost|charge)|free of charge|in[ -]kind|unpaid|volunteers?"
    r"|(?:paid|funded|met|lent) (?:for )?by (?:the )?(?:icb|trust|schools?|partners?|health|nhs|college)"
    r"|(?:schools?|trusts?|icb|partners?|college) (?:releases?|lends?|pays?|funds?))\b"
)
_BY_A_MONTH = Pattern(
    r"(?i)\bby (?:the )?(?:(?:end|start|middle) of |early |mid[- ]|late )?(?:the )?(?:jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec|spring|summer|autumn|easter|christmas|half[- ]term|term)"
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
    "The mitigation is extra capacity, but no resource line is named{rows}.",
    "Give the id of the line on the Resources sheet that pays for it.",
)
def extra_capacity_without_resource(programme: Programme) -> Iterator[Hit]:
    """A mitigation that is extra capacity names the resource line that pays for it.

    Capacity that nobody has agreed to pay for treats nothing. What is tolerated, or down to its target, waits for none;
    what is transferred, or lent at no cost, others pay for; what a board is asked to decide is open in the log. A
    register that names no line for any is told once.

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

    **Passes**

    Risks:
    | ID | Mitigation kind | Resource line | Response |
    | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | | Tolerate |
    | TRN-R02 | Extra capacity | | Transfer |

    **Passes**

    Risks:
    | ID | Mitigation kind | Resource line | Mitigation | Likelihood | Target likelihood | Target impact |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | | Two nurses lent by the trust at no cost | 3 | | |
    | TRN-R02 | Extra capacity | | A locum until July | 2 | 2 | 3 |
    | TRN-R03 | Extra capacity | | A second link worker | 3 | | |
    | TRN-R04 | Extra capacity | | Joint post paid by the ICB until July | 3 | | |

    Issues and decisions:
    | ID | Kind | What | From risk | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Pay for a second link worker | TRN-R03 | Open |
    """
    asked_for = _put_to_a_board(programme)
    for submission in programme.submissions:
        risks = [risk for risk in open_risks_of(programme, submission) if risk.response not in _NOT_OURS]
        asked = [
            risk
            for risk in risks
            if risk.kind is Mitigation.EXTRA_CAPACITY
            and not (risk.id in asked_for or _is_at_its_target(risk) or _FREE.search(risk.mitigation or ""))
        ]
        for cell, rows in gaps(submission, asked, "resource"):
            yield hit(cell, *bearing(rows, "kind", lambda _: "extra capacity"), rows=in_how_many(rows))


def _put_to_a_board(programme: Programme) -> frozenset[str]:
    """The ids of risks of which a decision or a change request is open."""
    open_ones = (entry for entry in programme.each(LogEntry) if entry.status is LogStatus.OPEN)
    return frozenset(entry.from_risk for entry in open_ones if entry.from_risk and entry.kind in _DECIDED)


@rule(
    "RK02",
    Severity.QUERY,
    "The response is Treat, but {column} {lack}{rows}.",
    "Fill it in: {help} If nothing is to be done, choose Tolerate.",
)
def treated_without_action(programme: Programme) -> Iterator[Hit]:
    """A risk that is treated has a mitigation, and a date for its next action.

    Without both nothing will change, and the risk is in truth tolerated. Nothing is asked once the score is down to its
    target, nor for a day where the mitigation is done all the time or names one, the score is Green, or a board is
    asked to decide what is done. A column that most of a register leaves blank is told once.

    **Fails**

    Risks:
    | ID | Response | Mitigation | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | Treat | <> | 18 Dec 2026 |
    | TRN-R02 | Treat | <> | <> |
    | TRN-R03 | Treat | <tbc> | 18 Dec 2026 |

    **Passes**

    Risks:
    | ID | Response | Mitigation | Action due | Status | Outcome |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Treat | Recruit early | 18 Dec 2026 | Open | |
    | TRN-R02 | Tolerate | | | Open | |
    | TRN-R03 | Treat | | | Closed | Posts filled |

    **Passes**

    Risks:
    | ID | Response | Mitigation | Action due | Likelihood | Impact | Target likelihood | Target impact |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Treat | Recruit early | | 2 | 2 | 2 | 2 |
    | TRN-R02 | Treat | Weekly check of all cases | | 3 | 3 | | |
    | TRN-R03 | Treat | One log, which Finance signs | | 2 | 2 | | |
    | TRN-R04 | Treat | Agree a rota with schools by 18 December 2026 | | 3 | 3 | | |
    | TRN-R06 | Treat | Agree a rota with schools by the end of December | | 3 | 3 | | |
    | TRN-R05 | Treat | Ask for a second worker | | 3 | 3 | | |

    Issues and decisions:
    | ID | Kind | From risk |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | TRN-R05 |
    """
    asked_for = _put_to_a_board(programme)
    for submission in programme.submissions:
        risks = open_risks_of(programme, submission)
        asked = [risk for risk in risks if risk.response is Response.TREAT and not _is_at_its_target(risk)]
        for name, words in (("mitigation", "what is being done."), ("action_due", "when the next action is due.")):
            needs_no_day = name == "action_due" and not all(risk.action_due for risk in asked)
            to_fill = [
                risk for risk in asked if not (needs_no_day and (risk.id in asked_for or _is_kept_up(submission, risk)))
            ]
            for cell, rows in gaps(submission, to_fill, name):
                treat = bearing(rows, "response", lambda _: "Treat")
                yield hit(cell, *treat, column=cell.column, help=words, rows=in_how_many(rows), lack="is blank")
        for risk in asked:
            if says_nothing(risk.mitigation):
                cell, treated = risk.at("mitigation"), Related(risk.at("response"), "Treat")
                lack = f'says "{risk.mitigation}"'
                yield hit(cell, treated, column=cell.column, help="what is being done.", rows="", lack=lack)


def is_done_all_the_time(risk: Risk) -> bool:
    """Whether a mitigation is due on no day."""
    return DONE_ALL_THE_TIME.search(risk.mitigation or "") is not None


def _is_kept_up(submission: Submission, risk: Risk) -> bool:
    """Whether no day is missing: the mitigation names one, keeps a risk Green, or is done all the time."""
    green = submission.thresholds.colour_of(risk.likelihood, risk.impact) is Rag.GREEN
    as_at, text = submission.as_at, risk.mitigation or ""
    named = as_at is not None and any(day >= as_at for day in days_named(text, as_at))
    named = named or _BY_A_MONTH.search(text) is not None
    return bool(text) and (green or named or is_done_all_the_time(risk))


def _is_at_its_target(risk: Risk) -> bool:
    if risk.target_likelihood is None or risk.target_impact is None:
        return False
    return risk.likelihood <= risk.target_likelihood and risk.impact <= risk.target_impact


@rule(
    "RK03",
    Severity.QUERY,
    "Action due is {due}, which has passed, and the risk is still open.",
    "Give the date of the next action, or close the risk.",
)
def action_overdue(programme: Programme) -> Iterator[Hit]:
    """The next action on an open risk is still to come.

    Either the action was done and the row does not say so, or it was not. While a workstream is paused, so are its
    actions; what is tolerated, or down to its target, needs none. Where it was due on a day on which the risk's forum
    met, within the last fortnight, and the risk has not been reviewed since, the minutes may still be to come.

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
    | ID | Workstream | Action due | Status | Outcome | Response |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | TRN | 13 Nov 2026 | Open | | Treat |
    | TRN-R02 | TRN | 30 Oct 2026 | Closed | Posts filled | Treat |
    | OUT-R01 | OUT | 30 Oct 2026 | Open | | Treat |
    | TRN-R03 | TRN | 30 Oct 2026 | Open | | Tolerate |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Action due |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 2 | 3 | 2 | 3 | 30 Oct 2026 |

    **Fails**

    Risks:
    | ID | Action due | Monitored at | Last reviewed |
    | --- | --- | --- | --- |
    | TRN-R01 | <30 Oct 2026> | Programme Board | 30 Oct 2026 |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 30 Oct 2026 |

    **Passes**

    Risks:
    | ID | Action due | Monitored at | Last reviewed |
    | --- | --- | --- | --- |
    | TRN-R01 | 30 Oct 2026 | Programme Board | 12 Oct 2026 |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 30 Oct 2026 |
    """
    met = {(name_key(one.forum), one.day) for one in programme.each(Meeting)}
    for risk in open_risks(programme):
        as_at = programme.as_at(risk)
        awaited = risk.response is not Response.TOLERATE and not _is_at_its_target(risk)
        if not (awaited and risk.action_due and as_at and risk.action_due < as_at):
            continue
        at_its_forum = (name_key(risk.monitored_at or ""), risk.action_due) in met
        reviewed = risk.reviewed is not None and risk.reviewed >= risk.action_due
        if not at_its_forum or reviewed or as_at - risk.action_due > A_FORTNIGHT:
            yield hit(risk.at("action_due"), due=risk.action_due)
