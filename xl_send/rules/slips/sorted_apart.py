"""Figures and days that stand apart from the rows that they belong to: sorted by themselves, or one row off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import ge, le

from xl_send.analysis.figures import actuals, amount, points
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.doubts import LARGEST_SHARE
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Programme

FEWEST_VALUES, FEWEST_KPIS, MOST = 8, 3, 0.6
_FOLLOW_VALUES = ("AC34", "AC05", "AC06", "AC07", "AC08", "AC24", "AC26", "AC27", "AC29", "AC30", "KP54", "KP64",
                  "KP68", "KP73", "UN01", "UN02", "UN03", "UN12", "UN13", "UN22", "UN23", "UN25", "UN26",
                  "UN27", "UN28", "WM02", "WM04", "WM05", "WM11", "EX05", "EX06", "CM21", "MS42", "AC31",
                  "AC22", "KP52", "UN04", "UN32")  # fmt: skip
_FOLLOW_DAYS = ("RF02", "KP34", "KP51", "KP53", "KP85", "AC11", "AC12", "AC13", "AC35")
# How far from all that is said of a KPI a figure is none of its own, and how near it may be another's.
FAR, CLOSE = 0.5, 0.2


@rule(
    "RF53",
    Severity.ERROR,
    "{column} stands in order of size over {number} rows, whatever their KPI: it was sorted by itself.",
    "Undo the sort, or copy the column from the file before. Then sort whole rows only.",
    brings=dict.fromkeys(_FOLLOW_VALUES, Reach.WORKBOOK),
)
def figures_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """A figure stays with its KPI and its date when a sheet is sorted.

    A column sorted by itself gives every KPI the figures of others. Told where eight figures or more, of three KPIs or
    more in their own order, and most of the sheet, go up from row to row, or down, and one of them is no figure of its
    KPI: no share, a part of a count, or not the baseline of its day.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | <Value> |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 0.31 |
    | TRN-K01 | 30 Sep 2026 | 0.46 |
    | TRN-K01 | 31 Oct 2026 | 0.61 |
    | TRN-K02 | 31 Aug 2026 | 12 |
    | TRN-K02 | 30 Sep 2026 | 41 |
    | TRN-K03 | 31 Aug 2026 | 52 |
    | TRN-K03 | 30 Sep 2026 | 110 |
    | TRN-K01 | 31 Jul 2026 | 140 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Rate |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 0.31 |
    | TRN-K01 | 30 Sep 2026 | 0.46 |
    | TRN-K01 | 31 Oct 2026 | 0.61 |
    | TRN-K02 | 31 Aug 2026 | 12 |
    | TRN-K02 | 30 Sep 2026 | 41 |
    | TRN-K03 | 31 Aug 2026 | 52 |
    | TRN-K03 | 30 Sep 2026 | 50 |
    | TRN-K03 | 31 Oct 2026 | 140 |
    """
    for submission in programme.submissions:
        for kind, name in ((Actual, "value"), (Expectation, "expected")):
            rows: Sequence[_Figure] = submission.all(kind)
            found = [(row, float(value)) for row in rows if (value := getattr(row, name)) is not None]
            run = max(_longest(found, le), _longest(found, ge), key=len)
            enough = len(run) >= max(FEWEST_VALUES, MOST * len(found)) and len({value for _, value in run}) > 4
            several = len({row.kpi for row, _ in run}) >= FEWEST_KPIS
            if enough and several and any(_is_foreign(programme.kpis.get(row.kpi), row, value) for row, value in run):
                title = columns_by_name(kind)[name].title
                yield hit(submission.seen[kind].heading(name), column=title, number=len(run))


_Figure = Actual | Expectation


def _longest(
    found: Sequence[tuple[_Figure, float]], in_order: Callable[[float, float], bool]
) -> list[tuple[_Figure, float]]:
    """The longest stretch of rows whose figures are in an order."""
    longest: list[tuple[_Figure, float]] = []
    run: list[tuple[_Figure, float]] = []
    for row, value in found:
        run = [*run, (row, value)] if run and in_order(run[-1][1], value) else [(row, value)]
        longest = max(longest, run, key=len)
    return longest


def _is_foreign(kpi: Kpi | None, row: _Figure, value: float) -> bool:
    """Whether a figure is none of its KPI: no share, a part of a count, or not the baseline of its day."""
    if kpi is None:
        return False
    if (kpi.unit is Unit.PERCENT and value > LARGEST_SHARE) or (kpi.unit is Unit.COUNT and value % 1):
        return True
    on_the_day = isinstance(row, Actual) and row.period_end == kpi.baseline_date and kpi.baseline is not None
    return bool(on_the_day and abs(value - (kpi.baseline or 0)) > abs(kpi.baseline or 0) / 5)


@rule(
    "RF54",
    Severity.ERROR,
    "From about here, Value seems to stand one row too far {way}: {value} is no figure of {own}, and like those of "
    "{beside}; so it is where {others} meet.",
    "Move the figures {back} by one row, or copy them again from where they came. Then look at the first and the last.",
    brings=dict.fromkeys((*_FOLLOW_VALUES, "KP51", "AC25"), Reach.WORKBOOK),
)
def figures_one_row_off(programme: Programme) -> Iterator[Hit]:
    """Figures that were pasted stand in the rows that they are of.

    Pasted one row too far down, each stands beside the date after its own, and the first of every KPI is the last of
    the one above. Told where at two places and more, all to the same side, the figure next to another KPI's is far from
    all that is said of its own, and near to what is said of the other.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 30% | 60% |
    | TRN-K02 | Count | 140 | 90 |
    | TRN-K03 | Score | 2.1 | 4 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 31% |
    | TRN-K01 | 30 Sep 2026 | 31% |
    | TRN-K02 | 31 Aug 2026 | <46%> |
    | TRN-K02 | 30 Sep 2026 | 131 |
    | TRN-K03 | 31 Aug 2026 | 124 |
    | TRN-K03 | 30 Sep 2026 | 2.4 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 30% | 60% |
    | TRN-K02 | Count | 140 | 90 |
    | TRN-K03 | Score | 2.1 | 4 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 31% |
    | TRN-K01 | 30 Sep 2026 | 131 |
    | TRN-K02 | 31 Aug 2026 | 46% |
    | TRN-K02 | 30 Sep 2026 | 124 |
    | TRN-K03 | 31 Aug 2026 | 2.4 |
    """
    owners, said = dict(actuals(programme)), _said_of(programme)
    for submission in programme.submissions:
        down: list[_Apart] = []
        up: list[_Apart] = []
        for above, below in pairwise(submission.all(Actual)):
            one, other = owners.get(above), owners.get(below)
            if one is not None and other is not None and one is not other:
                down += _of_the_other(below, other, one, said)
                up += _of_the_other(above, one, other, said)
        for found, against, way, back in ((down, up, "down", "up"), (up, down, "up", "down")):
            if len(found) > 1 and not against:
                row, own, beside = found[0]
                others = " and ".join(f"{near.id} and {far.id}" for _, far, near in found[1:3])
                yield hit(
                    row.at("value"), *(Related(item.at("value"), "so here too") for item, _, _ in found[1:]), way=way,
                    back=back, value=amount(beside.unit, row.value or 0.0), own=own.id, beside=beside.id, others=others,
                )  # fmt: skip


# A figure, the KPI of its row, and that of the row beside it.
_Apart = tuple[Actual, Kpi, Kpi]


def _said_of(programme: Programme) -> Mapping[Kpi, tuple[float, float]]:
    """The least and the most of what is said of each KPI: its baseline, its target and what is expected."""
    expected = points(programme)
    found: dict[Kpi, tuple[float, float]] = {}
    for kpi in dict(actuals(programme)).values():
        values = [value for value in (kpi.baseline, kpi.target) if value is not None]
        values += [point.value for point in expected.get(kpi, ())]
        if len(values) > 1:
            found[kpi] = min(values), max(values)
    return found


def _of_the_other(row: Actual, own: Kpi, other: Kpi, said: Mapping[Kpi, tuple[float, float]]) -> list[_Apart]:
    """A figure that is far from its own KPI and near to another, as a list of one or none."""
    if row.value is None or own not in said or other not in said:
        return []
    value = float(row.value)
    near, far = _within(value, said[other], CLOSE), _within(value, said[own], FAR)
    return [(row, own, other)] if near and not far else []


def _within(value: float, ends: tuple[float, float], room: float) -> bool:
    return ends[0] * (1 - room) <= value <= ends[1] * (1 + room)


@rule(
    "RF55",
    Severity.ERROR,
    "Period end stands in order of date over all {number} rows, whatever their KPI, and {twice} are there twice: it "
    "was sorted by itself.",
    "Undo the sort, or copy the column from the file before. Then sort whole rows only.",
    brings=dict.fromkeys((*_FOLLOW_VALUES, *_FOLLOW_DAYS), Reach.WORKBOOK),
)
def period_ends_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """The day of a figure stays with it when a sheet is sorted.

    Sorted by themselves the days give one KPI two figures for one day, and another none. Told where the rows of each
    KPI stand together, the days go up over all of them, or down, and two KPIs and more have one day twice.

    **Fails**

    Actuals:
    | KPI | <Period end> | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 31 |
    | TRN-K01 | 31 Aug 2026 | 46 |
    | TRN-K02 | 31 Aug 2026 | 110 |
    | TRN-K02 | 30 Sep 2026 | 112 |
    | TRN-K03 | 30 Sep 2026 | 70 |
    | TRN-K03 | 30 Sep 2026 | 72 |

    **Passes**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 31 |
    | TRN-K02 | 31 Aug 2026 | 110 |
    | TRN-K03 | 31 Aug 2026 | 70 |
    | TRN-K01 | 30 Sep 2026 | 46 |
    | TRN-K02 | 30 Sep 2026 | 112 |
    | TRN-K02 | 30 Sep 2026 | 112 |
    """
    for submission in programme.submissions:
        rows = submission.all(Actual)
        days = [row.period_end for row in rows]
        kpis = [kpi for kpi, _ in groupby(row.kpi for row in rows)]
        together = len(set(kpis)) == len(kpis) >= FEWEST_KPIS and len(rows) >= 2 * FEWEST_KPIS
        in_order = all(map(le, days, days[1:])) or all(map(ge, days, days[1:]))
        if together and in_order:
            days_of = Counter((row.kpi, row.period_end) for row in rows)
            twice = {kpi for (kpi, _), number in days_of.items() if number > 1}
            if len(twice) > 1:
                cell = submission.seen[Actual].heading("period_end")
                yield hit(cell, number=len(rows), twice=f"days of {len(twice)} KPIs")
