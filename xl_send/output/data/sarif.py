"""Findings for systems that track them: SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from xl_send import __version__
from xl_send.commands.checks import CheckResult
from xl_send.findings import Cell, Finding, Severity
from xl_send.rules import Rule, all_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.QUERY: "warning", Severity.ADVICE: "note"}


def findings_sarif(checked: CheckResult) -> str:
    """One run with every rule that found something; a cell is a logical location, `Milestones!G12`.

    The files that were given and left out are its notifications.
    """
    findings = checked.findings
    used = sorted({finding.rule for finding in findings})
    rules = all_rules()
    driver = {
        "name": "xl_send",
        "version": __version__,
        "rules": [_rule(rules[rule_id]) for rule_id in used],
    }
    results = [_result(finding, used.index(finding.rule)) for finding in findings]
    told = [{"level": "warning", "message": {"text": note}} for note in checked.loaded.left_out_notes]
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": told}
    run: dict[str, Any] = {"tool": {"driver": driver}, "invocations": [invocation], "results": results}
    if checked.loaded.marking:
        run["properties"] = {"marking": checked.loaded.marking}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.documentation.strip().splitlines()[0]},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    result = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.fix}"},
        "locations": [_location(finding.cell)],
        "relatedLocations": [
            {**_location(item.cell), "id": number, "message": {"text": item.note}}
            for number, item in enumerate(finding.related)
        ],
        "partialFingerprints": {"xlSendKey/v1": finding.key},
    }
    if finding.because_of:
        result["properties"] = {"becauseOf": finding.because_of}
    if finding.explained:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.explained.reason}]
    return result


def _location(cell: Cell) -> dict[str, Any]:
    name = f"{cell.sheet}!{cell.address}" if cell.address else cell.sheet
    uri = quote(PurePath(cell.workbook).as_posix(), safe="/")
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri}},
        "logicalLocations": [{"fullyQualifiedName": name, "name": cell.record or name}],
    }
