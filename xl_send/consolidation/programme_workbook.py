"""A programme workbook out of what several returns say together: the standard sheets, filled, and what was found."""

from __future__ import annotations

import io
from dataclasses import replace

from xl_send.commands.checks import check_all, choose
from xl_send.commands.loading import LoadedProgramme, understood
from xl_send.commands.outcomes import Progress
from xl_send.consolidation import MergedProgramme
from xl_send.consolidation.overview import overview_listing, year_listing
from xl_send.consolidation.owners import owners_listing
from xl_send.consolidation.sources import Sources, differences_listing, returns_listing
from xl_send.output.listings import listing_of
from xl_send.rules import Scope
from xl_send.shells.buttons.button import ButtonPress
from xl_send.shells.buttons.button_conflicts import conflicts
from xl_send.status.rollup import programme_status
from xl_send.workbook.sheets.governance import CalendarEntry
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
    bare = replace(_filling(whole), explanations=kept)
    (first,) = (workbook_bytes("programme", item) for item in progress([bare], "Bringing rows together", 1))
    programme = Programme((understood(open_book(io.BytesIO(first), name)),))
    gathered = LoadedProgramme(programme)
    checked = check_all(gathered, choose(scope=Scope.VALIDATION), progress)
    at_odds = conflicts(ButtonPress("conflicts", "", name, read=LoadedProgramme(returns)), progress)
    found = programme_status(programme)
    listings = (
        overview_listing(programme, found),
        year_listing(programme, found),
        owners_listing(found),
        *map(listing_of, at_odds.sheets),
        returns_listing(sources),
        differences_listing(sources),
    )
    filled = replace(bare, findings=checked.findings, items=found.items, listings=listings)
    (last,) = (workbook_bytes("programme", item) for item in progress([filled], "Writing the programme workbook", 1))
    return last


def _filling(whole: MergedProgramme) -> WorkbookContent:
    thresholds = whole.policy.thresholds
    return WorkbookContent(
        rows=whole.rows,
        labels=whole.labels,
        own_lists=whole.own_lists,
        calendar=whole.policy.all(CalendarEntry),
        matrix=thresholds.matrix,
        silences=thresholds.silences,
    )
