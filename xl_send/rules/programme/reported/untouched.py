"""Rows off track that nobody has looked at for a term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import OFF_TRACK, is_active
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.assumptions import EARLIEST_LIKELY
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.submissions import Programme

# A term without a look at it.
MONTHS, HALF_A_YEAR = timedelta(days=92), timedelta(days=183)


@rule(
    "MQ21",
    Severity.QUERY,
    "Reported {colour}, and last looked at on {updated}.",
    "Look at it again with its owner: is it still {colour}, and has what was promised been done? Give the date.",
)
def off_track_and_untouched(programme: Programme) -> Iterator[Hit]:
    """A milestone that is reported Amber or Red has been looked at within the last 92 days.

    A path to green that nobody has walked for a term leads nowhere. One half a year ahead, of which something is said,
    is not asked about.

    **Fails**

    Milestones:
    | ID | Reported RAG | Last updated |
    | --- | --- | --- |
    | TRN-M01 | Amber | <12 Aug 2026> |

    **Passes**

    Milestones:
    | ID | Reported RAG | Last updated | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | 13 Aug 2026 | | |
    | TRN-M02 | Green | 12 Aug 2026 | | |
    | TRN-M03 | Amber | 12 Aug 2026 | 12 Aug 2026 | |
    | TRN-M04 | Red | 12 Aug 2026 | | Paused |
    | TRN-M05 | Red | | | |
    """
    for item, as_at in milestones_with_as_at(programme):
        old = item.updated is not None and EARLIEST_LIKELY <= item.updated < as_at - MONTHS
        far = item.forecast is not None and item.forecast - as_at > HALF_A_YEAR and bool(item.commentary)
        if old and item.reported in OFF_TRACK and not (item.actual or far) and is_active(programme, item):
            colour = item.reported or Rag.AMBER
            related = Related(item.at("reported"), "the colour")
            yield hit(item.at("updated"), related, colour=colour.value, updated=item.updated)
