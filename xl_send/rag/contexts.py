"""The two contexts of every record: its own workbook's, and the programme's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from xl_send.calendar import WorkingDays
from xl_send.network import network_of
from xl_send.rag.context import Context, Figures, Known
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme, Submission


class Contexts(NamedTuple):
    """By what a workbook's records are measured: `own` as its own formulas do, `shared` as the programme does.

    Both take the date of the workbook, unless overridden (status: whose date, whose thresholds).
    """

    own: Context
    shared: Context

    @property
    def agree(self) -> bool:
        """Whether the two are one but for the network, as in a programme of one workbook."""
        return self.own.known is self.shared.known


class Measured(NamedTuple):
    """A programme, and the contexts of each workbook; one without a readable As at has none, and no statuses.

    The workbooks stand in the order of their names, so that nothing rests on the order they were read in.
    """

    programme: Programme
    by_workbook: Mapping[str, Contexts]

    @classmethod
    def of(cls, programme: Programme) -> Measured:
        """The contexts of every workbook of a programme."""
        network = network_of(programme)
        # The network has the workbooks in that order already.
        settled = network.programme
        policy = settled.policy
        if policy is None:
            return cls(settled, {})
        figures = Figures.of(settled)
        dated = [(submission, settled.as_at_override or submission.as_at) for submission in settled.submissions]
        shared = Context(date.min, policy.thresholds, network.axis.days, Known(settled), figures, network)
        return cls(settled, {item.workbook: _contexts(item, day, settled, shared) for item, day in dated if day})

    def of_record(self, record: Record) -> Contexts | None:
        """The contexts of one record, by its workbook."""
        return self.by_workbook.get(record.workbook)


def _working_days(submission: Submission) -> WorkingDays:
    return WorkingDays.of(submission.all(CalendarEntry))


def _contexts(submission: Submission, day: date, programme: Programme, template: Context) -> Contexts:
    shared = template._replace(as_at=day)
    if programme.submissions == (submission,) and programme.policy and programme.policy.submission is submission:
        return Contexts(shared._replace(network=None), shared)
    alone = Known(Programme((submission,), programme.as_at_override))
    own = Context(day, submission.thresholds, _working_days(submission), alone, template.figures)
    return Contexts(own, shared)
