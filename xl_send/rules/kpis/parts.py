"""KPIs that are parts of another: totals and what they are made of."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "KP81",
    Severity.ERROR,
    "{id} is part of {total}, which is part of {id}{way}.",
    "Name the total that it is a part of, or clear Part of where it is the total.",
)
def part_of_its_own_part(programme: Programme) -> Iterator[Hit]:
    """A KPI is a part of another one, and no total is a part of its own parts.

    Small numbers of children are hidden by what is a part of what; of a loop nobody can say which is the total.

    **Fails**

    KPIs:
    | ID | Part of |
    | --- | --- |
    | TRN-K01 | <TRN-K02> |
    | TRN-K02 | <TRN-K03> |
    | TRN-K03 | <TRN-K01> |
    | TRN-K04 | TRN-K02 |

    **Passes**

    KPIs:
    | ID | Part of |
    | --- | --- |
    | TRN-K01 | |
    | TRN-K02 | TRN-K01 |
    | TRN-K03 | TRN-K02 |
    | TRN-K04 | TRN-K02 |
    """
    for kpi in programme.each(Kpi):
        above = _totals_above(programme, kpi)
        if kpi.id in above[1:]:
            total, *others = above[: above.index(kpi.id)]
            cells = [Related(programme.kpis[one].at("part_of"), "what this is part of") for one in (total, *others)]
            way = f", through {first_few(others)}" if others else ""
            yield hit(kpi.at("part_of"), *cells, id=kpi.id, total=total, way=way)


def _totals_above(programme: Programme, kpi: Kpi) -> list[str]:
    """The total that a KPI is a part of, that one's, and so on, up to the first that was met before."""
    above: list[str] = []
    total = kpi.part_of
    while total and total not in above:
        above.append(total)
        known = programme.kpis.get(total)
        total = known.part_of if known else None
    return above


@rule(
    "KP82",
    Severity.QUERY,
    "{id} is part of {total}, but is counted in {unit} and {total} in {other}.",
    "Correct the unit, or clear Part of: what is counted otherwise adds up to nothing.",
)
def part_counted_otherwise(programme: Programme) -> Iterator[Hit]:
    """A part is counted in the unit of its total.

    A share of children and a number of children do not add up, though both speak of the same children.

    **Fails**

    KPIs:
    | ID | Unit | Part of |
    | --- | --- | --- |
    | TRN-K01 | Count | |
    | TRN-K02 | Days | <TRN-K01> |

    **Passes**

    KPIs:
    | ID | Unit | Part of |
    | --- | --- | --- |
    | TRN-K01 | Count | |
    | TRN-K02 | Count | TRN-K01 |
    | TRN-K03 | Days | |
    """
    for kpi in programme.each(Kpi):
        total = programme.kpis.get(kpi.part_of or "")
        if total is not None and total.unit is not kpi.unit:
            units = (Related(item.at("unit"), "its unit") for item in (kpi, total))
            yield hit(kpi.at("part_of"), *units, id=kpi.id, total=total.id, unit=kpi.unit.value, other=total.unit.value)
