"""Figures of the wrong size: a target or an expectation with its decimal point in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import Dated, amount, middle, points, readable, restarted_between, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

FAR = 5.0
NEAR = 1.5
ON_THE_MOVE = 1.25
SLIPS = (10.0, 100.0, 0.1, 0.01)
DRIFTING = frozenset({Unit.COUNT, Unit.POUNDS, Unit.DAYS})
# A year to date starts again, and what happens in a period follows the seasons; these two run on.
STEADY = frozenset({Measures.SNAPSHOT, Measures.ROLLING})
# Of so few cases a share says little.
FEW = 10
# Below these, figures leap about for no reason but chance.
LEAST = {Unit.COUNT: 30.0, Unit.PERCENT: 0.1}


def slipped(value: float, lowest: float, highest: float) -> float:
    """What a figure far outside a range was probably meant to be: ten or a hundred times less or more, else 0."""
    if lowest <= 0 or value <= 0 or lowest / FAR < value < highest * FAR:
        return 0.0
    for factor in SLIPS:
        meant = value / factor
        if (factor > 1) == (value > highest) and lowest / NEAR <= meant <= highest * NEAR:
            return type(value)(meant)
    return 0.0


def figures_beside(actuals: Sequence[Dated], place: int) -> tuple[Dated, Dated] | None:
    """The two figures nearest to one: before and after it, or both on one side at an end."""
    if len(actuals) < 3:
        return None
    first = min(max(place - 1, 0), len(actuals) - 3)
    one, other = (actuals[at] for at in range(first, first + 3) if at != place)
    return one, other


def rests_on_few(kpi: Kpi, *found: Dated) -> bool:
    """Whether one of these shares or times rests on so few cases that chance alone moves it far."""
    return kpi.unit in {Unit.PERCENT, Unit.DAYS} and any(
        isinstance(item.row, Actual) and 0 < (item.row.base or 0) < FEW for item in found
    )


def out_of_line(kpi: Kpi, actuals: Sequence[Dated], place: int) -> float:
    """What a figure was probably meant to be, where its neighbours agree and it is far from both; else 0."""
    beside = figures_beside(actuals, place)
    doubted = actuals[place]
    if beside is None or tells_why(doubted.row) or rests_on_few(kpi, doubted, *beside):
        return 0.0
    lowest, highest = sorted(item.value for item in beside)
    days = sorted([doubted.day, *(item.day for item in beside)])
    if lowest <= 0 or highest > 2 * lowest or restarted_between(kpi, days[0], days[-1]):
        return 0.0
    if max(doubted.value, highest) < LEAST.get(kpi.unit, 0.0):
        return 0.0
    meant = slipped(doubted.value, lowest, highest)
    # A share of the year so far does not fall so far within its year.
    of_the_year = kpi.measures is Measures.YEAR_TO_DATE and kpi.unit is Unit.PERCENT
    # Nor does what is no number of things: a time, a price, a score.
    of_a_period = kpi.measures is Measures.PERIOD and kpi.unit in {Unit.DAYS, Unit.POUNDS, Unit.SCORE}
    steady = kpi.measures in STEADY or of_the_year or of_a_period
    falls = doubted.value < lowest and not steady
    # No season makes a hundredth of a share, such as 0.66% for 66%.
    hundredth = kpi.unit is Unit.PERCENT and meant > FAR * FAR * doubted.value
    return 0.0 if falls and not hundredth else meant


@rule(
    "UN21",
    Severity.QUERY,
    "The target is {target}. Every other figure of {id} lies between {lowest} and {highest}.",
    "Check the decimal point: was {meant} meant?",
    brings={"KP11": Reach.CELL, "KP66": Reach.CELL, "UN35": Reach.CELL},
)
def target_ten_times_out(programme: Programme) -> Iterator[Hit]:
    """A target is of the same order as the KPI's other figures.

    A decimal point in the wrong place makes a target ten times too large or too small. An ambitious target
    is not queried where the expectations are already on their way to it.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Context only | 3.99% | <30.8%> |
    | TRN-K02 | Percent | Higher | 62% | <7.5%> |
    | TRN-K03 | Rate | Higher | 6.2 | <75> |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 4.25% |
    | TRN-K02 | TRN-M01 | 65% |
    | TRN-K03 | TRN-M01 | 6.5 |
    | TRN-K03 | TRN-M02 | 6.9 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 4.33% |
    | TRN-K02 | 63% |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    | TRN-M02 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Context only | 3.99% | 19.9% |
    | TRN-K02 | Percent | Higher | 8% | 90% |
    | TRN-K03 | Rate | Lower | 40 | 4 |
    | TRN-K04 | Percent | Higher | 8% | 90% |
    | TRN-K05 | Count | Higher | 8 | 90 |
    | TRN-K06 | Score | Higher | 0 | 4 |
    | TRN-K07 | Percent | Context only | 3.99% | 30.8 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 4% |
    | TRN-K01 | TRN-M02 | 4% |
    | TRN-K02 | TRN-M01 | 10% |
    | TRN-K03 | TRN-M01 | 32 |
    | TRN-K05 | TRN-M01 | 8 |
    | TRN-K07 | TRN-M01 | 4% |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K02 | 9% |
    | TRN-K03 | 41 |
    | TRN-K04 | 9% |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    | TRN-M02 |
    """
    actuals, expected = series(programme, _has_one_size), points(programme)
    for kpi in programme.each(Kpi):
        target, start = kpi.target, kpi.baseline
        if target is None or start is None or not _has_one_size(kpi) or not readable(kpi, target):
            continue
        ahead = expected.get(kpi, [])
        others = [item.value for item in (*ahead, *actuals.get(kpi, ()))]
        if not others or not readable(kpi, start) or _explained(kpi, start, target, ahead):
            continue
        lowest, highest = min(*others, start), max(*others, start)
        usual = middle([*others, start])
        meant = slipped(target, usual, usual)
        if meant and (target > 2 * highest or target < lowest / 2):
            yield hit(
                kpi.at("target"),
                Related(kpi.at("baseline"), "the baseline"),
                id=kpi.id,
                target=amount(kpi.unit, target),
                lowest=amount(kpi.unit, lowest),
                highest=amount(kpi.unit, highest),
                meant=amount(kpi.unit, meant),
            )


def _has_one_size(kpi: Kpi) -> bool:
    return kpi.unit not in DRIFTING


def _explained(kpi: Kpi, start: float, target: float, ahead: Sequence[Dated]) -> bool:
    """Whether a far target is an ambition: on the better side, and nobody expects the KPI to stay where it is."""
    if kpi.better is Better.HIGHER and target > start:
        return not ahead or ahead[-1].value >= start * ON_THE_MOVE
    if kpi.better is Better.LOWER and target < start:
        return not ahead or ahead[-1].value * ON_THE_MOVE <= start
    return False


def _of_one_season(kpi: Kpi, expected: Sequence[Dated]) -> list[Dated]:
    """What is expected, of a year to date only in the months of its baseline and its target."""
    ends = {day.month for day in (kpi.baseline_date, kpi.target_date) if day}
    return [item for item in expected if kpi.measures is not Measures.YEAR_TO_DATE or item.day.month in ends]


@rule(
    "UN22",
    Severity.QUERY,
    "{expected} is expected at {milestone}. Every other figure of {id} lies between {lowest} and {highest}.",
    "Check the decimal point: was {meant} meant?",
    brings={"EX06": Reach.CELL},
)
def expectation_ten_times_out(programme: Programme) -> Iterator[Hit]:
    """An expectation is of the same order as the baseline, the target and the other expectations.

    A decimal point in the wrong place makes the KPI Red or Green for no reason. Not asked where its note says why.

    **Fails**

    KPIs:
    | ID | Baseline | Target |
    | --- | --- | --- |
    | TRN-K01 | 100 | 200 |
    | TRN-K02 | 100 | 200 |

    Expectations:
    | KPI | Expected | Note |
    | --- | --- | --- |
    | TRN-K01 | <1200> | Agreed with the service |
    | TRN-K02 | <15> | Agreed with the service |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    **Passes**

    KPIs:
    | ID | Baseline | Target | Measures | Year basis |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 100 | 200 | Snapshot | |
    | TRN-K02 | 0 | 200 | Snapshot | |
    | TRN-K03 | 100 | 200 | Year to date | Academic |
    | TRN-K04 | 100 | 200 | Snapshot | |

    Expectations:
    | KPI | Expected | Note |
    | --- | --- | --- |
    | TRN-K01 | 999 | |
    | TRN-K02 | 15 | |
    | TRN-K03 | 15 | |
    | TRN-K04 | 15 | August: schools are closed |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    """
    for kpi, expected in points(programme).items():
        start, end = kpi.baseline, kpi.target
        if start is None or end is None or not readable(kpi, start) or not readable(kpi, end):
            continue
        in_order = sorted(_of_one_season(kpi, expected), key=lambda item: item.value)
        for place in sorted({0, len(in_order) - 1}) if in_order else ():
            doubted, others = in_order[place], in_order[:place] + in_order[place + 1 :]
            rest = [start, end, *(other.value for other in (others[:1] + others[-1:]))]
            meant = slipped(doubted.value, min(rest), max(rest))
            if meant and not tells_why(doubted.row):
                yield hit(
                    doubted.row.at("expected"),
                    Related(kpi.at("baseline"), "the baseline"),
                    Related(kpi.at("target"), "the target"),
                    id=kpi.id,
                    milestone=getattr(doubted.row, "milestone", ""),
                    expected=amount(kpi.unit, doubted.value),
                    lowest=amount(kpi.unit, min(rest)),
                    highest=amount(kpi.unit, max(rest)),
                    meant=amount(kpi.unit, meant),
                )
