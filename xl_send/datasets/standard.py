"""Tables under the names of the government's programme and project data standard (GovS 1002).

The standard names what is kept of a programme: project features, risks, issues, benefits, milestones, costs and people.
Its lists of attributes were not at hand when this was written, so the names below follow its words for those seven
things and plain English for their attributes. Each says which column of ours it is; none was checked against its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.datasets.dataset import Dataset, Field

# For each thing of the standard: our table, and for each attribute our column.
MAPPING: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "project_features": (
        "workstreams",
        {"project_id": "code", "project_name": "name", "objective": "purpose", "senior_responsible_owner": "sponsor",
         "project_lead": "owner", "start_date": "starts", "end_date": "ends", "status": "state",
         "delivery_confidence": "reported", "delivery_confidence_reason": "reason"},
    ),
    "milestone": (
        "milestones",
        {"milestone_id": "id", "project_id": "workstream", "milestone_name": "name", "stage": "phase", "owner": "owner",
         "baseline_date": "baseline", "approved_date": "agreed", "forecast_date": "forecast", "actual_date": "actual",
         "variance_working_days": "late", "rag_status": "status", "rag_reason": "reason", "commentary": "commentary"},
    ),
    "risk": (
        "risks",
        {"risk_id": "id", "project_id": "workstream", "description": "name", "category": "category", "owner": "owner",
         "date_raised": "raised", "likelihood": "likelihood", "impact": "impact", "score": "score",
         "inherent_likelihood": "likelihood_before", "inherent_impact": "impact_before", "response": "response",
         "mitigation": "mitigation", "target_likelihood": "target_likelihood", "target_impact": "target_impact",
         "proximity": "proximity", "date_reviewed": "reviewed",
         "risk_status": "given_status", "rag_status": "status"},
    ),
    "issue": (
        "issues",
        {"issue_id": "id", "project_id": "workstream", "type": "kind", "description": "what", "severity": "severity",
         "owner": "owner", "date_raised": "raised", "date_due": "needed_by", "date_closed": "closed_on",
         "issue_status": "given_status",
         "resolution": "outcome", "rag_status": "status"},
    ),
    "benefit": (
        "kpis",
        {"benefit_id": "id", "project_id": "workstream", "benefit_name": "name", "definition": "definition",
         "owner": "owner", "unit": "unit", "benefit_type": "benefit", "baseline_value": "baseline",
         "baseline_date": "baseline_date", "target_value": "target", "target_date": "target_date",
         "actual_value": "actual_value", "actual_date": "actual_date", "expected_value": "expected",
         "rag_status": "status", "rag_reason": "reason"},
    ),
    "cost": (
        "money",
        {"cost_id": "id", "project_id": "workstream", "description": "name", "funding_source": "funding",
         "financial_year": "year", "budget": "budget", "actual_to_date": "spent", "forecast": "outturn",
         "rag_status": "status"},
    ),
    "people": (
        "resources",
        {"person_id": "id", "project_id": "workstream", "role": "role", "person_or_team": "who", "start_date": "starts",
         "end_date": "ends", "fte": "fte", "funding_source": "funding", "post_status": "post"},
    ),
}  # fmt: skip
NOT_VERIFIED = (
    "Named after the government's programme and project data standard (GovS 1002). Its lists of attributes were not "
    "available: the names of columns follow its words for the seven things and were not checked against its text."
)


def standard_datasets(datasets: Sequence[Dataset]) -> list[Dataset]:
    """The tables under the standard's names; a table that is not there, or column that was left out, is passed over."""
    by_name = {dataset.name: dataset for dataset in datasets}
    return [_renamed(thing, by_name[ours], columns) for thing, (ours, columns) in MAPPING.items() if ours in by_name]


def _renamed(thing: str, dataset: Dataset, columns: Mapping[str, str]) -> Dataset:
    known = {field.name: field for field in dataset.fields}
    board = {"board": "board"} if "board" in known else {}
    taken = {theirs: ours for theirs, ours in {**board, **columns}.items() if ours in known}
    fields = [
        Field(theirs, known[ours].type, known[ours].description, known[ours].unit) for theirs, ours in taken.items()
    ]
    rows = [{theirs: row.get(ours) for theirs, ours in taken.items()} for row in dataset.rows]
    first = next(iter(columns))
    return Dataset(thing, dataset.description, fields, (*board, first), rows)
