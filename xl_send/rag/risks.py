"""The status of risks by the matrix, and of the log of issues and decisions (status: risks and issues)."""

from __future__ import annotations

from xl_send.findings import Cell
from xl_send.rag.context import Context
from xl_send.rag.not_rated import not_rated
from xl_send.results import Fact, Rating, Status
from xl_send.text import rounded
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk

_BY_SEVERITY = {Level.HIGH: Status.RED, Level.MEDIUM: Status.AMBER, Level.LOW: Status.GREEN}


def risk_rating(risk: Risk, context: Context) -> Rating:
    """The matrix's colour of the likelihood and impact now, while the risk is open.

    A risk that became an issue keeps its colour until an issue names it, so that it is never lost between.
    """
    still = not_rated(risk, risk.workstream, context)
    if still:
        return still
    facts = _facts(risk)
    if risk.status is RiskStatus.CLOSED:
        return Rating(Status.NOT_RATED, "closed", (risk.at("status"),), facts, settled=True)
    if risk.status is RiskStatus.BECAME_ISSUE and risk.id in context.known.became_issues:
        reason = "became an issue, which is rated in its place"
        return Rating(Status.NOT_RATED, reason, (risk.at("status"),), facts, settled=True)
    return _by_matrix(risk, context, facts)


def _facts(risk: Risk) -> dict[str, Fact]:
    score = risk.likelihood * risk.impact
    return {"likelihood": risk.likelihood, "impact": risk.impact, "score": score, "action_due": risk.action_due}


def _by_matrix(risk: Risk, context: Context, facts: dict[str, Fact]) -> Rating:
    cells: tuple[Cell, ...] = (risk.at("likelihood"), risk.at("impact"))
    colour = context.thresholds.colour_of(risk.likelihood, risk.impact)
    brief = f"likelihood {rounded(risk.likelihood)}, impact {rounded(risk.impact)}"
    if colour is None:
        return Rating.not_known(f"the risk matrix has no cell for {brief}", *cells, facts=facts)
    reason = f"{brief}: a score of {rounded(risk.likelihood * risk.impact)}, {colour.value} in the risk matrix"
    if risk.status is RiskStatus.BECAME_ISSUE:
        reason += "; it became an issue, and no issue names it yet"
        cells += (risk.at("status"),)
    return Rating(Status(colour.value), reason, cells, facts, brief).telling("likelihood", "impact", "score")


def log_rating(entry: LogEntry, context: Context) -> Rating:
    """An open issue by its severity; a decision, action or change request by the day it is needed by."""
    still = not_rated(entry, entry.workstream, context)
    if still:
        return still
    facts: dict[str, Fact] = {"severity": entry.severity.value, "needed_by": entry.needed_by}
    if entry.status is LogStatus.CLOSED:
        return Rating(Status.COMPLETE, "closed", (entry.at("status"),), facts, settled=True)
    if entry.kind is LogKind.ISSUE:
        brief = f"an open issue of {entry.severity.lower()} severity"
        return Rating(_BY_SEVERITY[entry.severity], brief, (entry.at("severity"),), facts, brief).telling("severity")
    return _by_need(entry, context, facts).telling("needed_by")


def _by_need(entry: LogEntry, context: Context, facts: dict[str, Fact]) -> Rating:
    cells = (entry.at("needed_by"), entry.at("severity"))
    if entry.needed_by is None:
        return Rating(Status.GREEN, "open, with no date by which it is needed", cells, facts)
    if entry.needed_by >= context.as_at:
        return Rating(Status.GREEN, f"open, needed by {say(entry.needed_by)}", cells, facts)
    passed = f"{entry.kind.lower()} still open, needed by {say(entry.needed_by)}"
    if entry.severity is Level.HIGH:
        return Rating(Status.RED, f"{passed}; its severity is high", cells, facts, passed).telling("severity")
    return Rating(Status.AMBER, passed, cells, facts, passed)
