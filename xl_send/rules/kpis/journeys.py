"""Where each KPI starts and where it is to go: baseline, target and tolerance, or a count of rights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from xl_send.analysis.figures import Dated, amount, points, readable
from xl_send.analysis.words.reasons import foresees_it, is_to_be_held
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.reports import asks_for_change, kpis_off_track
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

A_YEAR = timedelta(days=365)


def journeys(programme: Programme) -> Iterator[tuple[Kpi, float, float]]:
    """The rated KPIs with a baseline and a target that can be compared."""
    for kpi in programme.each(Kpi):
        start, end = kpi.baseline, kpi.target
        if start is None or end is None or kpi.better is Better.CONTEXT:
            continue
        if readable(kpi, start) and readable(kpi, end):
            yield kpi, start, end


def goes_the_other_way(kpi: Kpi, start: float | None, end: float | None) -> bool:
    """Whether a target lies on the worse side of the baseline."""
    if start is None or end is None:
        return False
    return (kpi.better is Better.HIGHER and end < start) or (kpi.better is Better.LOWER and end > start)


# What there is to be used, and what is allowed for.
_USED_UP = Pattern(r"(?i)\b(?:contingency|headroom|reserves?)\b")
_ALLOWED = Pattern(r"(?i)\b(?:allowed|allowance|ceiling|limit)\b")
# What comes from nothing and is to stay small, by what it is called.
_TO_STAY_SMALL = Pattern(
    r"(?i)\b(?:contingency|variations?|lost|overspen\w+|overruns?|claims?|accidents?|incidents?|defects?|complaints?"
    r"|breakdowns?|breaches)\b"
)


def is_contained(kpi: Kpi) -> bool:
    """Whether what grows is to grow more slowly, or what is to be used up no faster, by its own words."""
    if kpi.better is Better.HIGHER:
        return bool(_USED_UP.search(kpi.name or ""))
    allowed = any(_ALLOWED.search(text) for text in (kpi.definition, kpi.commentary) if text)
    allowed = kpi.baseline == 0 and (allowed or _TO_STAY_SMALL.search(kpi.name or "") is not None)
    return kpi.better is Better.LOWER and (allowed or is_to_be_held(kpi) or foresees_it(kpi))


@rule(
    "KP11",
    Severity.QUERY,
    "{better} is better, yet the target of {target} is {side} the baseline of {baseline}.",
    "{remedy}",
    brings={"EX05": Reach.CELL, "EX06": Reach.CELL, "WM02": Reach.ROW, "WM11": Reach.ROW},
)
def target_on_the_wrong_side(programme: Programme) -> Iterator[Hit]:
    """A target lies on the better side of the baseline.

    Otherwise getting worse would count as progress. Where the expectations go from the baseline to the target, it is
    Better when that is wrong; where they run the other way, baseline and target have changed places. What grows and is
    to be contained, such as a deficit with its mitigations, says so in its words, and is not asked about, nor is what
    there is to be used, as a contingency.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 62% | <55%> |
    | TRN-K02 | Days | Lower | 30 | <31> |
    | TRN-K03 | Percent | <Lower> | 58% | 80% |
    | TRN-K04 | Percent | Higher | <80%> | 58% |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K03 | 62% | 31 Dec 2026 |
    | TRN-K03 | 76% | 31 Mar 2027 |
    | TRN-K04 | 62% | 31 Dec 2026 |
    | TRN-K04 | 76% | 31 Mar 2027 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 55% | 62% | |
    | TRN-K02 | Days | Lower | 31 | 30 | |
    | TRN-K03 | Count | Higher | 30 | 30 | |
    | TRN-K04 | Count | Close to target | 30 | 20 | |
    | TRN-K05 | Percent | Lower | 62 | 65% | |
    | TRN-K06 | Pounds | Lower | 8200000 | 12000000 | Mitigated deficit; unmitigated £19m |
    | TRN-K07 | Percent | Lower | 0 | 3% | Three per cent is allowed |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Contingency spent | Pounds | Lower | 0 | 240000 |
    | TRN-K02 | Contingency left | Pounds | Higher | 300000 | 240000 |
    """
    expected = points(programme)
    for kpi, start, end in journeys(programme):
        if goes_the_other_way(kpi, start, end) and not is_contained(kpi):
            blamed, remedy = _to_blame(kpi, start, end, expected.get(kpi, ()))
            bearing = (("target", "the target"), ("baseline", "the baseline"), ("better", "which way is better"))
            yield hit(
                kpi.at(blamed),
                *(Related(kpi.at(name), note) for name, note in bearing if name != blamed),
                remedy=remedy,
                better=kpi.better.value,
                target=amount(kpi.unit, end),
                baseline=amount(kpi.unit, start),
                side="below" if end < start else "above",
            )


def _to_blame(kpi: Kpi, start: float, end: float, expected: Sequence[Dated]) -> tuple[str, str]:
    """The cell that is probably wrong of a journey the wrong way, and what to do there."""
    if len(expected) > 1 and (expected[-1].value - expected[0].value) * (end - start) > 0:
        meant, way = (Better.HIGHER, "rise") if end > start else (Better.LOWER, "fall")
        return (
            "better",
            f"If it is meant to {way}, as is expected, choose {meant.value}. Else correct target and baseline.",
        )
    if len(expected) > 1 and (expected[-1].value - expected[0].value) * (end - start) < 0:
        low, high = sorted((start, end))
        if all(low <= point.value <= high for point in expected):
            return "baseline", (
                f"Baseline and target seem to have changed places: is {amount(kpi.unit, end)} the baseline? "
                "What is expected runs from there."
            )
    return "target", "Check the target, the baseline and Better when."


@rule(
    "KP12",
    Severity.QUERY,
    "The target is {target}, the same as the baseline.",
    'Check the target. If it is to be held, say so in the Definition: "To be maintained".',
)
def target_equals_baseline(programme: Programme) -> Iterator[Hit]:
    """A KPI that is to rise or fall has a target that differs from its baseline.

    Without a way to go there is no progress to see. What is nought, and is to be no more, or all, has none and needs
    none, nor has what is to be held, by its own words or by what is expected: the same at every milestone.

    **Fails**

    KPIs:
    | ID | Better when | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Higher | 120 | <120> |

    **Fails**

    KPIs:
    | ID | Better when | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Higher | 120 | <120> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 140 | 11 Dec 2026 |

    **Passes**

    KPIs:
    | ID | Better when | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Higher | 120 | 121 | |
    | TRN-K02 | Close to target | 120 | 120 | |
    | TRN-K03 | Lower | 0 | 0 | |
    | TRN-K04 | Higher | 72 | 72 | To be maintained while demand grows |
    | TRN-K05 | Higher | 95 | 95 | |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K05 | 95 | 11 Dec 2026 |
    """
    expected = points(programme)
    for kpi, start, end in journeys(programme):
        all_of_them = end == 1 and kpi.unit is Unit.PERCENT and kpi.better is Better.HIGHER
        kept_out = (end == 0 and kpi.better is Better.LOWER) or all_of_them
        if start != end or kpi.better is Better.CLOSE or kept_out or is_to_be_held(kpi):
            continue
        if {one.value for one in expected.get(kpi, ())} != {end}:
            yield hit(kpi.at("target"), Related(kpi.at("baseline"), "the baseline"), target=amount(kpi.unit, end))


@rule(
    "KP88",
    Severity.QUERY,
    "{id} is to be back to green by {day}, after its target date, {target}.",
    "Give a date by which the target can still be met. If the target is given up, ask for a change to it.",
)
def back_to_green_after_the_target_date(programme: Programme) -> Iterator[Hit]:
    """A KPI that is off track is to be on track again while its target can still be met.

    A much later date gives the target up, and reads as a plan to meet it. Asked where it is more than a year after the
    target date: a few months late may be what is planned, and is said openly, as is a change that is asked for.

    **Fails**

    KPIs:
    | ID | Target date | Reported RAG | Back to green by |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2027 | Red | <29 Dec 2028> |

    **Passes**

    KPIs:
    | ID | Target date | Reported RAG | Back to green by |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2027 | Red | 29 Oct 2027 |
    | TRN-K02 | 31 Jul 2027 | Green | 29 Dec 2028 |
    """
    for kpi in kpis_off_track(programme):
        far = kpi.back_to_green and kpi.target_date and kpi.back_to_green - kpi.target_date > A_YEAR
        if far and not asks_for_change(kpi):
            target = Related(kpi.at("target_date"), "the target date")
            yield hit(kpi.at("back_to_green"), target, id=kpi.id, day=kpi.back_to_green, target=kpi.target_date)
