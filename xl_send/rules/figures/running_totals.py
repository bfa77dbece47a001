"""Figures that only grow: what has been counted since a day, or in the year to date, and what is expected of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import (
    FIRST_MONTH,
    Dated,
    amount,
    broken_between,
    points,
    series,
    year_of,
)
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_SINCE = Pattern(
    r"\b(?:who|that|which) have\b[^.;]{0,120}\bsince\b|\bcumulative|\b(?:so far|to date)\b|\brunning total"
    r"|\b(?:who|that|which) (?:\w{3,}ed|took|left|began|joined)\b[^.;,]{0,120}\bsince\b"
    r"|\b(?:trained|completed|finished|opened|issued|ceased|recruited|appointed|visited|reached|signed|delivered)"
    r" since\b",
    re.IGNORECASE,
)


def _runs_on(kpi: Kpi) -> bool:
    text = f"{kpi.name or ''}. {kpi.definition or ''}"
    return kpi.unit is Unit.COUNT and kpi.measures is Measures.SNAPSHOT and bool(_SINCE.search(text))


@rule(
    "AC26",
    Severity.QUERY,
    "{value} is less than the {before} counted by {day}, but {id} counts all since it began.",
    "Check both figures: what has been counted once does not go away. If one was put right, explain this finding.",
    brings={"UN25": Reach.CELL, "WM02": Reach.CELL},
)
def running_total_fell(programme: Programme) -> Iterator[Hit]:
    """A count of all since a day never falls.

    The lower figure is often that of one month alone, or of one area. Asked of a count whose name or Definition says
    that it counts what has happened since a day, so far, to date or cumulatively.

    **Fails**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Count | Staff who have finished the module since September 2026. |
    | TRN-K02 | Count | Staff who completed the two-day course since September 2026. |
    | TRN-K03 | Count | Schools visited since the launch. |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 140 |
    | TRN-K01 | 31 Oct 2026 | <90> |
    | TRN-K02 | 30 Sep 2026 | 140 |
    | TRN-K02 | 31 Oct 2026 | <90> |
    | TRN-K03 | 30 Sep 2026 | 14 |
    | TRN-K03 | 31 Oct 2026 | <9> |

    **Passes**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Count | Staff who have finished the module since September 2026. |
    | TRN-K02 | Count | Children waiting at the end of the month, asked in the same way since 2025 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 140 |
    | TRN-K01 | 31 Oct 2026 | 140 |
    | TRN-K02 | 30 Sep 2026 | 140 |
    | TRN-K02 | 31 Oct 2026 | 90 |
    """
    for kpi, actuals in series(programme, _runs_on).items():
        for before, now in pairwise(actuals):
            if now.value < before.value and not broken_between(kpi, before.day, now.day):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)), id=kpi.id,
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value), day=before.day,
                )  # fmt: skip


@rule(
    "AC27",
    Severity.QUERY,
    "{value} this early in the year is more than the {before} counted by {day}, late in the year before.",
    "A year to date starts again at nought. If last year is still counted in, take it out; if not, check the figure.",
    brings={"WM02": Reach.CELL, "UN25": Reach.CELL, "AC05": Reach.CELL},
)
def count_did_not_begin_again(programme: Programme) -> Iterator[Hit]:
    """A year to date begins again at nought.

    One that was counted on from the year before is far above what the new year expects. Asked of counts, amounts
    and rates: the first figure of a year, in its first four months, against the last of the year before, in its last
    six.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | <20.9> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |
    | TRN-K02 | Percent | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | 3.4 |
    | TRN-K02 | 22 May 2026 | 52% |
    | TRN-K02 | 23 Oct 2026 | 61% |
    """
    for kpi, actuals in series(programme, _counts_through_a_year).items():
        basis = kpi.year_basis
        for before, now in pairwise(actuals):
            if basis is None or year_of(basis, now.day) != year_of(basis, before.day) + 1:
                continue
            early, late = _month(kpi, now.day.month) < 4, _month(kpi, before.day.month) >= 6
            if early and late and now.value > before.value > 0 and not broken_between(kpi, before.day, now.day):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)),
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value), day=before.day,
                )  # fmt: skip


def _counts_through_a_year(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE and kpi.unit in {Unit.COUNT, Unit.POUNDS, Unit.RATE}


def _month(kpi: Kpi, month: int) -> int:
    """How many months of the KPI's year are over before a month."""
    return (month - FIRST_MONTH[kpi.year_basis]) % 12 if kpi.year_basis else 0


# So many times what is expected by now is a slip of digits, and so many months are the first half of a year.
FAR_BEYOND, HALF = 5, 6


