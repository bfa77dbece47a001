"""The figures of a KPI beside the baseline that they began from: unlike it, or it unlike all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import Dated, amount, broken_between, points, series, with_digits_turned
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.magnitudes import slipped
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# A figure so many times its baseline, or so small a part of it, was mostly mistyped; and so large at the least.
FEW, TIMES, LARGE = 2, 5.0, {Unit.COUNT: 20.0, Unit.PERCENT: 0.1}


@rule(
    "UN34",
    Severity.QUERY,
    "{value}, the only figure of {id}, is {side} of the baseline of {baseline}, and not on the way to the target of "
    "{target}.",
    "Check the number of digits and the decimal point. If it was truly counted so, explain this finding.",
    brings={"WM02": Reach.CELL, "AC07": Reach.CELL, "KP64": Reach.CELL},
)
def first_figure_unlike_the_baseline(programme: Programme) -> Iterator[Hit]:
    """The first figure of a KPI is of the same order as its baseline, unless it is on its way to the target.

    A digit lost makes a good figure of a bad one, and there is none before it to compare it with. Asked where the only
    figure is five times the baseline or more, or a fifth or less, and does not lie between baseline and target; not
    where its note says why.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Lower | 172 | 110 |
    | TRN-K02 | Percent | Higher | 12% | 40% |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <17> |
    | TRN-K02 | <64%> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Series break |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Lower | 172 | 110 | |
    | TRN-K02 | Count | Lower | 172 | 20 | |
    | TRN-K03 | Count | Lower | 172 | 110 | 30 Sep 2026 |
    | TRN-K04 | Count | Lower | 0 | 110 | |
    | TRN-K05 | Count | Lower | 15 | 10 | |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 35 |
    | TRN-K02 | 30 |
    | TRN-K03 | 17 |
    | TRN-K04 | 600 |
    | TRN-K05 | 3 |
    """
    for kpi, figures in series(programme, _can_be_compared).items():
        if len(figures) > 1 or kpi.baseline is None or kpi.target is None or kpi.baseline_date is None:
            continue
        value, start, end = figures[0].value, float(kpi.baseline), float(kpi.target)
        far = value >= TIMES * start or value * TIMES <= start
        on_the_way = min(start, end) <= value <= max(start, end)
        large = max(value, start) >= LARGE.get(kpi.unit, 0.0)
        plain = on_the_way or tells_why(figures[0].row)
        if far and large and not plain and not broken_between(kpi, kpi.baseline_date, figures[0].day):
            side = "five times or more" if value > start else "a fifth or less"
            yield hit(
                figures[0].row.at("value"), Related(kpi.at("baseline"), "the baseline"), value=amount(kpi.unit, value),
                id=kpi.id, side=side, baseline=amount(kpi.unit, start), target=amount(kpi.unit, end),
            )  # fmt: skip


# The other figures are of one size where the largest is no more than so many times the smallest.
ONE_SIZE = 2.0
# Beside a target they are alike: what is to fall to a tenth is on its way there.
ALIKE = 1.25
# So near the first figure a baseline that was read aright lies.
AS_GOOD_AS = 0.02


@rule(
    "UN35",
    Severity.QUERY,
    "The {end} is {value}. Every other figure of {id} lies between {lowest} and {highest}.",
    "Check the {slip}: was {meant} meant? Beside a {end} so far away no figure tells how far it is.",
    brings={"KP84": Reach.ROW, "KP44": Reach.ROW, "KP45": Reach.ROW, "KP46": Reach.ROW, "EX06": Reach.CELL,
            "KP11": Reach.ROW, "KP12": Reach.ROW, "KP15": Reach.ROW, "UN25": Reach.CELL, "KP86": Reach.ROW,
            "KP68": Reach.CELL, "KP64": Reach.CELL},
)  # fmt: skip
def baseline_or_target_ten_times_out(programme: Programme) -> Iterator[Hit]:
    """A baseline and a target are of the same order as the KPI's other figures.

    Asked where two figures or more, the target and all that is expected are of one size, and the baseline is ten, a
    hundred or a thousand times that; and where two expectations or more, the figures and the baseline lie within a
    quarter of one another, and the target is so far from them. A baseline beside which something is expected too is
    also asked about where two of its digits, the other way round, make it the first figure.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Lower | <6120> | 480 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 604 |
    | TRN-K01 | 31 Oct 2026 | 611 |

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Lower | 78000 | <7200> |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 30 Oct 2026 |
    | TRN-M02 | 26 Mar 2027 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 76500 |
    | TRN-K01 | TRN-M02 | 75000 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 76900 |
    | TRN-K01 | 31 Oct 2026 | 76200 |

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Higher | <162> | 732 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 26 Mar 2027 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 636 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 612 |
    | TRN-K01 | 31 Oct 2026 | 620 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Lower | 612 | 480 |
    | TRN-K02 | Count | Lower | 300 | 20 |
    | TRN-K03 | Pounds | Lower | 6120 | 480 |
    | TRN-K04 | Count | Higher | 162 | 732 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 604 |
    | TRN-K01 | 31 Oct 2026 | 611 |
    | TRN-K02 | 30 Sep 2026 | 120 |
    | TRN-K02 | 31 Oct 2026 | 31 |
    | TRN-K03 | 31 Oct 2026 | 611 |
    | TRN-K04 | 30 Sep 2026 | 612 |
    | TRN-K04 | 31 Oct 2026 | 620 |
    """
    expected = points(programme)
    for kpi, figures in series(programme, _can_be_compared).items():
        start, end, since = kpi.baseline, kpi.target, kpi.baseline_date
        if len(figures) < FEW or start is None or end is None or since is None:
            continue
        others = [one.value for one in (*figures, *expected.get(kpi, ()))]
        meant = _slipped(float(start), [end, *others], ONE_SIZE)
        if (meant and not broken_between(kpi, since, figures[0].day)) or (
            expected.get(kpi) and (meant := _turned(kpi, [float(end), *others], figures[0].value))
        ):
            yield _out_of_size(kpi, "baseline", [end, *others], meant, figures[0])
        elif len(expected.get(kpi, ())) >= FEW and (meant := _slipped(float(end), [start, *others], ALIKE)):
            yield _out_of_size(kpi, "target", [start, *others], meant, figures[0])


def _slipped(value: float, others: Sequence[float], times: float) -> float:
    """What a value was meant to be, where all others are of one size and it is not, else 0."""
    lowest, highest = min(others), max(others)
    return slipped(value, lowest, highest) if lowest > 0 and highest <= times * lowest else 0.0


def _turned(kpi: Kpi, others: Sequence[float], first: float) -> float:
    """The baseline with two digits changed about where it is then the first figure, and far from all others, else 0."""
    value, lowest, highest = float(kpi.baseline or 0), min(others), max(others)
    beside = lowest / ALIKE <= value <= highest * ALIKE
    if beside or lowest <= 0 or highest > ONE_SIZE * lowest:
        return 0.0
    scale = 100 if kpi.unit is Unit.PERCENT else 1
    turned = (one / scale for one in with_digits_turned(round(value * scale, 6)))
    return next((one for one in turned if abs(one - first) <= AS_GOOD_AS * first), 0.0)


def _out_of_size(kpi: Kpi, end: str, others: Sequence[float], meant: float, first: Dated) -> Hit:
    slip = "order of its digits" if _turned(kpi, others, first.value) == meant else "decimal point"
    return hit(
        kpi.at(end), Related(first.row.at("value"), "the first figure"), id=kpi.id, end=end, slip=slip,
        value=amount(kpi.unit, getattr(kpi, end)), lowest=amount(kpi.unit, min(others)),
        highest=amount(kpi.unit, max(others)), meant=amount(kpi.unit, meant),
    )  # fmt: skip


def _can_be_compared(kpi: Kpi) -> bool:
    """Whether a figure speaks of the same span as the baseline does, and both of something."""
    return kpi.measures in {Measures.SNAPSHOT, Measures.ROLLING} and (kpi.baseline or 0) > 0
