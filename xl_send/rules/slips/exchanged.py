"""What belongs to one row and stands in another, and the other way about: figures, targets, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from xl_send.analysis.activity import worked_on
from xl_send.analysis.figures import Dated, amount, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# Of so many figures two tell where a KPI lies; beyond them by twice what lies between, or a fifth, is
# not its place. Exchanged, two figures lie outside by no more than a third of what they do now.
FEWEST, A_FIFTH, A_THIRD = 3, 0.2, 3
# Milestones that change days so far apart are hardly moved so, one earlier and one later.
FAR, A_WEEK = timedelta(days=28), timedelta(days=7)
_REORDERED = Pattern(
    r"(?i)\b(?:swap\w*|re-?sequenc\w*|re-?order\w*|brought forward|other way (?:about|round)|order (?:was "
    r"|has )?changed|(?:want(?:s|ed)?|asked|prefer(?:s|red)?|better|had to|go(?:es)?|comes?)\b[^.;]*\b(?:first|before"
    r"|ahead|earlier|sooner|later))\b",
)
_FOLLOW = (
    "AC05", "AC06", "AC07", "AC26", "AC29", "AC30", "KP64", "KP73", "UN21", "UN22", "UN23", "UN25", "UN28", "UN29",
    "WM02",
)  # fmt: skip


@rule(
    "AC41",
    Severity.QUERY,
    "{value} is far from the other figures of {id} and lies among those of {other}, which has {theirs} on that day.",
    "Were the two exchanged? Write {theirs} here and {value} at {other}. If both are right, explain this finding.",
    brings=dict.fromkeys(_FOLLOW, Reach.CELL),
)
def figures_of_two_kpis_exchanged(programme: Programme) -> Iterator[Hit]:
    """A figure stands in the row of its own KPI.

    Two figures of one day typed into one another's rows make both wrong, one perhaps better than it is. Asked where
    each of two KPIs of a return, with two other figures and more, has on one day a figure far outside its own and
    among the other's, and where those lie apart, unless each is on the way to its own target: those who waited are now
    supported.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Count |
    | TRN-K02 | Count |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 110 |
    | TRN-K01 | 31 Aug 2026 | 114 |
    | TRN-K01 | 30 Sep 2026 | 119 |
    | TRN-K01 | 31 Oct 2026 | <42> |
    | TRN-K02 | 31 Jul 2026 | 38 |
    | TRN-K02 | 31 Aug 2026 | 40 |
    | TRN-K02 | 30 Sep 2026 | 41 |
    | TRN-K02 | 31 Oct 2026 | 121 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Count |
    | TRN-K02 | Count |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 110 |
    | TRN-K01 | 31 Aug 2026 | 114 |
    | TRN-K01 | 30 Sep 2026 | 119 |
    | TRN-K01 | 31 Oct 2026 | 42 |
    | TRN-K02 | 31 Jul 2026 | 38 |
    | TRN-K02 | 31 Aug 2026 | 40 |
    | TRN-K02 | 30 Sep 2026 | 41 |
    | TRN-K02 | 31 Oct 2026 | 43 |

    south.xlsx KPIs:
    | ID | Unit | Better when | Target |
    | --- | --- | --- | --- |
    | SOU-K01 | Count | Lower | 10 |
    | SOU-K02 | Count | Higher | 70 |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 31 Aug 2026 | 60 |
    | SOU-K01 | 30 Sep 2026 | 62 |
    | SOU-K01 | 31 Oct 2026 | 12 |
    | SOU-K02 | 31 Aug 2026 | 10 |
    | SOU-K02 | 30 Sep 2026 | 12 |
    | SOU-K02 | 31 Oct 2026 | 61 |
    """
    by_workbook: dict[str, list[tuple[Kpi, Mapping[date, _Outlier]]]] = {}
    for kpi, figures in series(programme).items():
        outliers = {figure.day: item for figure in figures if (item := _Outlier.among(figure, figures))}
        if outliers:
            by_workbook.setdefault(kpi.workbook, []).append((kpi, outliers))
    for known in by_workbook.values():
        for (kpi, own), (other, theirs) in combinations(known, 2):
            for day in own.keys() & theirs.keys() if kpi.unit is other.unit else ():
                one, two = own[day].figure, theirs[day].figure
                both_on_the_way = _is_on_the_way(kpi, own[day]) and _is_on_the_way(other, theirs[day])
                if not both_on_the_way and _are_exchanged(own[day], theirs[day]):
                    beside = Related(two.row.at("value"), f"the figure of {other.id}")
                    value, his = amount(kpi.unit, one.value), amount(other.unit, two.value)
                    yield hit(one.row.at("value"), beside, value=value, id=kpi.id, other=other.id, theirs=his)


class _Outlier(NamedTuple):
    """A figure far from the others of its KPI, between the least and the greatest of which it ought to lie."""

    figure: Dated
    low: float
    high: float

    @classmethod
    def among(cls, figure: Dated, figures: Sequence[Dated]) -> _Outlier | None:
        """The figure, where it is one and where there are enough others to say so."""
        others = [other.value for other in figures if other is not figure]
        if len(figures) < FEWEST:
            return None
        low, high = min(others), max(others)
        away = _away(figure.value, low, high)
        return cls(figure, low, high) if away > max(2 * (high - low), A_FIFTH * max(abs(low), abs(high))) else None


def _is_on_the_way(kpi: Kpi, one: _Outlier) -> bool:
    """Whether a figure lies between the others of its KPI and its target."""
    value, end = one.figure.value, kpi.target
    return end is not None and (one.high < value <= end or end <= value < one.low)


def _are_exchanged(one: _Outlier, two: _Outlier) -> bool:
    """Whether two figures would each lie much nearer to the other's KPI, where the two lie apart."""
    if one.high >= two.low and two.high >= one.low:
        return False
    now = _away(one.figure.value, one.low, one.high) + _away(two.figure.value, two.low, two.high)
    after = _away(one.figure.value, two.low, two.high) + _away(two.figure.value, one.low, one.high)
    return after * A_THIRD <= now


