"""What would change, for programs."""

from __future__ import annotations

import json
from typing import Any

from xl_send.commands.whatif import WhatIfResult
from xl_send.compare.differences import DateChange, why_better
from xl_send.findings import Finding
from xl_send.output.policy import not_read_data, policy_data

SCHEMA = "xl_send/whatif/1"


def whatif_json(result: WhatIfResult) -> str:
    """Every difference. Dates are as in 2026-11-13."""
    found = result.differences
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "marking": result.loaded.marking or None,
        "supposed": result.supposed,
        "thresholds_from": policy_data(result.programme),
        **not_read_data(result.loaded),
        "dates": [_date(item) for item in found.dates],
        "meetings": [
            {
                "id": meeting.milestone.id, "forum": meeting.meeting.forum, "missed": meeting.meeting.day.isoformat(),
                "next": meeting.following.day.isoformat() if meeting.following else None,
            }
            for meeting in found.meetings
        ],
        "terms": [
            {"id": term.id, "term_ends": ended.isoformat(), "next_term_starts": starts.isoformat()}
            for term, ended, starts in found.terms
        ],
        "kpi_points": [{"kpi": kpi, "milestone": name, "day": day.isoformat()} for kpi, name, day in found.points],
        "items": [
            {"id": now.id, "kind": now.kind.value, "before": was.status.value, "after": now.status.value,
             "reason": now.reason + why_better(was, now)}
            for was, now in found.items
        ],
        "aspects": [
            {"of": now.of, "aspect": now.aspect.value, "before": was.status.value, "after": now.status.value}
            for was, now in found.aspects
        ],
        "unowned": list(found.unowned),
        "conflicts_gone": [_finding(finding) for finding in found.gone],
        "conflicts_changed": [_finding(finding) for finding in found.changed],
        "conflicts_new": [_finding(item) for item in found.new],
    }  # fmt: skip
    return json.dumps(written, ensure_ascii=False, indent=2)


def _date(item: DateChange) -> dict[str, Any]:
    return {
        "id": item.id,
        "before": item.before.isoformat() if item.before else None,
        "after": item.after.isoformat() if item.after else None,
        "working_days": item.by,
        "float_before": item.float_before,
        "float_after": item.float_after,
    }


def _finding(one: Finding) -> dict[str, str]:
    return {"rule": one.rule, "severity": one.severity.value, "message": one.message, "key": one.key}
