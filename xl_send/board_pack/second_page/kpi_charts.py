"""Up to four KPIs as pictures: the worst, and those whose shortfall costs most."""

from __future__ import annotations

from xl_send.board_pack.material import KPI_SHEETS, Material, severity
from xl_send.board_pack.pictures.kpi_path import KpiPath, kpi_picture, kpi_plot
from xl_send.board_pack.values import Exhibit, SectionPart, Tag
from xl_send.board_pack.wording import shortened, with_commas
from xl_send.calendar import WorkingDays
from xl_send.rag.context import Measured
from xl_send.rag.rollup.consequence import Consequences
from xl_send.results import Item, Status
from xl_send.value_classes import replace
from xl_send.workbook.sheets.kpis import Kpi

MOST = 4
THIRD = 0.333
_CAPTION = 46
_SHOWN = frozenset({Status.RED, Status.AMBER, Status.GREEN})


def kpi_charts(material: Material, most: int = MOST) -> SectionPart:
    """The pictures. A hidden figure is not among those that are drawn."""
    measured = Measured.of(material.programme)
    exhibits: list[Exhibit] = []
    for item, kpi in sorted(material.rated(Kpi), key=lambda entry: _order(material, entry[0])):
        found = measured.of_record(kpi)
        path = KpiPath.of(kpi, found.shared) if found and item.status in _SHOWN else None
        if path and len(exhibits) < most:
            judged = _judged_before(material, item, kpi, path)
            name = shortened(kpi.name or kpi.id, _CAPTION - len(judged))
            caption = with_commas(material.with_id(name, kpi.id), judged)
            exhibits.append(Exhibit(kpi_picture(path, caption), Tag.of(item.status), THIRD, kpi_plot(path)))
    return SectionPart(
        "KPIs: the worst and those that cost most", exhibits=tuple(_one_legend(exhibits)), drawn_from=KPI_SHEETS
    )


def _judged_before(material: Material, item: Item, kpi: Kpi, path: KpiPath) -> str:
    """Which figure has the colour, where it is not the latest, by which the picture ends."""
    judged = material.shown.judged(kpi, item.rating)
    if judged is None or judged.period_end == path.measured[-1][0]:
        return ""
    return f"judged at {material.shown.actual(kpi, judged)}"


def _one_legend(exhibits: list[Exhibit]) -> list[Exhibit]:
    """The pictures with one legend for all, under the last, of whatever any of them draws."""
    every = dict.fromkeys(entry for exhibit in exhibits for entry in exhibit.picture.legend)
    bare = [replace(exhibit, picture=replace(exhibit.picture, legend=())) for exhibit in exhibits]
    if bare:
        bare[-1] = replace(bare[-1], picture=replace(bare[-1].picture, legend=tuple(every)))
    return bare


def _order(material: Material, item: Item) -> tuple[int, int, int, float]:
    calendar = material.programme.policy.calendar if material.programme.policy else ()
    cost = Consequences(material.programme, WorkingDays.of(calendar)).of(item, item.rating)
    return severity(item), cost.kind, cost.place, -cost.much
