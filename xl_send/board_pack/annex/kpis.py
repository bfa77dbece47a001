"""KPIs against what was expected of them at the milestones, early warnings, and figures for context."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.board_pack.annex.kpi_rows import CONTEXT_HEADINGS, HEADINGS, context_row, kpi_row
from xl_send.board_pack.material import KPI_SHEETS, Material
from xl_send.board_pack.values import PackPage, PackTable, SectionPart
from xl_send.board_pack.wording import filled
from xl_send.results import Item, Status
from xl_send.words import sentence
from xl_send.workbook.sheets.choices import Indicator
from xl_send.workbook.sheets.kpis import Kpi

RatedKpi = tuple[Item, Kpi]

_AGAINST = (
    "Each figure is held against what was expected of it at the milestones passed by then, not against its target."
)
_NOT_RATED = "Shown so that the others can be understood: a rise or a fall is neither good nor bad in itself."


def kpis(material: Material) -> PackPage:
    """Every KPI, Leading before Lagging, by workstream; early warnings first and context figures last."""
    every = material.rated(Kpi)
    rated = [entry for entry in every if entry[0].status is not Status.CONTEXT]
    context = [entry for entry in every if entry[0].status is Status.CONTEXT]
    if not every:
        return PackPage("kpis", "KPIs", (SectionPart(sentences=(material.none("No KPI is rated.", Kpi),)),))
    parts = (_all(material, rated), *_context(material, context))
    return PackPage("kpis", "KPIs", tuple(part for part in parts if not part.empty))


def _all(material: Material, rated: Sequence[RatedKpi]) -> SectionPart:
    if not rated:
        return SectionPart()
    codes = list(dict.fromkeys(row.workstream for _, row in rated))
    ordered = sorted(
        rated, key=lambda entry: (codes.index(entry[1].workstream), entry[1].type is not Indicator.LEADING)
    )
    rows = tuple(kpi_row(material, *entry) for entry in ordered)
    table = PackTable("KPIs by workstream, leading before lagging", HEADINGS, rows).trimmed()
    points = tuple(_warning(material, *entry) for entry in rated if entry[0].rating.facts.get("early_warning"))
    return SectionPart(sentences=(_AGAINST,), points=filled(*points), tables=(table,), drawn_from=KPI_SHEETS)


def _warning(material: Material, item: Item, row: Kpi) -> str:
    """A Leading KPI that is Red or Amber while the KPI it leads to is still Green."""
    lagging = row.leads_to or ""
    if lagging in material.hidden_ids:
        return ""
    leads = material.with_id(material.kpi_names.get(lagging, ""), lagging)
    return sentence(f"Early warning: {row.id} is {item.status.value}, while what it leads to, {leads}, is still Green")


def _context(material: Material, context: Sequence[RatedKpi]) -> tuple[SectionPart, ...]:
    """Figures that are shown and not rated, without colours and without praise or blame."""
    if not context:
        return ()
    rows = tuple(context_row(material, row) for _, row in context)
    table = PackTable("Figures for context, not rated", CONTEXT_HEADINGS, rows)
    return (
        SectionPart("Figures for context", sentences=(_NOT_RATED,), tables=(table.trimmed(),), drawn_from=KPI_SHEETS),
    )
