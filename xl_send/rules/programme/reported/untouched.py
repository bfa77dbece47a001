"""What is off track and left at that: not looked at for a term, without a way back, or with words that say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import OFF_TRACK, is_active, is_stopped
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.analysis.words.phrases import says_nothing, says_only_soothing
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.assumptions import EARLIEST_LIKELY
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.rules.programme.reported.commentary import rows_with_words, without_end
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

_COMFORTS = Pattern(
    r"(?i)\b(?:work\w* (?:\w+ )?hard|hard work|(?:closely|actively|being) monitored|monitored (?:closely|actively)"
    r"|confiden\w+|committed|commitment|hopeful|optimistic|momentum|positive|encourag\w+|strong plans"
    r"|will (?:improve|pick up|come right))\b"
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
    "{id} is reported {colour}, and Reason and path to green gives no day, figure or row.",
    "Say why it is {colour}, who does what about it, and by when. Without a date it is no path.",
)
def off_track_without_a_way_back(programme: Programme) -> Iterator[Hit]:
    """A workstream that is Red or Amber says what brings it back, and by when.

    Confidence and hard work are no plan. Asked where the reason holds no figure, day, month, term or meeting, and no id
    of a row that gives one; of an Amber where it comforts: confidence, commitment, hard work, a close watch. A blank
    reason is told of by itself.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | <A challenging period. The team is working very hard and we are confident.> |
    | SUF | Amber | <The team is working very hard.> |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Three posts stand empty; the lead advertises again in January. |
    | OUT | Green | The team is working very hard. |
    | SUF | Amber | Advice is tight; fixed weeks are being agreed. |
    | EHP | Red | Waits for TRN-M04. |
    """
    for stream in programme.each(Workstream):
        reason = stream.reason or ""
        colour = stream.reported
        if colour is None or colour not in OFF_TRACK or is_stopped(programme, stream) or not reason:
            continue
        bare = colour is Rag.RED or _COMFORTS.search(reason)
        if bare and not _GIVES_SOMETHING.search(reason):
            related = Related(stream.at("reported"), "the colour")
            yield hit(stream.at("reason"), related, id=stream.code, colour=colour.value)


@rule(
    "CM04",
    Severity.QUERY,
    'Reported {colour}, but {column} says only "{text}".',
    "Say why, and what is being done. Sorted or merged, this row must still make sense by itself.",
)
def off_track_with_empty_words(programme: Programme) -> Iterator[Hit]:
    """The commentary on an Amber or a Red says something.

    "As above" and "No change" mean nothing once rows are sorted, or put into a board's report by themselves, and
    progress, hard work and confidence are no reason. What is said under Help needed is said.

    **Fails**

    Milestones:
    | ID | Reported RAG | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Amber | <As above> |
    | TRN-M02 | Red | <TBC> |
    | TRN-M03 | Amber | <Discussions are ongoing.> |
    | TRN-M04 | Amber | <Making good progress. Everyone is working hard and we are confident of the spring> |

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | Amber | <No change.> |

    **Passes**

    Milestones:
    | ID | Reported RAG | Commentary | State | Help needed |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | No change since October: two schools have not signed | | |
    | TRN-M02 | Green | As above | | |
    | TRN-M03 | Amber | As above | Paused | |
    | TRN-M04 | Amber | | | |
    | TRN-M05 | Amber | As above | | Board to press two schools |
    | TRN-M06 | Amber | Good progress, but two schools have not signed | | |
    | TRN-M07 | Red | Working hard to fill 2 posts | | |
    """
    for row, name, text in rows_with_words(programme):
        helped = getattr(row, "help_needed", None)
        empty = says_nothing(text) or says_only_soothing(text)
        if row.reported in OFF_TRACK and row.reported and empty and (not helped or says_nothing(helped)):
            cell = row.at(name)
            colour = Related(row.at("reported"), "the colour")
            yield hit(cell, colour, colour=row.reported.value, column=cell.column, text=without_end(text))
