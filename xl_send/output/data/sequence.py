"""The proposed order for programs."""

from __future__ import annotations

import json
from typing import Any

from xl_send.commands.sequence import SequenceResult
from xl_send.findings import Finding
from xl_send.output.policy import not_read_data, policy_data
from xl_send.scheduling.proposal import Move, Step, StillLate
from xl_send.scheduling.proposal.wording import how_sure

SCHEMA = "xl_send/sequence/2"


def sequence_json(found: SequenceResult) -> str:
    """The whole proposal. Dates are as in 2026-11-13; working days are negative where something comes forward."""
    proposal = found.proposal
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "marking": found.loaded.marking or None,
        "thresholds_from": policy_data(found.programme),
        **not_read_data(found.loaded),
        "proved": proposal.proved,
        "solver": proposal.with_solver,
        "how_sure": how_sure(proposal),
        "moves": [_move(move) for move in proposal.moves],
        "not_proved": list(proposal.unproved),
        "late": [_late(item) for item in proposal.late],
        "conflicts_left": [_left(finding) for finding in proposal.left],
        "left_out": [{"id": name, "why": why} for name, why in proposal.left_out.items()],
        "order": [_step(step) for step in proposal.steps],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _move(one: Move) -> dict[str, Any]:
    return {
        "id": one.node.id,
        "working_days": one.by,
        "why": one.why,
        "changes": [
            {
                "workbook": cell.workbook, "sheet": cell.sheet, "cell": cell.address, "column": cell.column,
                "before": change.before.isoformat() if change.before else None, "after": change.after.isoformat(),
            }
            for change in one.changes
            for cell in (change.cell,)
        ],
    }  # fmt: skip


def _late(one: StillLate) -> dict[str, Any]:
    return {"ids": list(one.ids), "what": one.what, "why": one.why}


def _left(finding: Finding) -> dict[str, Any]:
    """A conflict that would still be found: as the command conflicts would give it."""
    cell = finding.cell
    return {
        "rule": finding.rule, "severity": finding.severity.value, "key": finding.key, "workbook": cell.workbook,
        "sheet": cell.sheet, "cell": cell.address, "message": finding.message,
    }  # fmt: skip


def _step(one: Step) -> dict[str, Any]:
    return {
        "id": one.node.id, "kind": one.node.kind.value, "workstream": one.node.workstream,
        "starts": one.start.isoformat(), "ends": one.end.isoformat(), "moved": one.move is not None,
    }  # fmt: skip
