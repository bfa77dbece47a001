"""Findings as SARIF: valid by the standard's own schema, whatever is found and wherever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from examples import as_read, each_programme
from faults.clean import as_written, programme_of
from xl_send.commands.checks import CheckResult
from xl_send.findings import Cell, Finding, Related, Severity, Worded
from xl_send.output.data.sarif import findings_sarif
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import Rule, all_rules, check
from xl_send.workbook.submissions import Programme

SCHEMA = Path(__file__).parent.parent / "schemas" / "sarif-2.1.0.json"
RULES = list(all_rules().values())


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _faults(log: Any) -> list[str]:  # noqa: ANN401 - any JSON may be asked about
    found = _validator().iter_errors(log)
    return [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in found]


def _log(*findings: Finding) -> Mapping[str, Any]:
    log: Mapping[str, Any] = json.loads(findings_sarif(CheckResult(LoadedProgramme(Programme(())), findings)))
    assert not _faults(log)
    return log


def _at(cell: Cell, *related: Related) -> Finding:
    return Finding("MS01", Severity.QUERY, cell, Worded("It is late.", "Move it.", related), "MS01:TRN-M01:Owner")


def test_the_schema_refuses_what_is_not_sarif() -> None:
    assert _faults({"version": "2.1.0"})
    assert _faults({"version": "2.0.0", "runs": []})
    assert _faults({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "xl_send"}}, "findings": []}]})


def test_nothing_found_is_a_valid_log() -> None:
    (run,) = _log()["runs"]
    assert run["results"] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_the_findings_of_every_rule_are_valid(rule: Rule) -> None:
    read = [found for found, _ in each_programme(rule.documentation, "Fails", as_read)]
    findings = [rule.finding(hit) for item in read for hit in rule.check(item)]
    (run,) = _log(*findings)["runs"]
    assert len(run["results"]) == len(findings) > 0


def test_the_example_programme_is_a_valid_log() -> None:
    findings = check(programme_of(as_written().values()))
    (run,) = _log(*findings)["runs"]
    described = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert {described[result["ruleIndex"]] for result in run["results"]} == {found.rule for found in findings}


@pytest.mark.parametrize(
    "workbook",
    ["a return.xlsx", "Größe & plan #2 (final)%.xlsx", "C:plan.xlsx", "[1].xlsx", "sub/folder/return.xlsx", "?.xlsx"],
)
def test_a_workbook_of_any_name_is_a_valid_address_that_leads_back_to_it(workbook: str) -> None:
    (run,) = _log(_at(Cell(workbook, "Milestones", "F2", "TRN-M01", "Owner")))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == workbook
    assert not set(uri) & set(' #?[]%"') - {"%"}
    assert ":" not in uri


def test_a_sheet_without_a_cell_and_cells_that_bear_on_it_are_valid() -> None:
    cell = Cell("return.xlsx", "Risks", "", "", "")
    same = Related(cell, "the sheet")
    (run,) = _log(_at(cell, same, same))["runs"]
    (result,) = run["results"]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "Risks", "name": "Risks"}]
    assert [item["id"] for item in result["relatedLocations"]] == [0, 1]
