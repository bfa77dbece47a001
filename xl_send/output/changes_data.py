"""What has changed, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from xl_send.commands.loading import LoadedProgramme
from xl_send.compare import Change, Changes
from xl_send.compare.order import part_of
from xl_send.findings import Cell
from xl_send.output.policy_data import policy_data
from xl_send.output.sarif import plain_text

SCHEMA = "xl_send/changes/1"
CSV_TITLES = (
    "Part", "Workstream", "ID", "Name", "What", "Before", "After", "In words",
    "Workbook then", "Sheet then", "Cells then", "Workbook now", "Sheet now", "Cells now",
)  # fmt: skip


def changes_json(found: Changes, then: LoadedProgramme, now: LoadedProgramme) -> str:
    """Every change with the cells of both workbooks. Dates are as in 2026-11-13."""
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "then": _side(found.then.isoformat() if found.then else None, then),
        "now": _side(found.now.isoformat() if found.now else None, now),
        "changes": [_change(change) for change in found.changes],
        "conflicts_still": [
            {"rule": finding.rule, "severity": finding.severity.value, "key": finding.key, "message": finding.message}
            for finding in found.still
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _side(as_at: str | None, gathered: LoadedProgramme) -> dict[str, Any]:
    books = gathered.programme.submissions
    return {
        "as_at": as_at,
        "thresholds_from": policy_data(gathered.programme),
        "workbooks": [submission.workbook for submission in books],
        "refused": [{"path": item.path, "reason": item.sentence} for item in gathered.refused],
        "rows_unread": sum(len(submission.unread_rows) for submission in books),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "part": part_of(one).value, "what": one.what.value, "kind": one.kind.value, "workstream": one.workstream,
        "record": one.record, "name": one.name, "sentence": one.sentence, "before": one.before, "after": one.after,
        "then": [_cell(cell) for cell in one.then], "now": [_cell(cell) for cell in one.now],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, str]:
    return {"workbook": cell.workbook, "sheet": cell.sheet, "cell": cell.address}


def changes_csv(found: Changes, then: LoadedProgramme, now: LoadedProgramme) -> str:  # noqa: ARG001 - one shape for all three forms
    """One row for each change."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_TITLES)
    for change in found.changes:
        row = (
            part_of(change).value,
            change.workstream,
            change.record,
            change.name,
            change.what.value,
            change.before,
            change.after,
        )
        writer.writerow(
            [plain_text(text) for text in (*row, change.sentence, *_where(change.then), *_where(change.now))]
        )
    return out.getvalue().rstrip("\n")


def _where(cells: Sequence[Cell]) -> tuple[str, str, str]:
    """The workbooks, sheets and addresses of cells, each once."""
    parts = zip(*((cell.workbook, cell.sheet, cell.address) for cell in cells), strict=True)
    found = ["; ".join(dict.fromkeys(filter(None, part))) for part in parts]
    return (found[0], found[1], found[2]) if found else ("", "", "")
