"""Leading and Lagging exchanged, so that what leads to what does not fit the types."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import Better, Indicator
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "KP07",
    Severity.QUERY,
    "{id} is called Leading, yet it leads to nothing and {leaders} {lead} to it.{exchanged}",
    "Check the type of {all}. If {id} shows an outcome, it is Lagging. If not, say under Leads to what it leads to.",
    brings=dict.fromkeys(("KP02", "KP03", "KP04"), Reach.CELL),
)
def types_exchanged(programme: Programme) -> Iterator[Hit]:
    """A KPI that others lead to, and that leads to nothing, is a lagging one.

    With its type mistyped, or exchanged for that of the KPI that leads to it, each link between the two contradicts a
    type. That is asked once, at the type.

    **Fails**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Lagging | TRN-K02 |
    | TRN-K02 | <Leading> | |
    | TRN-K03 | Leading | TRN-K02 |

    **Passes**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 |
    | TRN-K02 | Lagging | |
    | TRN-K03 | Leading | |
    | TRN-K04 | Leading | TRN-K05 |
    | TRN-K05 | Leading | TRN-K02 |
    """
    leading: dict[str, list[Kpi]] = {}
    for kpi in programme.each(Kpi):
        if kpi.leads_to and kpi.leads_to != kpi.id:
            leading.setdefault(kpi.leads_to, []).append(kpi)
    for kpi in programme.each(Kpi):
        leaders = leading.get(kpi.id, ())
        unrated = kpi.better is Better.CONTEXT
        if not leaders or kpi.type is not Indicator.LEADING or kpi.leads_to or unrated:
            continue
        lagging = [one for one in leaders if one.type is Indicator.LAGGING]
        names = every_name([one.id for one in leaders])
        yield hit(
            kpi.at("type"),
            *(Related(one.at("type"), "the type of what leads to it") for one in leaders),
            id=kpi.id,
            leaders=names,
            lead="lead" if len(leaders) > 1 else "leads",
            exchanged=_exchanged(kpi, lagging[0]) if len(lagging) == 1 else "",
            all=every_name([kpi.id, *(one.id for one in (lagging or leaders))]),
        )


def _exchanged(kpi: Kpi, other: Kpi) -> str:
    return f" {other.id} is called Lagging: the types of {kpi.id} and {other.id} seem to have been exchanged."