def _away(value: float, low: float, high: float) -> float:
    """How far a figure lies outside of others."""
    return max(low - value, value - high, 0.0)


@rule(
    "KP08",
    Severity.QUERY,
    "The targets of {id} and {other} are each on the wrong side of their baselines, and would both be right the other "
    "way about.",
    "Were the two exchanged? The target of {id} would be {theirs}, that of {other} {own}.",
    brings=dict.fromkeys(
        ("KP11", "KP14", "KP15", "KP16", "EX05", "EX06", "KP44", "KP45", "KP46", "UN21", "UN22"), Reach.ROW
    ),
)
def targets_of_two_kpis_exchanged(programme: Programme) -> Iterator[Hit]:
    """A target stands in the row of its own KPI.

    Two targets typed into one another's rows make what gets better look worse. Asked of two KPIs of a return and one
    unit, where with the targets exchanged both lead the way that is better.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Higher | 100 | <40> |
    | TRN-K02 | Count | Lower | 80 | 160 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Higher | 100 | 160 |
    | TRN-K02 | Count | Lower | 80 | 40 |
    | TRN-K03 | Count | Higher | 100 | 90 |
    """
    wrong: dict[tuple[str, str], list[Kpi]] = {}
    for kpi in worked_on(programme, Kpi):
        if _leads(kpi, kpi.target) is False:
            wrong.setdefault((kpi.workbook, kpi.unit), []).append(kpi)
    for kpis in wrong.values():
        for one, two in combinations(kpis, 2):
            if _leads(one, two.target) and _leads(two, one.target):
                beside = Related(two.at("target"), f"the target of {two.id}")
                own, theirs = (amount(one.unit, kpi.target or 0) for kpi in (one, two))
                yield hit(one.at("target"), beside, id=one.id, other=two.id, own=own, theirs=theirs)


def _leads(kpi: Kpi, target: float | None) -> bool | None:
    """Whether a target lies on the better side of the baseline; None where that cannot be told."""
    if kpi.baseline is None or target is None or target == kpi.baseline:
        return None
    sides = {Better.HIGHER: target > kpi.baseline, Better.LOWER: target < kpi.baseline}
    return sides.get(kpi.better) if kpi.better else None


@rule(
    "MS82",
    Severity.QUERY,
    "{column} is {day}, about when {other} is planned, and that of {other} is {theirs}, about when {id} is planned.",
    "Were the two exchanged? If so, write {theirs} here and {day} at {other}. If both are right, explain this finding.",
    brings=dict.fromkeys(
        ("MS02", "MS05", "MS07", "WB23", "MS26", "MS41", "MS42", "MC01", "MC02", "MQ05", "WM01", "ID10"), Reach.ROW
    ),
)
def dates_of_two_milestones_exchanged(programme: Programme) -> Iterator[Hit]:
    """A date stands in the row of its own milestone.

    Two dates typed into one another's rows make one milestone late and the other early. Asked where each of two
    milestones of a return, planned four weeks or more apart, has the planned day of the other as its forecast, or a
    day within a week of it as the day it was reached, and no Commentary says that their order was changed.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <16 Apr 2027> |
    | TRN-M02 | 16 Apr 2027 | 11 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 16 Apr 2027 |
    | TRN-M02 | 16 Apr 2027 | 16 Apr 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 16 Apr 2027 | Order swapped: heads want the training first |
    | TRN-M02 | 16 Apr 2027 | 11 Dec 2026 | |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 16 Apr 2027 | Heads wanted the second group signed up before the screens. |
    | TRN-M02 | 16 Apr 2027 | 11 Dec 2026 | |
    """
    for submission in programme.submissions:
        rows = submission.all(Milestone)
        for name, room in (("forecast", timedelta()), ("actual", A_WEEK)):
            off = [row for row in rows if (day := getattr(row, name)) and abs(day - row.baseline) >= FAR]
            for one, two in combinations(off, 2):
                mine, his = getattr(one, name), getattr(two, name)
                if any(_REORDERED.search(row.commentary or "") for row in (one, two)):
                    continue
                if _is_about(mine, two.baseline, room) and _is_about(his, one.baseline, room):
                    cell = one.at(name)
                    beside = Related(two.at(name), f"that of {two.id}")
                    yield hit(cell, beside, column=cell.column, day=mine, other=two.id, theirs=say(his), id=one.id)


def _is_about(day: date, other: date, room: timedelta) -> bool:
    return abs(day - other) <= room
