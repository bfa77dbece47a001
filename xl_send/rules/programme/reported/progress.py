"""What workstreams report: progress said, colours worse than computed, and rows that nobody has touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.figures import points
from xl_send.analysis.words.phrases import says_all_is_well, says_finished, says_nothing
from xl_send.findings import Severity
from xl_send.rag.kpis.shortfalls import shortfall
from xl_send.results import Item
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.gaps import gaps, in_how_many
from xl_send.rules.reported import deciding_cells, items_with, steps_worse
from xl_send.workbook.sheets.choices import Rag, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme


def _under_way(programme: Programme) -> Iterator[Workstream]:
    """Workstreams that are being worked on, in workbooks that were returned before."""
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        if as_at is None or submission.cover.previous is None:
            continue
        for stream in submission.all(Workstream):
            begun = stream.starts is not None and stream.starts < as_at
            over = stream.ends is not None and stream.ends < as_at
            if begun and not over and stream.state is State.ACTIVE and not stream.without_return:
                yield stream


@rule(
    "CM11",
    Severity.QUERY,
    "{column} {fault}{rows}.",
    "Say it in a sentence or two: a board reads this before anything else.",
)
def progress_untold(programme: Programme) -> Iterator[Hit]:
    """A workstream that is under way says what was done since the last return, and what will be done next.

    A colour does not tell a board what it got for its money. A first return is not asked, nor what was done by a
    workstream that began since the last, nor what is next in one that ends within a month. Many blanks are told once.

    **Fails**

    Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    Workstreams:
    | Code | Progress since last time | Next period |
    | --- | --- | --- |
    | TRN | <> | Open the trial |
    | OUT | The north opened | <> |
    | EHP | <As before> | Open the trial |

    **Passes**

    Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    Workstreams:
    | Code | Progress since last time | Next period | State | Starts | Ends |
    | --- | --- | --- | --- | --- | --- |
    | TRN | Six schools chosen | Open the trial | | 1 Sep 2026 | 31 Aug 2027 |
    | OUT | | | Paused | 1 Sep 2026 | 31 Aug 2027 |
    | EHP | | | | 13 Nov 2026 | 31 Aug 2027 |
    | STA | | | | 1 Sep 2025 | 12 Nov 2026 |
    | WFD | | Open the trial | | 5 Oct 2026 | 31 Aug 2027 |
    | SUF | Report signed off | | | 1 Sep 2025 | 11 Dec 2026 |

    first.xlsx Workstreams:
    | Code | Progress since last time | Next period |
    | --- | --- | --- |
    | WFD | | |
    """
    streams = list(_under_way(programme))
    for submission in programme.submissions:
        own = [stream for stream in streams if stream.workbook == submission.workbook]
        for name, begun in (("progress", True), ("next_period", False)):
            asked = [stream for stream in own if _has_to_tell(programme, stream, begun=begun)]
            for cell, rows in gaps(submission, asked, name):
                yield hit(cell, column=cell.column, fault="is blank", rows=in_how_many(rows, "workstream"))
            for stream in asked:
                text = getattr(stream, name)
                if text and says_nothing(text):
                    fault, cell = f'says only "{text.rstrip(" .") or text}"', stream.at(name)
                    yield hit(cell, column=cell.column, fault=fault, rows="")


def _has_to_tell(programme: Programme, stream: Workstream, *, begun: bool) -> bool:
    """Whether a workstream was under way at the last return (`begun`), or will be a month from now."""
    previous, as_at = programme.of(stream).cover.previous, programme.as_at(stream)
    if begun:
        return not (stream.starts and previous and stream.starts >= previous)
    return not (stream.ends and as_at and stream.ends - as_at <= A_MONTH)


_TWO_STEPS = 2
A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=31)


@rule(
    "WM11",
    Severity.QUERY,
    "Reported {reported}, but computed only {computed}: {reason}.",
    "Check what it is computed from: a date, figure or score may be mistyped, cleared or left out. If all are right "
    "and the owner knows of more, explain this finding.",
)
def reported_worse_than_computed(programme: Programme) -> Iterator[Hit]:
    """What an owner reports as off track is off track by its dates, figures or scores too.

    An owner may well know more than they tell. But where a plan date was typed over, a score mistyped or the latest
    figure cleared, the owner's colour is all that still shows the trouble. Red of a computed Green is a query, one step
    is advice. Amber of a milestone that is a few days late is an owner's care, and not asked about unless it is to be
    back to green a week after its forecast, or later; nor is that of one whose commentary says why, unless it is to be
    back to green no sooner than on the day of its forecast: by its dates it never was anything else. Red of one that
    is to be back to green by the day on which it is expected is advice: the day still holds by the owner's own word.
    Amber of a KPI is not asked about where its latest figure is short of what is expected by now, or within the month
    by an owner who says why and by when it is green again; nor
    is the colour that a later figure would earn.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-M01 | 5 Feb 2027 | 5 Feb 2027 | <Red> |
    | TRN-M02 | 5 Feb 2027 | 5 Feb 2027 | <Amber> |

    Risks:
    | ID | Likelihood | Impact | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-R01 | 4 | 1 | <Red> |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Back to green by | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | <Amber> | 11 Dec 2026 | The board of November was cancelled |
    | TRN-M02 | 4 Dec 2026 | 4 Dec 2026 | <Amber> | 18 Dec 2026 | The committee has asked for one more survey |
    | TRN-M03 | 4 Dec 2026 | 8 Dec 2026 | <Amber> | 22 Dec 2026 | Two locums left in October |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 | Red | |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | Green | |
    | TRN-M03 | 11 Dec 2026 | 11 Dec 2026 | | |
    | TRN-M04 | 11 Dec 2026 | 11 Dec 2026 | Red | Paused |
    | TRN-M05 | 11 Dec 2026 | 18 Dec 2026 | Amber | |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Back to green by | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 16 Jul 2027 | 16 Jul 2027 | Amber | 26 Mar 2027 | Holds only if the backlog is gone by February |
    | TRN-M02 | 16 Jul 2027 | 16 Jul 2027 | Amber | | Two of four schools have not signed yet |

    **Passes**

    KPIs:
    | ID | Reported RAG | Commentary | Back to green by |
    | --- | --- | --- | --- |
    | TRN-K01 | Amber | | |
    | TRN-K02 | Amber | Twelve nurseries begin after the holidays | 15 Jan 2027 |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | | 9 Oct 2026 |
    | TRN-M02 | 13 Nov 2026 | 13 Nov 2026 | |
    | TRN-M03 | 14 Dec 2026 | 14 Dec 2026 | |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 110 |
    | TRN-K01 | TRN-M02 | 130 |
    | TRN-K02 | TRN-M01 | 110 |
    | TRN-K02 | TRN-M03 | 130 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 120 |
    | TRN-K02 | 31 Oct 2026 | 120 |

    **Passes**

    KPIs:
    | ID | Measures | Year basis | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-K01 | Period | Academic | Amber |

    Milestones:
    | ID | Baseline date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 121 |
    | TRN-K01 | 31 Oct 2026 | 115 |
    """
    for row, item in _rated(programme):
        steps, facts = steps_worse(row.reported, item.status), item.rating.facts
        if not steps or not row.reported:
            continue
        if facts.get("later_status") == row.reported.value:  # which is told of the later figure
            continue
        late_green = _is_green_too_late(row)
        late = facts.get("late") and not _is_green_after(row, A_WEEK)
        known = row.reported is Rag.AMBER and (late or _is_short_by_now(programme, row, item))
        careful = known or (row.reported is Rag.AMBER and _says_why(row) and not late_green)
        if not careful:
            yield hit(
                row.at("reported"),
                *deciding_cells(item.rating),
                severity=None if (steps >= _TWO_STEPS and not _in_hand(row)) or late_green else Severity.ADVICE,
                reported=row.reported.value,
                computed=item.status.value,
                reason=item.rating.reason,
            )


def _says_why(row: Milestone | Kpi | Risk) -> bool:
    """Whether the commentary of a milestone says something of it, and not that all is well."""
    text = row.commentary if isinstance(row, Milestone) else None
    return bool(text) and not (says_nothing(text) or says_all_is_well(text) or says_finished(text))


def _is_green_too_late(row: Milestone | Kpi | Risk) -> bool:
    """Whether a milestone is to be back to green no sooner than its forecast: its dates say that it always was."""
    return _is_green_after(row, timedelta())


def _is_green_after(row: Milestone | Kpi | Risk, time: timedelta) -> bool:
    """Whether a milestone is to be back to green so long after its forecast, or later."""
    if not isinstance(row, Milestone):
        return False
    return bool(row.back_to_green and row.forecast and row.back_to_green >= row.forecast + time)


def _in_hand(row: Milestone | Kpi | Risk) -> bool:
    """Whether a milestone is in danger, by its own words, and to be out of it by the day of its forecast."""
    if not isinstance(row, Milestone) or not row.commentary:
        return False
    return bool(row.back_to_green and row.forecast and row.back_to_green <= row.forecast)


def _is_short_by_now(programme: Programme, row: Milestone | Kpi | Risk, item: Item) -> bool:
    """Whether a KPI's latest figure is short of what is expected by the as at date, or soon, as its owner says."""
    facts, as_at = item.rating.facts, programme.as_at(row)
    told = facts.get("latest_date") or facts.get("actual_date")
    figure = facts.get("actual") if facts.get("latest") is None else facts["latest"]
    if not (isinstance(row, Kpi) and isinstance(told, date) and isinstance(figure, float | int) and as_at):
        return False
    soon = as_at + A_MONTH if row.commentary and row.back_to_green else as_at
    due = [point for point in points(programme).get(row, ()) if told < point.day <= soon]
    return any(shortfall(row, point.value, figure) > 0 for point in due)


def _rated(programme: Programme) -> Iterator[tuple[Milestone | Kpi | Risk, Item]]:
    yield from items_with(programme, Milestone)
    yield from items_with(programme, Kpi)
    yield from items_with(programme, Risk)
