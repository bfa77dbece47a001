"""The example reads clean but for the faults that were planted in it, and those are all found."""

from __future__ import annotations

from collections import Counter

from faults.clean import address, as_written, clean_findings, programme_of, row_of, validated
from faults.corrections import CORRECTIONS
from xl_send.findings import Finding, Severity


def _told(findings: tuple[Finding, ...]) -> list[str]:
    return [
        f"{finding.severity} {finding.rule} {finding.cell.workbook} {finding.cell.sheet} "
        f"{finding.cell.address} {finding.cell.record}, "
        f"{finding.cell.column}: {finding.message}"
        for finding in findings
        if finding.severity is not Severity.ADVICE and not finding.explained
    ]


def test_the_clean_programme_gives_no_error_and_no_query() -> None:
    assert not _told(clean_findings())


def test_the_example_gives_the_findings_of_its_planted_faults_and_no_others() -> None:
    books = as_written()
    wanted = Counter(
        (rule, correction.workbook, correction.sheet, address(sheet, row_of(sheet, correction), correction.column))
        for correction in CORRECTIONS
        for sheet in [books[correction.workbook].sheets[correction.sheet]]
        for rule in correction.rules
    )
    before = {
        (clean_finding.rule, clean_finding.cell.record, clean_finding.cell.column) for clean_finding in clean_findings()
    }
    found = Counter(
        (item.rule, item.cell.workbook, item.cell.sheet, item.cell.address)
        for item in validated(programme_of(books.values()))
        if (item.rule, item.cell.record, item.cell.column) not in before
    )
    assert found == wanted