@rule(
    "AC43",
    Severity.QUERY,
    "{value} by {day} is above the target of {target}, and far more than the {expected} expected by {expected_day}.",
    "Check the digits. If so much was reached so early, the target says nothing any more: explain this finding.",
    brings={"WM02": Reach.CELL, "UN23": Reach.CELL, "UN25": Reach.CELL, "AC29": Reach.CELL, "KP64": Reach.CELL},
)
def more_than_the_year_is_to_bring(programme: Programme) -> Iterator[Hit]:
    """In the first half of its year a count for the year to date is not beyond all that the year is to bring.

    A nought too many in the first figure of a year has nothing before it to be compared with, and is Green. Asked of
    counts and amounts that are to grow, and of five times as much as was expected by then.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Higher | Year to date | Financial | 0 | 310000 | 31 Mar 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 30000 | 30 Jun 2026 |
    | TRN-K01 | 160000 | 31 Dec 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | <342000> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Higher | Year to date | Financial | 0 | 310000 | 31 Mar 2027 |
    | TRN-K02 | Count | Higher | Year to date | Financial | 0 | 60 | 31 Mar 2027 |
    | TRN-K03 | Count | Lower | Year to date | Financial | 90 | 60 | 31 Mar 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 30000 | 30 Jun 2026 |
    | TRN-K02 | 30 | 30 Jun 2026 |
    | TRN-K03 | 10 | 30 Jun 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 34200 |
    | TRN-K02 | 30 Jun 2026 | 61 |
    | TRN-K03 | 30 Jun 2026 | 90 |
    """
    for kpi, actuals in series(programme, _counts_through_a_year).items():
        target = kpi.target if kpi.better is Better.HIGHER else None
        for now in actuals if target else ():
            expected = _expected_by_then(kpi, points(programme).get(kpi, ()), now)
            early = _month(kpi, now.day.month) < HALF
            if target and early and expected and now.value > max(target, FAR_BEYOND * expected.value):
                yield hit(
                    now.row.at("value"), Related(kpi.at("target"), "its target"),
                    Related(expected.row.at("expected"), "what is expected by then"),
                    value=amount(kpi.unit, now.value), day=now.day, target=amount(kpi.unit, target),
                    expected=amount(kpi.unit, expected.value), expected_day=expected.day,
                )  # fmt: skip


def _expected_by_then(kpi: Kpi, path: Iterable[Dated], now: Dated) -> Dated | None:
    """What is expected next of a year to date from a figure's day on, or else was expected last, in its year."""
    own = [point for point in path if _in_one_year(kpi, point.day, now.day)]
    return next((point for point in own if point.day >= now.day), own[-1] if own else None)


def _in_one_year(kpi: Kpi, one: date, other: date) -> bool:
    return kpi.year_basis is not None and year_of(kpi.year_basis, one) == year_of(kpi.year_basis, other)


@rule(
    "EX15",
    Severity.QUERY,
    "{value} is expected by {day}, less than the {before} expected by {earlier} in the same year.",
    "Check both: a count for the year to date goes up until it starts again. If it may go down, choose Snapshot.",
    brings={"EX05": Reach.ROW, "EX04": Reach.CELL},
)
def year_to_date_expected_to_fall(programme: Programme) -> Iterator[Hit]:
    """What is expected of a count for the year to date does not go down within the year.

    Two digits exchanged in the earlier one make the KPI Green until the later one is due.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Lower | Year to date | Financial |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 42 | 30 Sep 2026 |
    | TRN-K01 | <34> | 31 Dec 2026 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Lower | Year to date | Academic |
    | TRN-K02 | Rate | Lower | Year to date | Financial |
    | TRN-K03 | Count | Lower | Year to date | Financial |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 42 | 31 Jul 2026 |
    | TRN-K01 | 34 | 31 Dec 2026 |
    | TRN-K02 | 4.2 | 30 Sep 2026 |
    | TRN-K02 | 3.4 | 31 Dec 2026 |
    | TRN-K03 | 34 | 30 Sep 2026 |
    | TRN-K03 | 34 | 31 Dec 2026 |
    """
    for kpi, path in points(programme).items():
        if kpi.measures is not Measures.YEAR_TO_DATE or kpi.unit is not Unit.COUNT:
            continue
        for before, then in pairwise(path):
            if then.value < before.value and _in_one_year(kpi, before.day, then.day):
                yield hit(
                    then.row.at("expected"), Related(before.row.at("expected"), "what is expected before"),
                    value=amount(kpi.unit, then.value), day=then.day,
                    before=amount(kpi.unit, before.value), earlier=before.day,
                )  # fmt: skip
