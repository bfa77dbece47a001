"""Tolerances: below zero, of nothing, or as wide as the way."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import amount, readable
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.journeys import journeys
from xl_send.workbook.doubts import is_no_tolerance
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# So many of one return are told together.
MANY = 3
# What allows no Amber by its own words.
_A_DUTY = Pattern(
    r"(?i)\b(?:statutory|legal(?:ly)?|duty|the law|(?:no|nil|zero) (?:tolerance|amber|leeway)|within (?:six|6|20"
    r"|twenty)"
    r" weeks)\b",
)


@rule(
    "KP13",
    Severity.ERROR,
    "The tolerance is {tolerance}, below zero.",
    "Give a figure above zero, or clear the cell to use the default.",
)
def tolerance_below_zero(programme: Programme) -> Iterator[Hit]:
    """A tolerance is not negative.

    It says how far short of what is expected still counts as Amber.

    **Fails**

    KPIs:
    | ID | Tolerance |
    | --- | --- |
    | TRN-K01 | <-5> |

    **Passes**

    KPIs:
    | ID | Tolerance |
    | --- | --- |
    | TRN-K01 | 0 |
    | TRN-K02 | |
    """
    for kpi in programme.each(Kpi):
        if is_no_tolerance(kpi):
            yield hit(kpi.at("tolerance"), tolerance=amount(kpi.unit, kpi.tolerance or 0.0))


@rule(
    "KP14",
    Severity.QUERY,
    "The tolerance is zero, so any shortfall is Red.{others}",
    "Confirm that there is to be no Amber, or clear the cell to use the default.",
)
def tolerance_of_zero(programme: Programme) -> Iterator[Hit]:
    """A tolerance leaves room for Amber.

    Zero is often typed where blank was meant. A blank uses the programme's default. Where all is the target, or
    nothing, or the KPI speaks of a duty or of no tolerance, no Amber is meant. Three or more of a return are told
    together.

    **Fails**

    KPIs:
    | ID | Tolerance |
    | --- | --- |
    | TRN-K01 | <0> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Target | Tolerance |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Higher | 200 | 0.5 |
    | TRN-K02 | Count | Higher | 200 | |
    | TRN-K03 | Count | Context only | | 0 |
    | TRN-K04 | Percent | Higher | 100% | 0 |

    south.xlsx KPIs:
    | ID | Tolerance | Definition |
    | --- | --- | --- |
    | SOU-K01 | 0 | A statutory duty: no tolerance |
    """
    for submission in programme.submissions:
        found = [kpi for kpi in submission.all(Kpi) if kpi.tolerance == 0 and not _allows_nothing(kpi)]
        together = found if len(found) >= MANY else []
        for kpi in found[:1] if together else found:
            others = f" So it is for {len(found) - 1} others of this return." if together else ""
            yield hit(
                kpi.at("tolerance"), *(Related(one.at("tolerance"), one.id) for one in together[1:]), others=others
            )


def _allows_nothing(kpi: Kpi) -> bool:
    """Whether a KPI is not rated, or is to be all or nothing."""
    whole = kpi.target == 1 and kpi.unit is Unit.PERCENT
    said = any(_A_DUTY.search(text) for text in (kpi.name, kpi.definition, kpi.commentary) if text)
    return kpi.better is Better.CONTEXT or kpi.target == 0 or whole or said


@rule(
    "KP15",
    Severity.QUERY,
    "The tolerance of {tolerance} is as wide as the whole way from {baseline} to {target}, or wider.",
    "Give a smaller tolerance: a KPI that has not moved at all would still be Amber.",
)
def tolerance_wider_than_the_journey(programme: Programme) -> Iterator[Hit]:
    """A tolerance is less than the way from baseline to target.

    Otherwise a KPI that never moves is never Red. The tolerance is often typed in another unit than the KPI's.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 40% | 60% | <25%> |
    | TRN-K02 | Days | Lower | 30 | 20 | <10> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 40% | 60% | 19% |
    | TRN-K02 | Percent | Lower | 60% | 40% | 19% |
    | TRN-K03 | Count | Close to target | 30 | 29 | 5 |
    | TRN-K04 | Percent | Higher | 40% | 60% | 25 |
    | TRN-K05 | Count | Higher | 30 | 30 | 5 |
    """
    for kpi, start, end in journeys(programme):
        room = kpi.tolerance
        if room is None or kpi.better is Better.CLOSE or start == end or not readable(kpi, room):
            continue
        if round(room - abs(end - start), 9) >= 0:
            yield hit(
                kpi.at("tolerance"),
                Related(kpi.at("baseline"), "where it starts"),
                Related(kpi.at("target"), "where it is to go"),
                tolerance=amount(kpi.unit, room),
                baseline=amount(kpi.unit, start),
                target=amount(kpi.unit, end),
            )
