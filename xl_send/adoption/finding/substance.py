"""Whether a table has what makes records of it, or is a list of words that only look like titles."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.adoption.finding.evidence import TitleRow
from xl_send.adoption.finding.periods import names_period
from xl_send.adoption.finding.titles import meaning

_ANY_OF: Mapping[str, frozenset[str]] = {
    "Milestones": frozenset({"Baseline date", "Forecast date", "Actual date", "Reported RAG", "State", "Owner"}),
    "Risks": frozenset({"Likelihood", "Impact", "Likelihood before controls", "Impact before controls", "Mitigation",
                        "Owner", "Status", "Reported RAG"}),
    "Issues and decisions": frozenset({"Owner", "Status", "Raised", "Needed by", "Outcome", "Severity"}),
    "KPIs": frozenset({"Baseline", "Target", "Reported RAG"}),
    "Workstreams": frozenset({"Starts", "Ends", "Owner", "Reported RAG", "Progress since last time", "Code"}),
    "Resources": frozenset({"FTE", "From", "To", "Cost (pounds)", "Available FTE"}),
    "Money": frozenset({"Budget", "Actual to date", "Forecast outturn"}),
    "Interdependencies": frozenset({"Giver", "Receiver"}),
}  # fmt: skip
SUBSTANCE_LACKS: Mapping[str, str] = {
    "Milestones": "it has no date, owner or status", "Risks": "it has no score, owner or mitigation",
    "Issues and decisions": "it has no owner, date or status", "KPIs": "it has no figures",
    "Workstreams": "it has no dates, owner or colour", "Resources": "it has no dates, FTE or cost",
    "Money": "it has no amounts", "Interdependencies": "it has no giver or receiver",
}  # fmt: skip


def has_substance(header: TitleRow) -> bool:
    """Whether some title says what records of this kind are made of: dates, figures, an owner, a status."""
    for column in header.columns:
        found = meaning(column.title, header.sheet)
        if found and found.column in _ANY_OF[header.sheet]:
            return True
        if header.sheet == "KPIs" and (
            names_period(column.title)
            or ((value := meaning(column.title, "Actuals")) and value.column in {"Value", "Expected"})
        ):
            return True
    return False
