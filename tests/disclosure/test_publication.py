"""Which findings may be told where a figure is hidden: where they stand, and what they name beside a number."""

from __future__ import annotations

import pytest

from disclosure.test_log import seen
from disclosure.test_routes import FEW, said
from xl_send.findings import Cell, Finding, Severity, Worded


@pytest.mark.parametrize(
    ("record", "message", "fix", "is_fair"),
    [
        ("TRN-K01", "Its owner is blank.", "Name one.", False),
        ("TRN-K01 31 Oct 2026", "Its base is blank.", "Give it.", False),
        ("TRN-M01", "It is 3 working days late.", "Say why.", True),
        ("TRN-M01", "TRN-K01 waits for it.", "Say why.", True),
        ("TRN-M01", "TRN-K01 waits for it, on 13 November 2026.", "Say why.", True),
        ("TRN-M01", "TRN-K01 stands at 3.", "Say why.", False),
        ("TRN-M01", "It brings too little.", "See that TRN-K01 is 3 or more.", False),
    ],
)
def test_a_finding_is_told_that_tells_nothing_of_a_hidden_figure(
    record: str, message: str, fix: str, *, is_fair: bool
) -> None:
    cell = Cell("return.xlsx", "Milestones", "A2", record=record)
    finding = Finding("MS01", Severity.QUERY, cell, Worded(message, fix))
    publication = seen(said(FEW))
    assert publication.is_fair(finding) is is_fair
    assert publication.findings([finding], [finding]) == ((finding,) if is_fair else ())
    assert publication.findings([finding], []) == ()
