"""KPIs against their path, on the Summary: the formulas of those that are worst off, and what each comes to."""

from __future__ import annotations

from xl_send.results import Status
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Submission
from xl_send.xlsx.formulas.syntax import NOTHING, Whole, unless_error, when, word
from xl_send.xlsx.formulas.values import LiveValues

TOP_KPIS = 7
# Whose turn comes first; all others come last.
ORDER = (Status.RED, Status.AMBER, Status.NO_DATA, Status.GREEN)
TITLES = ("KPIs against their path", "Latest", "Expected", "Target", "Better", "Unit", "RAG")
# More than a sheet has rows.
DEEP = 10_000_000
KPIS = Whole(Kpi)


class KpiLine(NamedTuple):
    """One KPI: its id and name, where it is, where it should be by now and in the end, its way, unit and colour."""

    name: str = ""
    latest: float | str = ""
    expected: float | str = ""
    target: float | str = ""
    better: str = ""
    unit: str = ""
    rag: str = ""


def worst_kpi_formulas(count: int) -> list[tuple[str, ...]]:
    """The formulas of so many lines, the worst first and of equals the first."""
    return [_formulas(number) for number in range(1, count + 1)]


def _formulas(number: int) -> tuple[str, ...]:
    rag = KPIS["rag"]
    better = "".join(f"-{len(ORDER) - at}*({rag}={word(status)})" for at, status in enumerate(ORDER))
    key = f"_xlfn.AGGREGATE(15,6,(({len(ORDER)}{better})*{DEEP}+ROW({rag}))/({rag}<>{NOTHING}),{number})"
    at = f"MOD({key},{DEEP})-SUMPRODUCT(MIN(ROW({rag})))+1"
    shown = [f"INDEX({KPIS[name]},{at})" for name in ("latest", "expected", "target", "better", "unit", "rag")]
    name = f'INDEX({KPIS["id"]},{at})&" "&INDEX({KPIS["name"]},{at})'
    cells = (when(f"{cell}={NOTHING}", NOTHING, cell) for cell in shown)
    return (unless_error(name), *map(unless_error, cells))


def kpi_lines(submission: Submission, values: LiveValues) -> list[KpiLine]:
    """What the formulas come to."""
    live = values.get(Kpi, {})
    rated = [(row, live[row.row]) for row in submission.all(Kpi) if live.get(row.row, {}).get("rag")]
    rated.sort(key=lambda found: (_turn(str(found[1]["rag"])), found[0].row))
    return [
        KpiLine(
            f"{row.id} {row.name or ''}",
            _figure(cells.get("latest")),
            _figure(cells.get("expected")),
            _figure(row.target),
            row.better.value,
            row.unit.value,
            str(cells["rag"]),
        )
        for row, cells in rated[:TOP_KPIS]
    ]


def _turn(rag: str) -> int:
    return next((at for at, status in enumerate(ORDER) if status == rag), len(ORDER))


def _figure(value: object) -> float | str:
    return float(value) if isinstance(value, int | float) else ""
