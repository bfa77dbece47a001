"""Risks, and the log of issues, decisions, actions and change requests."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.columns import Calculated, Need, Record, Sheet, column
from xl_send.workbook.ids import Id, Link, Links, Reference
from xl_send.workbook.kinds import Choice, Day, Number, Text
from xl_send.workbook.sheets.choices import (
    Audience,
    Category,
    Level,
    LogKind,
    LogStatus,
    Mitigation,
    Proximity,
    Rag,
    Response,
    RiskStatus,
)
from xl_send.workbook.sheets.shared_columns import own_id_column, publish_column, workstream_column

REQUIRED = Need.REQUIRED
SCORE = Number(low=1, high=5, whole=True)


@frozen(slots=True, kw_only=True)
class Risk(Record):
    """Something that might happen and would harm the programme."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Risks",
        purpose="What might go wrong, what is being done about it, and who watches it.",
        letter="R",
        calculated=(
            Calculated("score", "Score", "Likelihood times impact, now.", Number(), after="impact"),
            Calculated("rag", "RAG by matrix", "The colour of the risk matrix for the score now.", after="reported"),
        ),
    )

    id: str = column("ID", Id("R"), "The workstream's code, R and a number: TRN-R01.", need=REQUIRED, vital=True)
    name: str | None = column(
        "Risk",
        Text(long=True),
        "Cause, event, consequence: Because ..., there is a risk that ..., which would ...",
        need=REQUIRED,
    )
    workstream: str = workstream_column()
    category: Category | None = column("Category", Choice(Category), "What the risk is about.", need=REQUIRED)
    owner: str | None = column("Owner", Text(), "The one role and person who answers for it.", need=REQUIRED)
    likelihood: float = column(
        "Likelihood", SCORE, "How likely it is now, with the controls in place: 1 to 5.", need=REQUIRED, vital=True
    )
    impact: float = column("Impact", SCORE, "How bad it would be now: 1 to 5.", need=REQUIRED, vital=True)
    reported: Rag | None = column("Reported RAG", Choice(Rag), "The owner's own colour.")
    response: Response | None = column(
        "Response", Choice(Response), "Treat, tolerate, transfer or terminate.", need=REQUIRED
    )
    mitigation: str | None = column("Mitigation", Text(long=True), "What is being done about it.")
    action_due: date | None = column("Action due", Day(), "When the next action is to be done.", vital=True)
    status: RiskStatus = column(
        "Status", Choice(RiskStatus), "Open, Closed, or Became an issue.", need=REQUIRED, vital=True
    )
    raised: date | None = column("Raised", Day(), "When it was first recorded.", need=REQUIRED)
    monitored_at: str | None = column(
        "Monitored at", Link("Forums"), "The forum that watches this risk.", need=REQUIRED
    )
    reviewed: date | None = column("Last reviewed", Day(), "When it was last looked at.", need=REQUIRED)
    kind: Mitigation | None = column("Mitigation kind", Choice(Mitigation), "How the mitigation works.", vital=True)
    resource: str | None = column(
        "Resource line",
        Link("Resources"),
        "The id of the resource line that pays for extra capacity. Needed when the mitigation is extra capacity.",
        vital=True,
    )
    outcome: str | None = column("Outcome", Text(long=True), "When closed: how it ended.", folded=True)
    likelihood_before: float | None = column(
        "Likelihood before controls", SCORE, "How likely it would be without any controls: 1 to 5.", folded=True
    )
    impact_before: float | None = column(
        "Impact before controls", SCORE, "How bad it would be without any controls: 1 to 5.", folded=True
    )
    controls: str | None = column(
        "Controls in place", Text(long=True), "What already works today. Plans belong under Mitigation.", folded=True
    )
    target_likelihood: float | None = column(
        "Target likelihood", SCORE, "How likely it should be after the actions: 1 to 5.", folded=True
    )
    target_impact: float | None = column(
        "Target impact", SCORE, "How bad it should be after the actions: 1 to 5.", folded=True
    )
    target_date: date | None = column("Target date", Day(), "When the target score is to be reached.", folded=True)
    proximity: Proximity | None = column("Proximity", Choice(Proximity), "When it would bite.", vital=True, folded=True)
    threatens: tuple[Reference, ...] = column(
        "Threatens", Links(("Milestones",)), "Ids of the milestones it would harm.", blank=(), folded=True
    )
    learned_from: str | None = column(
        "Learned from", Text(), "The programme or source that met this risk before.", folded=True
    )
    publish: Audience = publish_column()
    own_id: str | None = own_id_column()


@frozen(slots=True, kw_only=True)
class LogEntry(Record):
    """An issue, a decision that is needed, an action or a change request."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Issues and decisions",
        purpose="What has happened and must be dealt with, what must be decided, and what has been asked to change.",
        letter="A",
        calculated=(
            Calculated(
                "rag",
                "RAG by severity and date",
                "The colour of its severity, or of the day it is needed by.",
                after="status",
            ),
        ),
    )

    id: str = column("ID", Id("A"), "The workstream's code, A and a number: TRN-A01.", need=REQUIRED, vital=True)
    what: str | None = column("What", Text(long=True), "The issue, decision, action or change.", need=REQUIRED)
    workstream: str = workstream_column()
    kind: LogKind = column("Kind", Choice(LogKind), "What this row is.", need=REQUIRED, vital=True)
    severity: Level = column("Severity", Choice(Level), "High, Medium or Low.", need=REQUIRED, vital=True)
    owner: str | None = column("Owner", Text(), "The one role and person who answers for it.", need=REQUIRED)
    raised: date | None = column("Raised", Day(), "When it was first recorded.", need=REQUIRED)
    needed_by: date | None = column("Needed by", Day(), "When it must be settled.", vital=True)
    status: LogStatus = column("Status", Choice(LogStatus), "Open or Closed.", need=REQUIRED, vital=True)
    forum: str | None = column("Forum", Link("Forums"), "The forum that must settle it.")
    otherwise: str | None = column("What happens if not", Text(long=True), "What follows if it is not settled in time.")
    outcome: str | None = column("Outcome", Text(long=True), "How it was settled.")
    closed_on: date | None = column("Closed on", Day(), "When it was settled.")
    from_risk: str | None = column(
        "From risk", Link("Risks"), "The id of the risk that became this issue.", folded=True
    )
    publish: Audience = publish_column()
    own_id: str | None = own_id_column()
