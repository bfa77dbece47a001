"""KPIs against what was expected of them at the milestones, early warnings, and figures for context."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.model.benefits import Kpi
from xl_send.model.choices import Indicator
from xl_send.rating.items import Item, Status
from xl_send.report.kpi_paths import kpi_paths
from xl_send.report.kpi_rows import CONTEXT_HEADINGS, HEADINGS, context_row, kpi_row
from xl_send.report.material import Material
from xl_send.report.values import Part, Section, Table
from xl_send.report.wording import filled, sentence

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
    rated = [one for one in every if one[0].status is not Status.CONTEXT]
    context = [one for one in every if one[0].status is Status.CONTEXT]
    if not every:
        return Section("kpis", "KPIs", (Part(sentences=("No KPI is rated.",)),))
    told = filled(*((_AGAINST, _TRAVEL) if rated else ()), _hidden(material))
    codes = dict.fromkeys(row.workstream for _, row in rated)
    tables = (_of_workstream(material, code, rated) for code in codes)
    parts = (
        Part(sentences=told), *_warnings(material, rated), *kpi_paths(material, rated), *tables,
        *_context(material, context),
    )  # fmt: skip
    return Section("kpis", "KPIs", parts)


def _hidden(material: Material) -> str:
    """What stands in place of small counts, where any is hidden."""
    fewer = material.shown.fewer
    return f"Counts of children are hidden where they are {fewer}." if material.shown.guarded else ""


def _warnings(material: Material, rated: Sequence[Rated]) -> tuple[Part, ...]:
    """Leading KPIs that are Red or Amber while the KPI they lead to is still Green."""
    points = tuple(_warning(material, *one) for one in rated if one[0].verdict.facts.get("early_warning"))
    return (Part("Early warnings", points=points),) if points else ()


def _warning(material: Material, item: Item, row: Kpi) -> str:
    lagging = row.leads_to or ""
    name = material.kpi_names.get(lagging) or lagging
    now = f"{row.name or row.id} ({row.id}) is {item.status.value}"
    return sentence(f"{now}, while the KPI it leads to, {name} ({lagging}), is still Green")


def _of_workstream(material: Material, code: str, rated: Sequence[Rated]) -> Part:
    own = [one for one in rated if one[1].workstream == code]
    own.sort(key=lambda one: one[1].type is not Indicator.LEADING)
    caption = f"KPIs of {material.stream_name(code) or code}, leading before lagging"
    rows = tuple(kpi_row(material, *one) for one in own)
    return Part(f"KPIs: {material.stream(code)}", tables=(Table(caption, HEADINGS, rows),))


def _context(material: Material, context: Sequence[Rated]) -> tuple[Part, ...]:
    """Figures that are shown and not rated, without colours and without praise or blame."""
    if not context:
        return ()
    rows = tuple(context_row(material, row) for _, row in context)
    table = Table("Figures for context, not rated", CONTEXT_HEADINGS, rows)
    return (Part("Figures for context", sentences=(_NOT_RATED,), tables=(table.trimmed(),)),)
