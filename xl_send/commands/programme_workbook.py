"""A programme workbook out of what several returns say together: the standard sheets, filled, and what was found."""

from __future__ import annotations

import io
from dataclasses import replace

from xl_send.commands.answer_listings import listing_of
from xl_send.commands.checked import check_all, choose
from xl_send.commands.gathering import Gathered, understood
from xl_send.commands.outcomes import Progress
from xl_send.commands.overview import overview_listing, year_listing
from xl_send.commands.owner_loads import owners_listing
from xl_send.commands.pressed_conflicts import conflicts
from xl_send.commands.pressing import Press
from xl_send.commands.sources import Sources, differences_listing, returns_listing
from xl_send.consolidation import Together
from xl_send.excel.files import open_book
from xl_send.excel.template import Filling, workbook_bytes
from xl_send.model.governance import CalendarEntry
from xl_send.model.submissions import Programme
from xl_send.rollup import picture
from xl_send.rules import Scope


def programme_workbook(name: str, whole: Together, returns: Programme, sources: Sources, progress: Progress) -> bytes:
    """The workbook's bytes. It is written, read as any other, checked and coloured, and written with what was found.

    Conflicts are those between the returns themselves, where each party's word still stands apart.
    """
    bare = _filling(whole)
    (first,) = (workbook_bytes("programme", one) for one in progress([bare], "Bringing rows together", 1))
    programme = Programme((understood(open_book(io.BytesIO(first), name)),))
    gathered = Gathered(programme)
    checked = check_all(gathered, choose(scope=Scope.VALIDATION), progress)
    at_odds = conflicts(Press("conflicts", "", name, read=Gathered(returns)), progress)
    found = picture(programme)
    listings = (
        overview_listing(programme, found),
        year_listing(programme, found),
        owners_listing(found),
        *map(listing_of, at_odds.sheets),
        returns_listing(sources),
        differences_listing(sources),
    )
    filled = replace(bare, findings=checked.findings, items=found.items, listings=listings)
    (last,) = (workbook_bytes("programme", one) for one in progress([filled], "Writing the programme workbook", 1))
    return last


def _filling(whole: Together) -> Filling:
    thresholds = whole.policy.thresholds
    return Filling(
        rows=whole.rows,
        labels=whole.labels,
        own_lists=whole.own_lists,
        calendar=whole.policy.all(CalendarEntry),
        matrix=thresholds.matrix,
        silences=thresholds.silences,
    )
