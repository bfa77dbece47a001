"""What is off track and left at that: rows that nobody has looked at for a term, reasons without a way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import OFF_TRACK, is_active, is_stopped
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.assumptions import EARLIEST_LIKELY
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

# A term without a look at it.
MONTHS, HALF_A_YEAR = timedelta(days=92), timedelta(days=183)
# A day, a month, a season or a meeting; the id of a row, which has them; or a figure.
_GIVES_SOMETHING = Pattern(
    rf"(?i)\d|\b(?:{MONTH_NAMES}|spring|summer|autumn|winter|easter|christmas|half-?terms?|terms?|new year"
    r"|(?:mon|tues|wednes|thurs|fri)day|tomorrow|(?:next|this|each|every) (?:week|month|quarter|year)|meetings?|board"
    r"|cabinet|forum|committee|panel|fortnight|weekly|monthly)\b"
)


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


@rule(
    "WM12",
    Severity.QUERY,
    "{id} is reported Red, and Reason and path to green gives no day, figure or row.",
    "Say why it is Red, who does what about it, and by when. Without a date it is no path.",
)
def off_track_without_a_way_back(programme: Programme) -> Iterator[Hit]:
    """A workstream that is Red says what brings it back, and by when.

    Confidence and hard work are no plan. Asked where the reason holds no figure, day, month, term or meeting, and no id
    of a row that gives one. A blank reason is told of by itself.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | <A challenging period. The team is working very hard and we are confident.> |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Three posts stand empty; the lead advertises again in January. |
    | OUT | Green | The team is working very hard. |
    | EHP | Red | Waits for TRN-M04. |
    | SUF | Amber | The team is working very hard. |
    """
    for stream in programme.each(Workstream):
        reason = stream.reason or ""
        is_red = stream.reported is Rag.RED and not is_stopped(programme, stream)
        if is_red and reason and not _GIVES_SOMETHING.search(reason):
            yield hit(stream.at("reason"), Related(stream.at("reported"), "the colour"), id=stream.code)
