"""Findings without those that could give a hidden figure away."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.disclosure.numbers_in_words import tells_a_number
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.findings import Finding
from xl_send.rules.catalogue import CONFLICTS
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import declared_title


def without_telling_findings(findings: Iterable[Finding], shown: Disclosure) -> tuple[Finding, ...]:
    """The findings without those that could give a hidden figure away.

    That there is a finding may tell as much as its words: they are left out where they speak of a KPI with
    a hidden figure and hold a number, or stand at one of its figures.
    """
    return tuple(finding for finding in findings if not (_speaks_of(finding, shown.guarded) and _tells(finding)))


def _speaks_of(finding: Finding, ids: Iterable[str]) -> bool:
    cells = (finding.cell, *(related.cell for related in finding.related))
    records = {cell.record.partition(" ")[0] for cell in cells}
    # A conflict of dates names the indicators that wait for it by their ids and days, never by a figure.
    words = "" if finding.rule.startswith(CONFLICTS) else f"{finding.message} {finding.fix}"
    return any(item in records or item in words for item in ids)


def _tells(finding: Finding) -> bool:
    at_figure = declared_title(finding.cell.sheet) == Actual.SHEET.title
    return at_figure or tells_a_number(f"{finding.message} {finding.fix}")
