"""The formulas of the Summary sheet, and what each comes to, as the engine says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xl_send.results import Status
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import RiskStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Submission
from xl_send.xlsx.formulas.names import AS_AT
from xl_send.xlsx.formulas.syntax import FILLED, NOTHING, Whole, unless_error, when, word
from xl_send.xlsx.formulas.values import LiveValues

TOP_RISKS = 5
SOON = 30
RATED: tuple[type[Record], ...] = (Milestone, Kpi, Risk, Interdependency, LogEntry)
# More than a sheet has rows.
DEEP = 10_000_000


# What a count asks of cells: a date or number above nought, a blank, and the beginnings of comparisons with a date.
SOME, BLANK, UP_TO, AFTER = '">0"', '"="', '"<="', '">"'


class Counted(NamedTuple):
    """One line that counts: its words, its formula, and what it means."""

    words: str
    formula: str
    meaning: str


class SummaryValues(NamedTuple):
    """What the formulas of the sheet come to. `as_at` is a serial number, or nothing."""

    as_at: int | str
    colours: Mapping[type[Record], Mapping[Status, int]]
    coming: Sequence[int]
    missing: Sequence[int]
    risks: Sequence[tuple[str, int, str, str]]


MILESTONES, KPIS, RISKS = Whole(Milestone), Whole(Kpi), Whole(Risk)


def colour_count(record: type[Record], status: Status) -> str:
    """How many rows of a sheet have a state."""
    return f"COUNTIF({Whole(record)['rag']},{word(status)})"


def coming() -> tuple[Counted, ...]:
    """Milestones still to come: late, due soon, later. What no date can be worked out for is in none."""
    open_ones = f"{MILESTONES['plan']},{SOME},{MILESTONES['actual']},{BLANK}"
    due = f"{MILESTONES['forecast']},{UP_TO}&{AS_AT}+{SOON}"
    later = f"{MILESTONES['forecast']},{AFTER}&{AS_AT}+{SOON}"
    return (
        Counted(
            "Late",
            f"COUNTIFS({open_ones},{MILESTONES['late']},{SOME})",
            "Forecast after their plan date, and not reached.",
        ),
        Counted(f"Due within {SOON} days", _dated(f"COUNTIFS({open_ones},{due})"), "By their forecast, late or not."),
        Counted("Due later", _dated(f"COUNTIFS({open_ones},{later})"), "By their forecast."),
        Counted(
            "Reached",
            f"COUNTIFS({MILESTONES['plan']},{SOME},{MILESTONES['actual']},{SOME})",
            "Have an Actual date.",
        ),
    )


def _dated(formula: str) -> str:
    return when(f"{AS_AT}={NOTHING}", "0", formula)


def missing() -> tuple[Counted, ...]:
    """What somebody has to fill in or look at."""
    no_owner = "+".join(
        f"COUNTIFS({Whole(record)['id']},{FILLED},{Whole(record)['owner']},{BLANK})" for record in _OWNED
    )
    return (
        Counted("KPIs without a figure", colour_count(Kpi, Status.NO_DATA), "Missing, too old, or not to be judged."),
        Counted("Rows without an owner", no_owner, "Milestones, KPIs, risks, issues and decisions."),
        Counted("Errors on Checks", f"COUNTIF(tblChecks[Severity],{word('error')})", "As Validate last found them."),
        Counted("Queries on Checks", f"COUNTIF(tblChecks[Severity],{word('query')})", "As Validate last found them."),
    )


_OWNED: tuple[type[Record], ...] = (Milestone, Kpi, Risk, LogEntry)


def top_risks(count: int) -> list[tuple[str, str, str, str]]:
    """The formulas of the highest open risks: id, score, colour and words, the first of equals first."""
    score, top = RISKS["score"], f"SUMPRODUCT(MIN(ROW({RISKS['id']})))"
    is_open = f"({RISKS['status']}={word(RiskStatus.OPEN)})"
    lines = []
    for number in range(1, count + 1):
        key = f"_xlfn.AGGREGATE(14,6,({score}*{DEEP}-ROW({score}))/{is_open}/ISNUMBER({score}),{number})"
        at = f"ROUNDUP({key}/{DEEP},0)*{DEEP}-{key}-{top}+1"
        cells = (f'INDEX({RISKS[name]},{at})&""' for name in ("id", "rag", "name"))
        found, rag, words = map(unless_error, cells)
        lines.append((found, unless_error(f"INDEX({score},{at})"), rag, words))
    return lines


def summary_values(
    submission: Submission, values: LiveValues, findings: Sequence[str], as_at: int | str
) -> SummaryValues:
    """What they come to. `findings` are the severities that stand on Checks."""
    colours = {record: Counter(str(row["rag"]) for row in values.get(record, {}).values()) for record in RATED}
    counts = {record: {status: found[status] for status in Status} for record, found in colours.items()}
    told = Counter(findings)
    owners = sum(not getattr(row, "owner", None) for record in _OWNED for row in submission.all(record))
    return SummaryValues(
        as_at,
        counts,
        _coming(submission, values),
        (counts[Kpi][Status.NO_DATA], owners, told["error"], told["query"]),
        _top(submission, values),
    )


def _coming(submission: Submission, values: LiveValues) -> tuple[int, ...]:
    live, day = values.get(Milestone, {}), submission.as_at
    planned = [row for row in submission.all(Milestone) if live.get(row.row, {}).get("plan")]
    to_come = [row for row in planned if not row.actual]
    ahead = [(row.forecast - day).days for row in to_come if row.forecast and day]
    late = [row for row in to_come if _number(live[row.row].get("late")) > 0]
    soon = sum(days <= SOON for days in ahead)
    return len(late), soon, len(ahead) - soon, len(planned) - len(to_come)


def _top(submission: Submission, values: LiveValues) -> list[tuple[str, int, str, str]]:
    live = values.get(Risk, {})
    scored = [
        (row, int(_number(live[row.row].get("score"))))
        for row in submission.all(Risk)
        if row.status is RiskStatus.OPEN and live.get(row.row, {}).get("score") is not None
    ]
    scored.sort(key=lambda found: (-found[1], found[0].row))
    return [(row.id, score, str(live[row.row].get("rag") or ""), row.name or "") for row, score in scored[:TOP_RISKS]]


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
