"""Which dates the proposed order moves, and the cells into which an owner would put the new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.network import Node
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem
from xl_send.scheduling.proposal.reasons import why_moved
from xl_send.scheduling.solver import Activity
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic


class NewDate(NamedTuple):
    """One cell, the date that stands in it now if any, and the one proposed."""

    record: Record
    field: str
    before: date | None
    after: date

    @property
    def cell(self) -> Cell:
        """Where it is typed."""
        return self.record.at(self.field)


class Move(NamedTuple):
    """What moves: by so many working days, later or (negative) earlier, and what forced it.

    Of a task `old` and `new` are its start, and `old_end` and `new_end` its end; of anything else both are one.
    """

    node: Node
    old: date
    new: date
    old_end: date
    new_end: date
    by: int
    why: str

    @property
    def changes(self) -> Sequence[NewDate]:
        """Every cell whose date would change: what is typed there leaves the row sound by itself.

        A planned task that comes later keeps its planned end, by which its lateness is told, unless it then begins
        after that.
        """
        record = self.node.record
        if not isinstance(record, Diagnostic):
            said = self.node.said_by
            return (NewDate(said, "forecast", getattr(said, "forecast", None), self.new),)
        fields = {"starts": self.new, "forecast_end": self.new_end}
        if record.status is not TaskStatus.PLANNED:
            fields = {"forecast_end": self.new_end}
        elif self.new > record.ends or self.new_end < record.ends:
            fields = {"starts": self.new, "ends": self.new_end}
            fields |= {"forecast_end": self.new_end} if record.forecast_end else {}
        dates = (NewDate(record, name, getattr(record, name), day) for name, day in fields.items())
        return tuple(item for item in dates if item.before != item.after)


def moves(built: ProgrammeProblem, starts: Mapping[str, int]) -> list[Move]:
    """Every move, in the order of the new dates."""
    ordered = [activity for activity in built.problem.activities if activity.name in built.nodes]
    found = [_move(built, starts, activity) for activity in ordered if _is_moved(built, activity, starts)]
    return sorted(found, key=lambda item: (item.new, item.new_end, item.node.id))


def _is_moved(built: ProgrammeProblem, one: Activity, starts: Mapping[str, int]) -> bool:
    """Whether it has a date and gets another; what schools do may also end sooner than it says."""
    node = built.nodes[one.name]
    if one.current is None or one.fixed or node.own is None:
        return False
    ends = built.days.of(node.own) if isinstance(node.record, Diagnostic) else one.current
    return starts[one.name] != one.current or built.last(one.name, starts[one.name]) != max(ends, one.current)


def _move(built: ProgrammeProblem, starts: Mapping[str, int], one: Activity) -> Move:
    node, start, current = built.nodes[one.name], starts[one.name], one.current or 0
    old_end = node.own or date.min
    old = node.record.starts if isinstance(node.record, Diagnostic) else old_end
    last = built.last(one.name, start)
    by = start - current or last - built.days.of(old_end)
    new = old if start == current else built.days.day(start)
    return Move(node, old, new, old_end, built.days.day(last), by, why_moved(built, starts, one))
