"""Figures that their KPI's own words rule out: a scale, a unit, two digits changed about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.figures import Dated, amount, figures, is_a_share, points, restarted_between, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.magnitudes import STEADY
from xl_send.workbook.cells import Percentage
from xl_send.workbook.doubts import is_off_its_scale, score_range
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

_COST = Pattern(
    r"\b(?:(?:average|yearly|annual|unit|mean) (?:yearly |annual )?cost|costs? of|spend(?:ing)? (?:on|per)|price of"
    r"|in pounds)\b",
    re.IGNORECASE,
)
_TIME = Pattern(
    r"^(?:average |median |mean |number of )*(?:working |school |calendar )?days (?:from|to|between|waited|until)\b",
    re.IGNORECASE,
)
# Points of a percent: neighbours that agree, and how far beyond them a figure has to lie.
AGREE, BEYOND, A_LEAP, BESIDE = 0.03, 0.09, 0.15, 0.06
# What is counted there is not what the KPI is counted in: placements at a cost of so much.
_OF_THINGS = Pattern(
    r"(?i)(?:(?:the )?number of )?(?:[\w-]{1,20} ){0,2}(?:placements|places|contracts|schools|cases|packages|plans"
    r"|pupils|children|settings|providers|families)\b"
)
_INDEX = Pattern(r"(?i)\b(?:index|ratio|rating)\b")
FEW_CASES = 30


@rule(
    "UN07",
    Severity.QUERY,
    'Unit is {unit}, but by its title {id} is counted in {meant}: "{words}".',
    "Choose {meant} as the unit, or correct the title.",
    brings={"UN01": Reach.CELL, "UN02": Reach.CELL, "UN05": Reach.CELL, "UN12": Reach.CELL},
)
def unit_of_another_title(programme: Programme) -> Iterator[Hit]:
    """A KPI is counted in what its title speaks of: a cost in pounds, days in days.

    Asked where its figures are bare numbers, not of things at a cost of so much, nor of an index. The unit decides how
    a figure is read, rounded and shown.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Average yearly cost of a place in a special school | <Count> | 61400 | 58500 |
    | TRN-K02 | Working days from request to first visit | <Percent> | 31 | 15 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Average yearly cost of a place in a special school | Pounds | 61400 | 58500 |
    | TRN-K02 | Working days from request to first visit | Days | 31 | 15 |
    | TRN-K03 | Places at the lower cost of mainstream schools | Percent | 31% | 45% |
    | TRN-K04 | Days lost to suspensions | Rate | 31 | 15 |
    | TRN-K05 | Independent placements at a cost of over £100,000 | Count | 12 | 6 |
    | TRN-K06 | Unit cost index of special places (2019 is 100) | Score | 128 | 120 |
    """
    for kpi in programme.each(Kpi):
        found = _COST.search(kpi.name or ""), _TIME.search(kpi.name or "")
        meant = Unit.POUNDS if found[0] else Unit.DAYS
        words = found[0] or found[1]
        bare = [
            value for value in (kpi.baseline, kpi.target) if value is not None and not isinstance(value, Percentage)
        ]
        apart = _INDEX.search(kpi.name or "") or (found[0] and _speaks_of_things(kpi, found[0].start()))
        if (
            words
            and bare
            and not apart
            and min(bare) > 1
            and kpi.unit in {Unit.COUNT, Unit.PERCENT, Unit.SCORE} - {meant}
        ):
            title = Related(kpi.at("name"), "its title")
            yield hit(kpi.at("unit"), title, unit=kpi.unit.value, id=kpi.id, meant=meant.value, words=words[0])


def _speaks_of_things(kpi: Kpi, place: int) -> bool:
    """Whether a title begins with what is counted, before it speaks of a cost."""
    begun = _OF_THINGS.match(kpi.name or "")
    return kpi.unit is Unit.COUNT and begun is not None and begun.end() <= place


@rule(
    "UN27",
    Severity.QUERY,
    "{value} stands between {before} and {after}: two digits may have changed places.",
    "Was {meant} meant? If the figure is right, explain this finding.",
    brings={"WM02": Reach.CELL, "UN25": Reach.CELL, "AC07": Reach.CELL},
)
def digits_changed_about(programme: Programme) -> Iterator[Hit]:
    """A figure does not leap and come back where its two digits, the other way round, would lie in line.

    46% typed as 64% makes a Red KPI Green for a month. Asked of whole percentages between two figures that lie within
    three points of one another; not of what happens in a period, which follows the seasons, of fewer than thirty cases,
    nor where a note says why.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 46% |
    | TRN-K01 | 30 Sep 2026 | <64%> |
    | TRN-K01 | 31 Oct 2026 | 46% |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 46% |
    | TRN-K01 | 30 Sep 2026 | 64% |
    | TRN-K01 | 31 Oct 2026 | 66% |
    | TRN-K02 | 31 Aug 2026 | 52% |
    | TRN-K02 | 30 Sep 2026 | 64% |
    | TRN-K02 | 31 Oct 2026 | 53% |
    """
    for kpi, actuals in series(programme, is_a_share).items():
        for before, now, after in zip(actuals, actuals[1:], actuals[2:], strict=False):
            low, high = sorted((before.value, after.value))
            meant = _exchanged(now.value)
            leaps = now.value > high + BEYOND or now.value < low - BEYOND
            in_line = meant is not None and high - low <= AGREE and low - AGREE <= meant <= high + AGREE
            plain = kpi.measures is Measures.PERIOD or _is_plain(before, now, after)
            if meant is not None and leaps and in_line and not (plain or restarted_between(kpi, before.day, after.day)):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), "before"),
                    Related(after.row.at("value"), "after"),
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value),
                    after=amount(kpi.unit, after.value), meant=amount(kpi.unit, meant),
                )  # fmt: skip


@rule(
    "UN28",
    Severity.QUERY,
    "{value} follows {before}: two digits may have changed places.",
    "Was {meant} meant? If the figure is right, explain this finding.",
    brings={"WM02": Reach.CELL, "UN25": Reach.CELL, "AC07": Reach.CELL},
)
def latest_digits_changed_about(programme: Programme) -> Iterator[Hit]:
    """The latest figure does not leap where its two digits, the other way round, would lie beside the one before.

    41% typed as 14% makes a Green KPI Red. Asked of whole percentages, counted at a time or over twelve months, that
    lie fifteen points or more from the one before, and with their digits exchanged within six; not of fewer than thirty
    cases, where a note says why or the commentary gives it too, nor nearer to what was expected than it would be then.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 36% |
    | TRN-K01 | 31 Oct 2026 | <14%> |

    **Passes**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Percent | |
    | TRN-K02 | Percent | |
    | TRN-K03 | Percent | |
    | TRN-K04 | Percent | 14% since the second team left |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K03 | 65% | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 49% |
    | TRN-K01 | 31 Oct 2026 | 5% |
    | TRN-K02 | 30 Sep 2026 | 36% |
    | TRN-K02 | 31 Oct 2026 | 16% |
    | TRN-K03 | 30 Sep 2026 | 36% |
    | TRN-K03 | 31 Oct 2026 | 63% |
    | TRN-K04 | 30 Sep 2026 | 36% |
    | TRN-K04 | 31 Oct 2026 | 14% |
    """
    expected = points(programme)
    for kpi, actuals in series(programme, is_a_share).items():
        if len(actuals) < 2 or kpi.measures not in STEADY:
            continue
        before, now = actuals[-2:]
        meant = _exchanged(now.value)
        if meant is None or abs(now.value - before.value) < A_LEAP or abs(meant - before.value) > BESIDE:
            continue
        last = [point.value for point in expected.get(kpi, ()) if point.day <= now.day][-1:]
        as_expected = any(abs(now.value - value) < abs(meant - value) for value in last)
        said = f"{now.value:.0%}" in (kpi.commentary or "")
        if not (said or as_expected or _is_plain(before, now) or restarted_between(kpi, before.day, now.day)):
            words = {"value": amount(kpi.unit, now.value), "before": amount(kpi.unit, before.value)}
            related = Related(before.row.at("value"), "the figure before")
            yield hit(now.row.at("value"), related, severity=None, meant=amount(kpi.unit, meant), **words)


def _is_plain(*found: Dated) -> bool:
    """Whether the note of the latest but one says why, or one of them rests on so few cases that shares leap about."""
    few = (isinstance(item.row, Actual) and 0 < (item.row.base or 0) < FEW_CASES for item in found)
    return tells_why(*(item.row for item in found[1:2])) or any(few)


def _exchanged(share: float) -> float | None:
    """A whole percentage with its two digits the other way round; None of any other share: 5% has one, 50% a nought."""
    points = round(share * 100)
    tens, ones = divmod(points, 10)
    return (10 * ones + tens) / 100 if abs(share * 100 - points) < 1e-6 and 0 < tens < 10 and ones else None


@rule(
    "UN13",
    Severity.ERROR,
    "{column} is {value}, but {id} is a score from {low} to {high}.",
    "Check the decimal point. If the scale has changed, say so in the Definition.",
    brings={"UN21": Reach.CELL, "UN22": Reach.CELL, "UN23": Reach.CELL, "UN25": Reach.CELL, "WM02": Reach.CELL,
            "EX05": Reach.CELL, "EX06": Reach.CELL, "KP45": Reach.CELL, "KP46": Reach.ROW, "KP68": Reach.CELL},
)  # fmt: skip
def score_off_its_scale(programme: Programme) -> Iterator[Hit]:
    """A score lies on the scale that the KPI's own words give.

    A mean of 6.3 on a scale of 1 to 5 is a typing slip, or a sum.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Score | 2.9 | <40> | Mean of 1 to 5, of children who answered |
    | TRN-K02 | Score | 2.6 | <5.6> | Mean of one item, five-point scale |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <6.3> |

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Score | 12 | 20 | Mean score on a scale to 25 |
    | TRN-K02 | Score | 3.1 | 4.2 | Mean of five statements, each 1 to 5 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <31> |
    | TRN-K02 | <5.4> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Score | 1 | 5 | Mean score, 1 to 5, of children who answered |
    | TRN-K02 | Score | 20 | 40 | Mean score of young people, 16 to 25 |
    | TRN-K03 | Score | 11 | 15 | Sum of four questions, each scored from 1 to 5 |
    """
    for record, name, value, kpi in figures(programme, "baseline", "target"):
        scale = score_range(kpi)
        if scale and is_off_its_scale(kpi, value):
            cell = record.at(name)
            related = Related(kpi.at("definition"), "the scale")
            yield hit(
                cell, related, column=cell.column, value=amount(kpi.unit, value), id=kpi.id, low=scale[0], high=scale[1]
            )
