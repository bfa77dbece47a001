"""The example reads clean but for the faults that were planted in it, and those are all found."""

from __future__ import annotations

from collections import Counter

from faults.clean import address, as_written, clean_findings, programme_of, row_of, validated
from faults.corrections import CORRECTIONS, DOUBTED
from xl_send.findings import Finding, Severity
from xl_send.rules import all_rules


def _told(findings: tuple[Finding, ...]) -> list[str]:
    return [
        f"{one.severity} {one.rule} {one.cell.workbook} {one.cell.sheet} {one.cell.address} {one.cell.record}, "
        f"{one.cell.column}: {one.message}"
        for one in findings
        if one.severity is not Severity.ADVICE and one.rule not in DOUBTED
    ]


def test_the_clean_programme_gives_no_error_and_no_query() -> None:
    assert not _told(clean_findings())


def test_the_example_gives_the_findings_of_its_planted_faults_and_no_others() -> None:
    books = as_written()
    wanted = Counter(
        (rule, one.workbook, one.sheet, address(sheet, row_of(sheet, one), one.column))
        for one in CORRECTIONS
        for sheet in [books[one.workbook].sheets[one.sheet]]
        for rule in one.rules
    )
    before = {(one.rule, one.cell.record, one.cell.column) for one in clean_findings()}
    found = Counter(
        (one.rule, one.cell.workbook, one.cell.sheet, one.cell.address)
        for one in validated(programme_of(books.values()))
        if (one.rule, one.cell.record, one.cell.column) not in before
    )
    assert found == wanted


def test_doubted_rules_exist_and_say_why() -> None:
    assert not DOUBTED.keys() - all_rules().keys()
    assert all(reason.endswith(".") for reason in DOUBTED.values())
