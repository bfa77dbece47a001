"""People and teams week by week: how much of each is planned, and how much there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.use_of_people import Use
from xl_send.datasets.dataset import DataRow, Dataset, date_field, number_field, text_field, whole
from xl_send.rag.context import Measured
from xl_send.workbook.submissions import Programme

FIELDS = (
    text_field("who", "The person or team, as the first line that names it does."),
    date_field("week", "The Monday of a calendar week."),
    number_field("planned", "What is planned of it in that week, over all workstreams.", "FTE"),
    number_field("available", "The whole capacity, the lowest that any line gives; blank where none does.", "FTE"),
    number_field("share", "Planned over available; blank where that is not known or nought.", "share of 1"),
    whole("lines", "How many resource lines count in that week."),
    text_field("workstreams", "The codes of the workstreams that they are for."),
)
# Lines that end in a far future are told so many weeks.
_MOST_WEEKS = 520


def resource_weeks(programme: Programme) -> Dataset:
    """One row for each person or team and week in which a resource line counts; paused work does not."""
    measured = Measured.of(programme)
    first = next(iter(measured.by_workbook.values()), None)
    uses = first.shared.known.use if first else {}
    rows = [row for use in uses.values() for row in _weeks(use)]
    description = "One row for each person or team and week: what is planned of it and what there is."
    return Dataset("resource_weeks", description, FIELDS, ("who", "week"), rows)


def _weeks(use: Use) -> Iterator[DataRow]:
    for stretch in use.stretches:
        for number_of_week in range(min(stretch.weeks, _MOST_WEEKS)):
            yield {
                "who": use.who,
                "week": stretch.first + timedelta(weeks=number_of_week),
                "planned": stretch.fte,
                "available": use.available,
                "share": round(stretch.fte / use.available, 9) if use.available else None,
                "lines": len(stretch.lines),
                "workstreams": ", ".join(sorted({line.workstream for line in stretch.lines})),
            }
