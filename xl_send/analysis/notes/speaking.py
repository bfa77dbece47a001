"""The texts of a workbook that tell how things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission, once_per_programme

_SPEAKING: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("purpose", "reason", "progress", "next_period"),
    Milestone: ("commentary", "help_needed", "done_when", "evidence"),
    Kpi: ("commentary", "help_needed"),
    Risk: ("name", "mitigation", "controls", "outcome"),
    LogEntry: ("what", "otherwise", "outcome"),
    Interdependency: ("note",),
    MoneyLine: ("note",),
    Actual: ("note",),
}


def speaking_texts(submission: Submission) -> Iterator[tuple[Record, str, str]]:
    """Each filled text with its record and the name of its field: reasons, commentaries, risks, decisions, Notes."""
    if submission.cover.reason:
        yield submission.cover, "reason", submission.cover.reason
    for kind, names in _SPEAKING.items():
        for record in submission.all(kind):
            for name in names:
                text = getattr(record, name, None)
                if text:
                    yield record, name, text


@once_per_programme
def speaking_texts_of_each(programme: Programme) -> Sequence[Sequence[tuple[Record, str, str]]]:
    """Those texts of each workbook, gathered once for all who ask."""
    return [list(speaking_texts(submission)) for submission in programme.submissions]
