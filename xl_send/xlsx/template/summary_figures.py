"""The formulas of the Summary sheet, and what each comes to, as the engine says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from xl_send.results import Status
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Submission
from xl_send.xlsx.formulas.names import AS_AT, value_cell
from xl_send.xlsx.formulas.syntax import NOTHING, Whole, column_title, unless_error, when, word
from xl_send.xlsx.formulas.values import LiveValues
from xl_send.xlsx.template.summary_kpis import DEEP, KpiLine, kpi_lines
from xl_send.xlsx.write.result_rows import OPEN

TOP_RISKS = 5
SOON = 30
RATED: tuple[type[Record], ...] = (Milestone, Kpi, Risk, Interdependency, LogEntry)
Values = Mapping[str, Value]

# What a count asks of cells: a date or number above nought, a blank, and the beginnings of comparisons with a date.
SOME, BLANK, UP_TO, AFTER = '">0"', '"="', '"<="', '">"'


class Counted(NamedTuple):
    """One line that counts: its words, its formula, and what it means."""

    words: str
    formula: str
    meaning: str


class SummaryValues(NamedTuple):
    """What the formulas of the sheet come to."""

    subject: str
    colours: Mapping[type[Record], Mapping[Status, int]]
    coming: Sequence[int]
    missing: Sequence[int]
    risks: Sequence[tuple[str, int, str, str]]
    kpis: Sequence[KpiLine]


MILESTONES, RISKS, ISSUES = Whole(Milestone), Whole(Risk), Whole(LogEntry)


def subject_formula() -> str:
    """Whose return this is, and as at which day."""
    named = "".join(f'IF({cell}={NOTHING},{NOTHING},{cell}&", ")&' for cell in map(_cover_cell, _NAMED))
    dated = when(f"{AS_AT}={NOTHING}", word(UNDATED), f'"as at "&TEXT({AS_AT},"d mmmm yyyy")')
    return f"{named}{dated}"


def subject(submission: Submission) -> str:
    """What that formula comes to."""
    cover = submission.cover
    named = "".join(f"{told}, " for name in _NAMED if (told := getattr(cover, name)))
    return f"{named}{f'as at {say(submission.as_at)}' if submission.as_at else UNDATED}"


def _cover_cell(name: str) -> str:
    return value_cell(Cover, name)


_NAMED = ("council", "programme", "period")
UNDATED = "As at date still to be given on the Programme sheet"


def colour_count(record: type[Record], status: Status) -> str:
    """How many rows of a sheet have a state."""
    return f"COUNTIF({Whole(record)['rag']},{word(status)})"


def coming() -> tuple[Counted, ...]:
    """Milestones still to come: late, due soon, later. What no date can be worked out for is in none."""
    open_ones = f"{MILESTONES['plan']},{SOME},{MILESTONES['actual']},{BLANK}"
    due = f"{MILESTONES['forecast']},{SOME},{MILESTONES['forecast']},{UP_TO}&{AS_AT}+{SOON}"
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


def to_be_filled() -> tuple[Counted, ...]:
    """What somebody has to fill in or look at."""
    no_owner = "+".join(
        f"SUMPRODUCT(ISTEXT({Whole(record)['id']})*({Whole(record)['owner']}={NOTHING}))" for record in _OWNED
    )
    no_way_back = "+".join(
        f"COUNTIFS({MILESTONES['rag']},{word(status)},{MILESTONES['back_to_green']},{BLANK})" for status in _OFF
    )
    is_open = f"{RISKS['status']},{word(RiskStatus.OPEN)}"
    overdue = f'COUNTIFS({ISSUES["status"]},{word(LogStatus.OPEN)},{ISSUES["needed_by"]},"<"&{AS_AT})'
    return (
        Counted("KPIs without a figure", colour_count(Kpi, Status.NO_DATA), "Missing, too old, or not to be judged."),
        Counted("No owner", no_owner, "Milestones, KPIs, risks, issues and decisions."),
        Counted("No way back", no_way_back, "Red or Amber milestones without Back to green by."),
        Counted("No mitigation", f"COUNTIFS({is_open},{RISKS['mitigation']},{BLANK})", "Open risks without one."),
        Counted("Not settled", _dated(overdue), "Open issues and decisions past Needed by."),
        Counted("Errors", _open_on_checks("error"), "Open on Checks, as Validate last found them."),
        Counted("Queries", _open_on_checks("query"), "Open on Checks, as Validate last found them."),
    )


def _open_on_checks(severity: str) -> str:
    return f"COUNTIFS(tblChecks[Severity],{word(severity)},tblChecks[Standing],{word(OPEN)})"


_OWNED: tuple[type[Record], ...] = (Milestone, Kpi, Risk, LogEntry)
_OFF = (Status.RED, Status.AMBER)


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
    submission: Submission, values: LiveValues, findings: Sequence[str], rows: Mapping[type[Record], Sequence[Values]]
) -> SummaryValues:
    """What they come to. `findings` are the severities that are open on Checks, `rows` what is typed on each sheet."""
    colours = {record: Counter(str(row["rag"]) for row in values.get(record, {}).values()) for record in RATED}
    counts = {record: {status: found[status] for status in Status} for record, found in colours.items()}
    told = Counter(findings)
    owners = sum(_says(row, record, "id") and _lacks(row, record, "owner") for record in _OWNED for row in rows[record])
    return SummaryValues(
        subject(submission),
        counts,
        _coming(submission, values),
        (
            counts[Kpi][Status.NO_DATA], owners, _without_way_back(values, rows), _without_mitigation(rows),
            _overdue(submission.as_at, rows), told["error"], told["query"],
        ),
        _top(submission, values),
        kpi_lines(submission, values),
    )  # fmt: skip


def _says(row: Values, record: type[Record], name: str) -> bool:
    """Whether some word is typed in a cell of a row."""
    value = row.get(column_title(record, name))
    return isinstance(value, str) and bool(value)


def _lacks(row: Values, record: type[Record], name: str) -> bool:
    return row.get(column_title(record, name)) in (None, "")


def _without_way_back(values: LiveValues, rows: Mapping[type[Record], Sequence[Values]]) -> int:
    live = values.get(Milestone, {})
    return sum(
        live.get(number, {}).get("rag") in _OFF and _lacks(row, Milestone, "back_to_green")
        for number, row in enumerate(rows[Milestone], 2)
    )


def _without_mitigation(rows: Mapping[type[Record], Sequence[Values]]) -> int:
    return sum(_stands(row, Risk, RiskStatus.OPEN) and _lacks(row, Risk, "mitigation") for row in rows[Risk])


def _overdue(day: date | None, rows: Mapping[type[Record], Sequence[Values]]) -> int:
    needed = (
        row.get(column_title(LogEntry, "needed_by")) for row in rows[LogEntry] if _stands(row, LogEntry, LogStatus.OPEN)
    )
    return sum(isinstance(by, date) and by < day for by in needed) if day else 0


def _stands(row: Values, record: type[Record], status: str) -> bool:
    """Whether a row has this status."""
    return str(row.get(column_title(record, "status"))).casefold() == status.casefold()


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
