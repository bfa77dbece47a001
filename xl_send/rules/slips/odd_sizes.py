"""Amounts that are far from what they stand beside, and nothing said of it: an outturn, a tolerance."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from xl_send.analysis.figures import amount, figures, readable
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.slips.digits import exchanges
from xl_send.text import pounds
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

FAR_OVER, AT_LEAST = 0.25, 5_000
# A tolerance is some share of the way from baseline to target: hardly a hundredth, hardly more than a quarter.
TINY, TINIEST, USUAL = 1 / 75, 1 / 300, 1 / 4
# What councils often allow, however short the way.
A_POINT, FIVE_POINTS, TWO_OF_THEM, A_TENTH = 0.01, 0.05, 2, 0.1
_SETTLED = Pattern(r"(?i)\d|%|per ?cent|\b(?:half|third|quarter|double|agreed|approved|decided|signed)\b")
_OUT_OF = Pattern(r"\bout of\b|\bper ?cent|\bpercentage\b|\bproportion\b", re.IGNORECASE)


_FOR_SO_MANY = Pattern(r"(?i)\b(?:per|for every|in every) (?:\d|hundred|thousand)")


@rule(
    "MN33",
    Severity.QUERY,
    "{outturn} is forecast against a budget of {budget}, {share} over, and no word says by how much.",
    "{meant}Check both figures. If they are right, say in the Note why, how much it is, and who has agreed to it.",
    brings={"MN31": Reach.ROW},
)
def far_over_its_budget_unexplained(programme: Programme) -> Iterator[Hit]:
    """A line that is forecast to be far over its budget says why.

    Two digits exchanged, or the budget of another line, make an overspend that a board is then asked to pay for. Asked
    of lines without a Note that are over by a quarter and £5,000 or more, where no risk or entry of the log names it;
    and of those with a Note that gives no figure and tells of no agreement, where two digits exchanged would bring the
    forecast near the budget.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 612000 | <958000> | |
    | TRN-F02 | 1012000 | <1804000> | Agency caseworkers cover four vacancies |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 612000 | 598000 | |
    | TRN-F02 | 612000 | 958000 | Two more units, agreed by Schools Forum |
    | TRN-F03 | 612000 | 700000 | |
    | TRN-F04 | 612000 | 958000 | |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | TRN-F04 will be over: every family was asked, not a sample |
    """
    for line in programme.each(MoneyLine):
        over = line.outturn - line.budget
        if line.budget <= 0 or not max(FAR_OVER * line.budget, AT_LEAST) <= over < line.budget * 4:
            continue
        near = [figure for figure in exchanges(line.outturn) if abs(figure - line.budget) <= line.budget / 4]
        told = line.note is not None and (not near or _SETTLED.search(line.note) is not None)
        if told or any(line.id in text for text in _said(programme)):
            continue
        meant = f"Was {pounds(near[0])} meant? " if near else ""
        yield hit(
            line.at("outturn"), Related(line.at("budget"), "the budget"), outturn=pounds(line.outturn),
            budget=pounds(line.budget), share=f"{over / line.budget:.0%}", meant=meant,
        )  # fmt: skip


def _said(programme: Programme) -> Iterator[str]:
    """What the risks and the entries of the log are about."""
    return (text for kind, name in ((LogEntry, "what"), (Risk, "name")) for row in programme.each(kind)
            if (text := getattr(row, name)))  # fmt: skip


@rule(
    "KP84",
    Severity.QUERY,
    "The tolerance of {tolerance} is very small beside the way from {baseline} to {target}.",
    "Was {meant} meant? With so small a tolerance, almost any shortfall is Red.",
    brings={"WM02": Reach.ROW},
)
def tolerance_hardly_anything(programme: Programme) -> Iterator[Hit]:
    """A tolerance leaves some room between Green and Red.

    A nought too many after the point takes Amber away. Asked where it is less than a seventy-fifth of the way from
    baseline to target, and less than one point of a percentage, or a three hundredth of a number or a sum, and ten
    times that would be usual. A tolerance of zero is asked about by itself.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 4% | 75% | <0.5%> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 4% | 75% | 5% |
    | TRN-K02 | Percent | 71% | 100% | 1% |
    | TRN-K03 | Pounds | 61400 | 58500 | 100 |
    | TRN-K04 | Percent | 20% | 100% | 1% |
    | TRN-K05 | Count | 0 | 600 | 5 |
    """
    for kpi in programme.each(Kpi):
        room, start, end = kpi.tolerance, kpi.baseline, kpi.target
        if not room or start is None or end is None or kpi.better is Better.CLOSE or not readable(kpi, room):
            continue
        way = abs(end - start) if readable(kpi, start) and readable(kpi, end) else 0.0
        tiny = TINIEST if kpi.unit in {Unit.COUNT, Unit.POUNDS} else TINY
        a_point = kpi.unit is Unit.PERCENT and room >= A_POINT
        if 0 < room < way * tiny and room * 10 <= way * USUAL and not a_point:
            related = Related(kpi.at("baseline"), "where it starts"), Related(kpi.at("target"), "where it is to go")
            meant = type(room)(room * 10)
            yield hit(
                kpi.at("tolerance"), *related, tolerance=amount(kpi.unit, room), baseline=amount(kpi.unit, start),
                target=amount(kpi.unit, end), meant=amount(kpi.unit, meant),
            )  # fmt: skip


@rule(
    "KP86",
    Severity.QUERY,
    "The tolerance of {tolerance} is half the way from {baseline} to {target}, or more.",
    "Was {meant} meant? A KPI that has come only half as far as it should would still be Amber.",
    brings={"KP15": Reach.CELL, "WM02": Reach.ROW},
)
def tolerance_half_the_way(programme: Programme) -> Iterator[Hit]:
    """A tolerance is a small part of the way from baseline to target.

    A nought too many takes Red away. One as wide as the whole way is told by itself. Five points of a percentage, two
    of a number and a tenth of the target are what many allow, however short the way, and not asked about.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Higher | 0 | 120 | <60> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Higher | 0 | 120 | 30 |
    | TRN-K02 | Count | Close to target | 30 | 20 | 6 |
    | TRN-K03 | Percent | Higher | 88% | 96% | 5% |
    | TRN-K04 | Score | Higher | 3.4 | 3.8 | 0.2 |
    | TRN-K05 | Count | Lower | 14 | 10 | 2 |
    | TRN-K06 | Days | Lower | 24 | 20 | 2 |
    """
    for kpi in programme.each(Kpi):
        room, start, end = kpi.tolerance, kpi.baseline, kpi.target
        if not room or start is None or end is None or kpi.better is Better.CLOSE or not readable(kpi, room):
            continue
        way = abs(end - start) if readable(kpi, start) and readable(kpi, end) else 0.0
        usual = max({Unit.PERCENT: FIVE_POINTS, Unit.COUNT: TWO_OF_THEM}.get(kpi.unit, 0), A_TENTH * abs(end))
        if way / 2 <= room < way and room > usual:
            related = Related(kpi.at("baseline"), "where it starts"), Related(kpi.at("target"), "where it is to go")
            yield hit(
                kpi.at("tolerance"), *related, tolerance=amount(kpi.unit, room), baseline=amount(kpi.unit, start),
                target=amount(kpi.unit, end), meant=amount(kpi.unit, type(room)(room / 10)),
            )  # fmt: skip


@rule(
    "UN08",
    Severity.QUERY,
    'Unit is {unit}, but every figure of {id} lies between 0 and 1, and its Definition says "out of".',
    "Choose Percent, or give the figures by the hundred or thousand that the unit means.",
    brings={"UN06": Reach.CELL},
)
def shares_called_a_rate(programme: Programme) -> Iterator[Hit]:
    """What is counted out of all is a percentage.

    0.65 under Rate is shown to a board as 0.65, not as 65%.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | <Rate> | 0.41 | 0.85 | Letters sent in time, out of all letters sent |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 0.65 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 0.41 | 0.85 | Letters sent in time, out of all letters sent |
    | TRN-K02 | Rate | 0.41 | 0.85 | Suspensions for every 100 pupils |
    | TRN-K03 | Rate | 0.31 | 0.2 | Exclusions per 100 pupils, out of all on roll |
    """
    found: dict[Kpi, list[float]] = {}
    for _, _, value, kpi in figures(programme, "baseline", "target"):
        if kpi.unit in {Unit.RATE, Unit.SCORE, Unit.COUNT}:
            found.setdefault(kpi, []).append(value)
    for kpi, values in found.items():
        is_a_rate = _FOR_SO_MANY.search(f"{kpi.name} {kpi.definition}")
        small = len(values) > 2 and all(0 <= value <= 1 for value in values)
        if small and not is_a_rate and _OUT_OF.search(kpi.definition or ""):
            yield hit(kpi.at("unit"), Related(kpi.at("definition"), "its definition"), unit=kpi.unit.value, id=kpi.id)


# A rate's other figures, and how many times less one is that was typed as a share.
A_HUNDRED, SEVERAL_OTHERS = 100, 3


@rule(
    "UN33",
    Severity.QUERY,
    "{column} is {value}, less than a hundredth of every other figure of {id}.",
    "Was {meant} meant, for every hundred? A rate is not a share: give it as the others are given.",
    brings={"WM02": Reach.CELL, "UN22": Reach.CELL, "UN23": Reach.CELL, "UN25": Reach.CELL, "EX06": Reach.CELL},
)
def share_in_place_of_a_rate(programme: Programme) -> Iterator[Hit]:
    """Every figure of a rate is for the same number.

    2.9 for every hundred, typed as 0.029, is better than any council ever was. Asked of a rate with three others.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Rate | Lower | 18.9 | 15 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 18 |
    | TRN-K01 | 31 Oct 2026 | <0.029> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Rate | Lower | 18.9 | 0.16 |
    """
    rates: defaultdict[Kpi, list[tuple[Record, str, float]]] = defaultdict(list)
    for record, name, value, kpi in figures(programme, "baseline", "target"):
        if kpi.unit is Unit.RATE and value > 0:
            rates[kpi].append((record, name, value))
    for kpi, found in rates.items():
        least, *others = sorted(found, key=itemgetter(2))
        if len(others) >= SEVERAL_OTHERS and least[2] * A_HUNDRED <= others[0][2]:
            cell, (said, meant) = least[0].at(least[1]), (amount(kpi.unit, least[2] * by) for by in (1, A_HUNDRED))
            yield hit(cell, column=cell.column, value=said, id=kpi.id, meant=meant)
