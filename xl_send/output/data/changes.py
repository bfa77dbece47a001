"""What has changed, for programs."""

from __future__ import annotations

import json
from typing import Any

from xl_send.commands.changes import ChangesResult
from xl_send.compare import Change
from xl_send.compare.order import section_of
from xl_send.output.data import cell_place
from xl_send.output.policy import not_read_data, policy_data
from xl_send.reading.loaded import LoadedProgramme

SCHEMA = "xl_send/changes/1"


def changes_json(result: ChangesResult) -> str:
    """Every change with the cells of both workbooks. Dates are as in 2026-11-13."""
    found = result.changes
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "marking": result.now.marking or None,
        "then": _side(found.then.isoformat() if found.then else None, result.then),
        "now": _side(found.now.isoformat() if found.now else None, result.now),
        "changes": [_change(change) for change in found.changes],
        "conflicts_still": [
            {"rule": finding.rule, "severity": finding.severity.value, "key": finding.key, "message": finding.message}
            for finding in found.still
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _side(as_at: str | None, loaded: LoadedProgramme) -> dict[str, Any]:
    books = loaded.programme.submissions
    return {
        "as_at": as_at,
        "thresholds_from": policy_data(loaded.programme),
        "workbooks": [submission.workbook for submission in books],
        **not_read_data(loaded),
        "rows_unread": sum(len(submission.unread_rows) for submission in books),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "part": section_of(one).value, "what": one.what.value, "kind": one.kind.value, "workstream": one.workstream,
        "record": one.record, "name": one.name, "sentence": one.sentence, "before": one.before, "after": one.after,
        "then": [cell_place(cell) for cell in one.then], "now": [cell_place(cell) for cell in one.now],
    }  # fmt: skip
