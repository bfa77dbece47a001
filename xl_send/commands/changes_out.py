"""What has changed, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from xl_send.changes import Change, Changes
from xl_send.changes.order import part_of
from xl_send.commands.gathering import Gathered
from xl_send.commands.sarif import plain_text
from xl_send.findings import Cell

SCHEMA = "xl_send/changes/1"
CSV_TITLES = (
    "Part", "Workstream", "ID", "Name", "What", "Before", "After", "In words",
    "Workbook then", "Sheet then", "Cells then", "Workbook now", "Sheet now", "Cells now",
)  # fmt: skip


def changes_json(found: Changes, then: Gathered, now: Gathered) -> str:
    """Every change with the cells of both workbooks. Dates are as in 2026-11-13."""
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "then": _side(found.then.isoformat() if found.then else None, then),
        "now": _side(found.now.isoformat() if found.now else None, now),
        "changes": [_change(one) for one in found.changes],
        "conflicts_still": [
            {"rule": one.rule, "severity": one.severity.value, "key": one.key, "message": one.message}
            for one in found.still
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _side(as_at: str | None, gathered: Gathered) -> dict[str, Any]:
    books = gathered.programme.submissions
    return {
        "as_at": as_at,
        "workbooks": [one.workbook for one in books],
        "refused": [{"path": one.path, "reason": one.sentence} for one in gathered.refused],
        "rows_unread": sum(len(one.unread_rows) for one in books),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "part": part_of(one).value, "what": one.what.value, "kind": one.kind.value, "workstream": one.workstream,
        "record": one.record, "name": one.name, "sentence": one.sentence, "before": one.before, "after": one.after,
        "then": [_cell(cell) for cell in one.then], "now": [_cell(cell) for cell in one.now],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, str]:
    return {"workbook": cell.workbook, "sheet": cell.sheet, "cell": cell.address}


def changes_csv(found: Changes, then: Gathered, now: Gathered) -> str:  # noqa: ARG001 - one shape for all three forms
    """One row for each change."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_TITLES)
    for one in found.changes:
        row = (part_of(one).value, one.workstream, one.record, one.name, one.what.value, one.before, one.after)
        writer.writerow([plain_text(text) for text in (*row, one.sentence, *_where(one.then), *_where(one.now))])
    return out.getvalue().rstrip("\n")


def _where(cells: Sequence[Cell]) -> tuple[str, str, str]:
    """The workbooks, sheets and addresses of cells, each once."""
    parts = zip(*((cell.workbook, cell.sheet, cell.address) for cell in cells), strict=True)
    found = ["; ".join(dict.fromkeys(filter(None, part))) for part in parts]
    return (found[0], found[1], found[2]) if found else ("", "", "")
