"""KPIs against what was expected of them at the milestones, early warnings, and figures for context."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.board_pack.charts.kpi_paths import kpi_paths
from xl_send.board_pack.material import Material
from xl_send.board_pack.sections.kpi_rows import CONTEXT_HEADINGS, HEADINGS, context_row, kpi_row
from xl_send.board_pack.values import Section, SectionPart, Table
from xl_send.board_pack.wording import filled, sentence
from xl_send.results import Item, Status
from xl_send.workbook.sheets.choices import Indicator
from xl_send.workbook.sheets.kpis import Kpi

Rated = tuple[Item, Kpi]

_AGAINST = (
    "Each figure is held against what was expected of it at the milestones passed by then, not against its target."
)
_TRAVEL = "Improving is nearer to what the programme means to reach than the figure before, worsening further from it."
_NOT_RATED = (
    "These figures are shown so that the others can be understood. They are not rated: a rise or a fall is neither "
    "good nor bad in itself."
)


def kpis(material: Material) -> Section:
    """Every KPI, Leading before Lagging, by workstream; early warnings first and context figures last."""
    every = material.rated(Kpi)
    rated = [item for item in every if item[0].status is not Status.CONTEXT]
    context = [item for item in every if item[0].status is Status.CONTEXT]
    if not every:
        return Section("kpis", "KPIs", (SectionPart(sentences=(material.none("No KPI is rated.", Kpi),)),))
    told = filled(*((_AGAINST, _TRAVEL) if rated else ()), _hidden(material))
    codes = dict.fromkeys(row.workstream for _, row in rated)
    tables = (_of_workstream(material, code, rated) for code in codes)
    parts = (
        SectionPart(sentences=told), *_warnings(material, rated), *kpi_paths(material, rated), *tables,
        *_context(material, context),
    )  # fmt: skip
    return Section("kpis", "KPIs", parts)


def _hidden(material: Material) -> str:
    """What stands in place of small counts, where any is hidden."""
    fewer = material.shown.fewer
    return f"Counts of children are hidden where they are {fewer}." if material.shown.guarded else ""


def _warnings(material: Material, rated: Sequence[Rated]) -> tuple[SectionPart, ...]:
    """Leading KPIs that are Red or Amber while the KPI they lead to is still Green."""
    points = tuple(_warning(material, *item) for item in rated if item[0].rating.facts.get("early_warning"))
    return (SectionPart("Early warnings", points=points),) if points else ()


def _warning(material: Material, item: Item, row: Kpi) -> str:
    lagging = row.leads_to or ""
    name = material.kpi_names.get(lagging) or lagging
    now = f"{row.name or row.id} ({row.id}) is {item.status.value}"
    return sentence(f"{now}, while the KPI it leads to, {name} ({lagging}), is still Green")


def _of_workstream(material: Material, code: str, rated: Sequence[Rated]) -> SectionPart:
    own = [item for item in rated if item[1].workstream == code]
    own.sort(key=lambda item: item[1].type is not Indicator.LEADING)
    caption = f"KPIs of {material.stream_name(code) or code}, leading before lagging"
    rows = tuple(kpi_row(material, *item) for item in own)
    return SectionPart(f"KPIs: {material.stream(code)}", tables=(Table(caption, HEADINGS, rows),))


def _context(material: Material, context: Sequence[Rated]) -> tuple[SectionPart, ...]:
    """Figures that are shown and not rated, without colours and without praise or blame."""
    if not context:
        return ()
    rows = tuple(context_row(material, row) for _, row in context)
    table = Table("Figures for context, not rated", CONTEXT_HEADINGS, rows)
    return (SectionPart("Figures for context", sentences=(_NOT_RATED,), tables=(table.trimmed(),)),)
