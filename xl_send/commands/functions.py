"""The product's verbs as functions, for scripts and notebooks.

`read` takes paths or open binary files; the others take what `read` gives.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import BinaryIO

from xl_send.board_pack.summary import Summary
from xl_send.board_pack.summary import summarise as summary_of
from xl_send.commands.consolidate import USUAL_NAME, Consolidated, consolidated
from xl_send.disclosure.texts import Withholding, with_unread_withheld
from xl_send.findings import Finding
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.results import ProgrammeStatus
from xl_send.rules import Scope, all_rules, check
from xl_send.scheduling.proposal import Proposal
from xl_send.scheduling.proposal import propose as proposal_of
from xl_send.workbook.cells import Book
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.read.open_book import open_book


def read(*sources: str | BinaryIO, as_at: date | None = None) -> Programme:
    """Read workbooks into one programme.

    Each source is a path, or a file opened in binary mode. `as_at` stands in place of every
    workbook's own date. Texts that may identify a person are withheld. Raises
    `xl_send.workbook.cells.RefusedError` for what is not a workbook.
    """
    withholding = Withholding()
    return Programme(tuple(_read(open_book(source), withholding) for source in sources), as_at)


def _read(book: Book, withholding: Withholding) -> Submission:
    shown, withheld = withholding.safe(book)
    return with_unread_withheld(read_book(shown), withheld)


def validate(programme: Programme) -> tuple[Finding, ...]:
    """Every finding, in the order of workbook, sheet, row and column (source: docs/rules.md)."""
    return check(programme, all_rules(Scope.VALIDATION).values())


def conflicts(programme: Programme) -> tuple[Finding, ...]:
    """Every conflict between workstreams, in the same order (source: docs/rules.md, CF01 and on)."""
    return check(programme, all_rules(Scope.CONFLICTS).values())


def status(programme: Programme) -> ProgrammeStatus:
    """Every item and aspect with its colour and reason (source: docs/status.md)."""
    return programme_status(programme)


def consolidate(*returns: str, as_at: str = "", policy: str = "") -> Consolidated:
    """One programme workbook out of several returns, as bytes, with what went into it, what did not and why.

    Each return is a path. `as_at` stands in place of the latest As at, and `policy` names the return whose
    thresholds and calendar serve all (source: docs/consolidate.md). Raises
    `xl_send.commands.outcomes.CannotRunError` where not one can be taken.
    """
    return consolidated(returns, Path(USUAL_NAME), as_at=as_at, policy=policy)


def summarise(programme: Programme) -> Summary:
    """The whole board page as plain values: strings, numbers and lists."""
    return summary_of(programme, programme_status(programme), check(programme))


def propose(programme: Programme, *, solver: bool | None = None) -> Proposal:
    """The proposed order, as `sequence` shows it: what moves and why, and what stays (source: docs/sequence.md).

    `solver` says yes or no to the solver, which is otherwise used where it is installed.
    """
    return proposal_of(programme, solver=solver)
