"""Which findings their owners have explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath

from xl_send.findings import Explained, Finding
from xl_send.workbook.sheets.checks import Explanation
from xl_send.workbook.submissions import Programme, Submission


def with_explanations(findings: Sequence[Finding], programme: Programme) -> tuple[Finding, ...]:
    """The same findings, each with the explanation that holds for it, if there is one.

    It stands in the workbook of the cell to blame or in one of a cell that bears on it, and is looked for by key.
    """
    known: dict[tuple[str, str], Explained] = {}
    for submission, item in explanations_in_force(programme):
        known.setdefault((submission.workbook, plain_key(item.key)), Explained(item.reason, item.by, item.until))
    if not known:
        return tuple(findings)
    return tuple(
        finding._replace(explained=next((known[at] for at in _looked_for(finding) if at in known), None))
        for finding in findings
    )


def explanations_in_force(programme: Programme) -> Iterator[tuple[Submission, Explanation]]:
    """Every explanation that holds on the day of its return, with its workbook."""
    for submission in programme.submissions:
        day = day_of(programme, submission)
        for explanation in submission.explanations:
            if explanation.until is None or day is None or explanation.until >= day:
                yield submission, explanation


def day_of(programme: Programme, submission: Submission) -> date | None:
    """The day by which a return's explanations hold or have run out."""
    return programme.as_at_override or submission.as_at


def plain_key(key: str) -> str:
    """A key as it is compared: whatever its letters, and without the name of a workbook, which may change.

    Only the key of a finding without a record names its workbook: rule, workbook, sheet, cell.
    """
    parts = [part.strip() for part in key.casefold().split(":")]
    if len(parts) > 3:
        parts = [parts[0], *parts[-2:]] if PurePath(":".join(parts[1:-2])).suffix.startswith(".xls") else parts
    return ":".join(parts)


def _looked_for(finding: Finding) -> Iterator[tuple[str, str]]:
    key = plain_key(finding.key)
    for cell in finding.cells:
        yield cell.workbook, key
