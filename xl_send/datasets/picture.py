"""What was worked out of a programme as a whole: aspects with their colours, and findings."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.datasets.dataset import Dataset, text_field, whole
from xl_send.findings import Finding
from xl_send.results import ProgrammeStatus, Status

ASPECT_FIELDS = (
    text_field("of", "The code of a workstream, or programme."),
    text_field("aspect", "delivery, benefits, risks, interdependencies, resources or overall."),
    text_field("status", "The colour by the programme's thresholds."),
    text_field("own_status", "The colour by the workstream's own rows and thresholds."),
    text_field("reported", "The colour that its owner reports."),
    text_field("sentence", "Why, in words."),
    text_field("drivers", "The ids that make it so, in order of consequence."),
    *(whole(status.name.lower(), f"How many items are {status.value}.", "items") for status in Status),
)
FINDING_FIELDS = (
    text_field("rule", "The rule, such as MS01."),
    text_field("severity", "error, query or advice."),
    text_field("workbook", "The workbook."),
    text_field("sheet", "The sheet."),
    text_field("cell", "The cell."),
    text_field("record", "The id of the row."),
    text_field("column", "The title of the column."),
    text_field("message", "What is wrong."),
    text_field("fix", "What to do."),
    text_field("key", "What tells the finding again."),
    text_field("because_of", "The key of the finding that causes it."),
    text_field("explained", "Why its owner says that it may stand."),
)


def aspects(picture: ProgrammeStatus) -> Dataset:
    """One row for each aspect of the programme and of each workstream."""
    rows = [
        {
            "of": aspect.of,
            "aspect": aspect.aspect.value,
            "status": aspect.status.value,
            "own_status": aspect.own_status.value,
            "reported": aspect.reported.value if aspect.reported else None,
            "sentence": aspect.sentence,
            "drivers": ", ".join(aspect.drivers) or None,
            **{status.name.lower(): aspect.counts.get(status, 0) for status in Status},
        }
        for aspect in picture.aspects
    ]
    description = "One row for each aspect of the programme and of each workstream, with its colour and why."
    return Dataset("aspects", description, ASPECT_FIELDS, ("of", "aspect"), rows)


def findings_dataset(findings: Sequence[Finding]) -> Dataset:
    """One row a finding."""
    rows = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "workbook": finding.cell.workbook,
            "sheet": finding.cell.sheet,
            "cell": finding.cell.address,
            "record": finding.cell.record,
            "column": finding.cell.column,
            "message": finding.message,
            "fix": finding.fix,
            "key": finding.key,
            "because_of": finding.because_of or None,
            "explained": finding.explained.reason if finding.explained else None,
        }
        for finding in findings
    ]
    return Dataset("findings", "One row a finding of validate and conflicts.", FINDING_FIELDS, ("key",), rows)
