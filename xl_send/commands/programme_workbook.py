"""A programme workbook out of what several returns say together: the standard sheets, filled, and what was found."""

from __future__ import annotations

import io
from dataclasses import replace

from xl_send.commands.checks import check_all, choose
from xl_send.commands.conflicts import conflicts
from xl_send.commands.loading import understood
from xl_send.consolidation import MergedProgramme
from xl_send.consolidation.overview import overview_table, year_table
from xl_send.consolidation.owners import owners_table
from xl_send.consolidation.sources import Sources, differences_table, not_taken_table, returns_table
from xl_send.listings.conflicts import conflicts_table
from xl_send.progress import Progress
from xl_send.rag.rollup import programme_status
from xl_send.rules import Scope
from xl_send.workbook.loaded import LoadedProgramme
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes


def programme_workbook(
    name: str, whole: MergedProgramme, returns: Programme, sources: Sources, progress: Progress
) -> bytes:
    """The workbook's bytes. It is written, read as any other, checked and coloured, and written with what was found.

    Conflicts are those between the returns themselves, where each party's word still stands apart.
    """
    kept = [explanation for submission in returns.submissions for explanation in submission.explanations]
    bare = replace(_content(whole), explanations=kept)
    (first,) = (workbook_bytes("programme", item) for item in progress([bare], "Bringing rows together", 1))
    programme = Programme((understood(open_book(io.BytesIO(first), name)),))
    checked = check_all(LoadedProgramme(programme), choose(scope=Scope.VALIDATION), progress)
    at_odds = conflicts(returns, progress=progress)
    found = programme_status(programme)
    tables = (
        overview_table(programme, found),
        year_table(programme, found),
        owners_table(found),
        conflicts_table(returns, at_odds.findings, at_odds.not_checked),
        returns_table(sources),
        differences_table(sources),
        not_taken_table(sources),
    )
    filled = replace(bare, findings=checked.findings, found_in=programme, items=found.items, tables=tables)
    (last,) = (workbook_bytes("programme", item) for item in progress([filled], "Writing the programme workbook", 1))
    return last


def _content(whole: MergedProgramme) -> WorkbookContent:
    return WorkbookContent(
        rows=whole.rows,
        labels=whole.labels,
        own_lists=whole.own_lists,
        calendar=whole.policy.calendar,
        matrix=whole.policy.agreed.matrix,
        silences=whole.silences,
    )
