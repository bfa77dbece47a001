"""Which KPIs count children, by what all of their owners say, and which cells may hold a figure of theirs."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Column, Record
from xl_send.workbook.names import name_key, title_key
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Programme

# What stands in place of a text that may hold a small count.
NOT_QUOTED = "[not quoted: it may be a count of children]"

_FIGURES: Mapping[type[Record], frozenset[str]] = {
    Kpi: frozenset({"baseline", "target", "tolerance"}),
    Expectation: frozenset({"expected"}),
    Actual: frozenset({"value", "base"}),
}
# Every column that may hold a figure of a KPI.
FIGURE_COLUMNS = frozenset().union(*_FIGURES.values())
_BY_SHEET = {title_key(record.SHEET.title): names for record, names in _FIGURES.items()}


class Protected(NamedTuple):
    """The KPIs of a programme that may count children: one account that says so, or does not say no, is enough.

    KPIs of one title, whatever their ids, are accounts of one figure. `counts` are those of them that are counts by
    one account at least. A KPI of which a row could not be read is taken to count children.
    """

    children: frozenset[str]
    counts: frozenset[str]
    others: frozenset[str]

    @classmethod
    def of(cls, programme: Programme) -> Protected:
        """What the workbooks of a programme say together."""
        kpis = list(programme.each(Kpi))
        unread = {row.id for found in programme.submissions for row in found.unread_rows if row.record is Kpi}
        children = {kpi.id for kpi in kpis if kpi.counts_children is not False} | unread
        titles = {name_key(kpi.name) for kpi in kpis if kpi.name and kpi.id in children} - {""}
        children |= {kpi.id for kpi in kpis if kpi.name and name_key(kpi.name) in titles}
        counts = {kpi.id for kpi in kpis if kpi.unit is Unit.COUNT and kpi.id in children}
        return cls(frozenset(children), frozenset(counts), frozenset(kpi.id for kpi in kpis) - children)

    def quoted(self, cell: Cell, column: Column, text: str) -> str:
        """The text of a cell that is no figure, unless it may tell one of children that is protected."""
        if column.name not in _BY_SHEET.get(title_key(cell.sheet), ()):
            return text
        return text if self._is_other(cell.record.partition(" ")[0]) else NOT_QUOTED

    def _is_other(self, kpi: str) -> bool:
        """Whether a KPI counts no children by any account; of a row that names none, whether no KPI does."""
        return kpi in self.others or (kpi not in self.children and bool(self.others) and not self.children)
