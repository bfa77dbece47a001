"""Rows that carry the name of another: an id that its neighbours give away, a figure of the KPI below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from xl_send.analysis.figures import actuals, amount, points, series
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.percents import kept_as_numbers
from xl_send.rules.slips.sorted_apart import FOLLOW_VALUES
from xl_send.workbook.columns import Record
from xl_send.workbook.doubts import is_no_share
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_WITH_IDS: tuple[type[Record], ...] = (Milestone, Kpi, Risk, Diagnostic, Resource, MoneyLine, LogEntry)


@rule(
    "RF15",
    Severity.ERROR,
    "Row {other} has {id} too. Here, between {before} and {after}, {meant} would stand, which no row has.",
    "Write {meant} here, if the rows were numbered in order. Then what names {meant} is right again.",
    brings={
        "RF01": Reach.CELL, "KP54": Reach.ROW, **dict.fromkeys(("RF08", "CF06", "UN01", "AC34"), Reach.WORKBOOK),
    },
)  # fmt: skip
def id_that_its_neighbours_give_away(programme: Programme) -> Iterator[Hit]:
    """Where ids follow on from row to row, one that is given twice belongs where no gap is.

    The row to correct is the one that leaves a gap, not the one that stands last. Asked where the rows above and below
    leave room for one id alone, and nothing else has that.

    **Fails**

    KPIs:
    | ID | KPI |
    | --- | --- |
    | TRN-K01 | Pupils taught locally |
    | <TRN-K04> | Families content |
    | TRN-K03 | Letters in time |
    | TRN-K04 | Visits made |

    **Passes**

    KPIs:
    | ID | KPI |
    | --- | --- |
    | TRN-K01 | Pupils taught locally |
    | TRN-K02 | Families content |
    | TRN-K02 | Letters in time |
    | TRN-K03 | Visits made |
    """
    for submission in programme.submissions:
        for kind in _WITH_IDS:
            rows = submission.all(kind)
            ids = [row.label for row in rows]
            times = Counter(ids)
            for place in range(1, len(rows) - 1) if len(times) < len(ids) else ():
                before, own, after = ids[place - 1 : place + 2]
                meant = _between(before, after)
                if meant and times[own] > 1 and meant not in times:
                    other = next(row for row in rows if row.label == own and row is not rows[place])
                    yield hit(
                        rows[place].at("id"), Related(other.at("id"), "has it too"), id=own, before=before, after=after,
                        other=other.row, meant=meant,
                    )  # fmt: skip


def _between(before: str, after: str) -> str:
    """The one id between two, of a workstream whose rows are numbered in order; or nothing."""
    head, tail = before[:-2], after[:-2]
    numbers = before[-2:], after[-2:]
    if head != tail or not all(number.isdigit() for number in numbers) or int(numbers[1]) - int(numbers[0]) != 2:
        return ""
    return f"{head}{int(numbers[0]) + 1:02d}"


@rule(
    "AC34",
    Severity.QUERY,
    "This row is of {kpi}, but its figure, {value}, is no percentage. It is like those of {other}, beside it.",
    "Was {other} meant under KPI? If the figure is of {kpi}, type it as a percentage.",
    brings={"UN01": Reach.ROW, "UN04": Reach.ROW, "AC13": Reach.ROW, "AC12": Reach.ROW, "KP53": Reach.ROW,
            "AC11": Reach.ROW},
)  # fmt: skip
def figure_of_the_kpi_beside(programme: Programme) -> Iterator[Hit]:
    """A figure stands under its own KPI.

    An id pulled down one row too far gives one KPI a figure that it cannot have, and the other one fewer. Asked of a
    percentage KPI whose figure is no share, where the row above or below is of a KPI with figures near it, unless all
    figures of the KPI are kept as bare numbers.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Count |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 46% |
    | <TRN-K01> | 31 Aug 2026 | 96 |
    | TRN-K02 | 30 Sep 2026 | 96 |
    | TRN-K02 | 31 Oct 2026 | 112 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Count |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 46% |
    | TRN-K01 | 31 Oct 2026 | 47 |
    | TRN-K02 | 30 Sep 2026 | 96 |
    | TRN-K02 | 31 Oct 2026 | 112 |
    """
    known = series(programme)
    owners, kept = dict(actuals(programme)), kept_as_numbers(programme)
    for submission in programme.submissions:
        rows = submission.all(Actual)
        for one, other in (*pairwise(rows), *pairwise(rows[::-1])):
            own, beside = owners.get(one), owners.get(other)
            if own is None or beside is None or own is beside or one.value is None or not is_no_share(own, one.value):
                continue
            if (one.workbook, own) in kept:
                continue
            fellows = [dated.value for dated in known.get(beside, ()) if dated.row is not one]
            if own.unit is Unit.PERCENT and beside.unit is not Unit.PERCENT and _is_like(one.value, fellows):
                related = Related(other.at("kpi"), "the row beside it")
                yield hit(one.at("kpi"), related, kpi=own.id, value=amount(beside.unit, one.value), other=beside.id)
                break


def _is_like(value: float, fellows: Sequence[float]) -> bool:
    return len(fellows) > 1 and min(fellows) * 0.6 <= value <= max(fellows) * 1.6


# How far from all that is said of a KPI a figure is none of its own, and how near it may be another's.
FAR, CLOSE = 0.5, 0.2


@rule(
    "RF57",
    Severity.QUERY,
    "From about here, Value seems to stand one row too far {way}: {value} is no figure of {own}, and like those of "
    "{beside}; so it is where {others} meet.",
    "Move the figures {back} by one row, or copy them again from where they came. Then look at the first and the last.",
    brings=dict.fromkeys((*FOLLOW_VALUES, "KP51", "AC25"), Reach.WORKBOOK),
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
