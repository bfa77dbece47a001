"""The JSON that other programs read: stable keys, stable order, ISO dates, a schema with a version."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xl_send.commands.checks import CheckResult, Silenced
from xl_send.commands.status import StatusResult
from xl_send.findings import Explained, Finding, Severity
from xl_send.output.data import cell_place
from xl_send.output.policy import not_read_data, policy_data
from xl_send.results import Account, Aspect, Fact, Item
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, Submission

FINDINGS_SCHEMA = "xl_send/findings/1"
STATUS_SCHEMA = "xl_send/status/1"


def findings_json(checked: CheckResult) -> str:
    """Findings, with the workbooks they were found in, what was refused and what was silenced."""
    programme, findings = checked.programme, checked.findings
    return _dump(
        {
            "schema": FINDINGS_SCHEMA,
            "marking": checked.loaded.marking or None,
            "as_at": _plain(programme.latest),
            "thresholds_from": policy_data(programme),
            "workbooks": [_workbook(submission) for submission in programme.submissions],
            **not_read_data(checked.loaded),
            "silenced": [_silenced(silenced) for silenced in checked.silenced],
            "not_checked": [
                {
                    **cell_place(unresolved_reference.record.at(unresolved_reference.field)),
                    "record": unresolved_reference.record.id,
                    "id": unresolved_reference.id,
                }
                for unresolved_reference in checked.not_checked
            ],
            "findings": [_finding(finding) for finding in findings],
            "summary": {severity.value: _tally(findings, severity) for severity in Severity},
        }
    )


def status_json(found: StatusResult) -> str:
    """Every item and aspect, and the rows that could not be read."""
    programme = found.programme
    return _dump(
        {
            "schema": STATUS_SCHEMA,
            "marking": found.loaded.marking or None,
            "as_at": _plain(found.as_at),
            "thresholds_from": policy_data(programme),
            "workbooks": [_workbook(submission) for submission in programme.submissions],
            **not_read_data(found.loaded),
            "items": [_item(item) for item in found.items],
            "aspects": [_aspect(aspect) for aspect in found.aspects],
            "unread": _unread(programme),
        }
    )


def _dump(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _tally(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity and not finding.explained for finding in findings)


def _workbook(submission: Submission) -> dict[str, Any]:
    return {
        "path": submission.workbook,
        "council": submission.cover.council,
        "programme": submission.cover.programme,
        "workstreams": sorted(submission.codes),
        "as_at": _plain(submission.as_at),
        "rows_read": submission.rows_read,
        "rows_unread": len(submission.unread_rows),
        "carried_forward": _of_days(submission, "carried"),
        "earlier_returns": _of_days(submission, "returned"),
    }


def _of_days(submission: Submission, column: str) -> list[dict[str, str]]:
    """The workstreams that are told as of the day in a column of theirs, and not as of their workbook's."""
    found = [(stream.code, getattr(stream, column)) for stream in submission.all(Workstream)]
    return [{"workstream": code, "as_at": day.isoformat()} for code, day in found if day]


def _silenced(one: Silenced) -> dict[str, Any]:
    return {
        "workbook": one.workbook,
        "rule": one.rule,
        "reason": one.reason,
        "until": one.until.isoformat(),
        "hidden": one.hidden,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    cell = finding.cell
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        **cell_place(cell),
        "record": cell.record,
        "column": cell.column,
        "message": finding.message,
        "fix": finding.fix,
        "related": [
            {**cell_place(related.cell), "record": related.cell.record, "note": related.note}
            for related in finding.related
        ],
        "key": finding.key,
        "because_of": finding.because_of,
        "explained": _explained(finding.explained),
    }


def _explained(told: Explained | None) -> dict[str, Any] | None:
    return told and {"reason": told.reason, "by": told.by, "until": _plain(told.until)}


def _item(item: Item) -> dict[str, Any]:
    written = {
        "id": item.id,
        "kind": item.kind.value,
        "workstream": item.workstream,
        "name": _first_of(item, "name", "what", "needed", "role"),
        "owner": _first_of(item, "owner", "receiver_owner", "giver_owner", "who"),
        "status": item.status.value,
        "own_status": item.own.status.value,
        "reported": item.reported.value if item.reported else None,
        "reason": item.reason,
        "cells": [cell_place(cell) for cell in item.rating.cells],
        "facts": _facts(item.rating.facts),
    }
    if item.accounts:
        written["accounts"] = [_account(account) for account in item.accounts]
    return written


def _first_of(item: Item, *fields: str) -> str | None:
    """What the record of an item says in the first of these fields that it has and fills."""
    return next((found for name in fields if isinstance(found := getattr(item.record, name, None), str)), None)


def _account(account: Account) -> dict[str, Any]:
    return {**cell_place(account.cell), "own_status": account.own_status.value, "facts": _facts(account.facts)}


def _aspect(aspect: Aspect) -> dict[str, Any]:
    return {
        "of": aspect.of,
        "aspect": aspect.aspect.value,
        "status": aspect.status.value,
        "own_status": aspect.own_status.value,
        "reported": aspect.reported.value if aspect.reported else None,
        "drivers": list(aspect.drivers),
        "counts": {status.value: number for status, number in aspect.counts.items()},
        "sentence": aspect.sentence,
    }


def _unread(programme: Programme) -> list[dict[str, Any]]:
    return [
        {"workbook": row.table.workbook, "sheet": row.table.sheet, "row": row.row, "id": row.id, "why": row.why}
        for submission in programme.submissions
        for row in submission.unread_rows
    ]


def _facts(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Fact) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return list(value)
    return round(value, 9) if isinstance(value, float) else value
