"""KPIs that are parts of another: totals and what they are made of."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import amount, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import Unit
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


@rule(
    "KP92",
    Severity.QUERY,
    "{id} is {value} at {day}, more than the {whole} of {total}, of which it is a part.",
    "Look up both figures: one is mistyped or of another row. If {id} is no part of {total}, clear Part of.",
    brings=dict.fromkeys(("WM02", "UN23", "UN25", "KP90"), Reach.CELL),
)
def part_larger_than_its_total(programme: Programme) -> Iterator[Hit]:
    """A part is no more than the total that it is a part of, on the same day.

    A board adds up what it reads. Asked of counts and amounts that are measured in the same way.

    **Fails**

    KPIs:
    | ID | Part of |
    | --- | --- |
    | TRN-K01 | |
    | TRN-K02 | TRN-K01 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 158 |
    | TRN-K02 | 31 Oct 2026 | <178> |

    **Passes**

    KPIs:
    | ID | Unit | Part of |
    | --- | --- | --- |
    | TRN-K01 | Count | |
    | TRN-K02 | Count | TRN-K01 |
    | TRN-K03 | Score | |
    | TRN-K04 | Score | TRN-K03 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 150 |
    | TRN-K01 | 31 Oct 2026 | 158 |
    | TRN-K02 | 31 Oct 2026 | 158 |
    | TRN-K03 | 31 Oct 2026 | 3.1 |
    | TRN-K04 | 31 Oct 2026 | 3.4 |
    """
    known = series(programme)
    for kpi, figures in known.items():
        total = programme.kpis.get(kpi.part_of or "")
        if total is None or kpi.unit not in _ADDED_UP or (total.unit, total.measures) != (kpi.unit, kpi.measures):
            continue
        wholes = {one.day: one for one in known.get(total, ())}
        for one in figures:
            whole = wholes.get(one.day)
            if whole and one.value > whole.value >= 0:
                yield hit(
                    one.row.at("value"), Related(whole.row.at("value"), "the total"),
                    Related(kpi.at("part_of"), "a part"), id=kpi.id, total=total.id, day=one.day,
                    value=amount(kpi.unit, one.value),
                    whole=amount(kpi.unit, whole.value),
                )  # fmt: skip


_ADDED_UP = frozenset({Unit.COUNT, Unit.POUNDS})
_RATIO = Pattern(
    r"(?i)\b(?:([A-Z]{2,5})-)?K(\d{2})\b ?"
    r"(?:/|\u00f7|divided by|over|out of|as an? (?:share|percentage|proportion|%) of) ?"
    r"\b(?:([A-Z]{2,5})-)?K(\d{2})\b"
)
# A share is written to a whole percent, any other figure to a hundredth of itself.
_OF_A_SHARE, _OF_ITSELF = 0.0101, 0.011


@rule(
    "KP90",
    Severity.QUERY,
    "{value} at {day} is not {parts}, as the Definition of {id} says: {first} / {second} is {ratio}.",
    "{round}Look up all three figures: one of them is of another day, mistyped or worked out otherwise.",
)
def ratio_unlike_its_parts(programme: Programme) -> Iterator[Hit]:
    """A KPI that is one KPI divided by another is what their figures of the same day give.

    Where the three do not go together, one of them is wrong, and a board sees which only if somebody divides. Asked
    where the Definition names two KPIs, in full or in short, as "K02 / K01", and both have a figure of the day. Up to
    a whole percent it is rounding.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Places | Count | |
    | TRN-K02 | Children on roll | Count | |
    | TRN-K03 | Places filled | Percent | K02 / K01 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 188 |
    | TRN-K02 | 30 Sep 2026 | 168 |
    | TRN-K03 | 30 Sep 2026 | <112%> |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Places | Count | |
    | TRN-K02 | Children on roll | Count | |
    | TRN-K03 | Places filled | Percent | TRN-K02 / TRN-K01 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 188 |
    | TRN-K02 | 30 Sep 2026 | 168 |
    | TRN-K03 | 30 Sep 2026 | 89% |
    | TRN-K03 | 31 Oct 2026 | 93% |
    """
    known = series(programme)
    for kpi in known:
        said = _RATIO.search(kpi.definition or "")
        if said is None:
            continue
        names = f"{said[1] or kpi.workstream}-K{said[2]}".upper(), f"{said[3] or kpi.workstream}-K{said[4]}".upper()
        over, under = (programme.kpis.get(name) for name in names)
        if over is None or under is None or over is under or kpi in (over, under):
            continue
        tops = {one.day: one for one in known.get(over, ())}
        bottoms = {one.day: one for one in known.get(under, ())}
        for one in known[kpi]:
            top, bottom = tops.get(one.day), bottoms.get(one.day)
            if top is None or bottom is None or not bottom.value:
                continue
            ratio = top.value / bottom.value
            if abs(one.value - ratio) <= _room(kpi, ratio):
                continue
            turned = bool(ratio) and abs(one.value - 1 / ratio) <= _room(kpi, 1 / ratio)
            cells = [Related(part.row.at("value"), name) for part, name in ((top, names[0]), (bottom, names[1]))]
            yield hit(
                one.row.at("value"), *cells, value=amount(kpi.unit, one.value), day=one.day, id=kpi.id,
                parts=f"{names[0]} / {names[1]}", first=amount(over.unit, top.value),
                second=amount(under.unit, bottom.value), ratio=amount(kpi.unit, round(ratio, 3)),
                round="It was divided the other way round. " if turned else "",
            )  # fmt: skip


def _room(kpi: Kpi, ratio: float) -> float:
    return _OF_A_SHARE if kpi.unit is Unit.PERCENT else abs(ratio) * _OF_ITSELF
