"""Risks and the log: the score, the colour of the council's own matrix, and that of an open entry."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.results import Status
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.xlsx.formulas.guards import for_record, rests
from xl_send.xlsx.formulas.names import AS_AT, DEFAULT, IMPACTS, LIKELIHOODS, MATRIX, MATRIX_WHOLE
from xl_send.xlsx.formulas.syntax import (
    FILLED,
    NOTHING,
    RowCells,
    Whole,
    either,
    every,
    first_case,
    unless_error,
    when,
    word,
)

ROW = RowCells(Risk)
LOG = Whole(LogEntry)
ENTRY = RowCells(LogEntry)


def risk_formulas() -> Mapping[str, str]:
    """The formulas of the Risks sheet by column."""
    score = f"{ROW['likelihood']}*{ROW['impact']}"
    return {
        "score": unless_error(when(either(f"{ROW['rag']}={NOTHING}", rests(Risk)), NOTHING, score)),
        "rag": for_record(Risk, _rag()),
    }


def _rag() -> str:
    closed = f"{ROW['status']}={word(RiskStatus.CLOSED)}"
    over = when(f"{ROW['status']}={word(RiskStatus.BECAME_ISSUE)}", _named_by_an_issue(), "FALSE")
    return when(either(rests(Risk), closed, over), word(Status.NOT_RATED), _by_matrix())


def _named_by_an_issue() -> str:
    """Whether an issue that can be read names this risk."""
    issue = f"{LOG['kind']},{word(LogKind.ISSUE)},{LOG['rag']},{FILLED}"
    return f"COUNTIFS({LOG['from_risk']},{ROW['id']},{issue})>0"


def _by_matrix() -> str:
    """A matrix with gaps is a fault, and the usual one counts; a smaller one has no cell for some scores."""
    row, column = (
        f"MATCH({ROW[name]},{scores},0)" for name, scores in (("likelihood", LIKELIHOODS), ("impact", IMPACTS))
    )
    colour = f"INDEX({MATRIX},{row},{column})"
    usual = f"INDEX({DEFAULT},{ROW['likelihood']},{ROW['impact']})"
    return first_case((f"NOT({MATRIX_WHOLE})", usual), (f"{colour}={NOTHING}", word(Status.NO_DATA)), otherwise=colour)


def log_formulas() -> Mapping[str, str]:
    """The formula of the Issues and decisions sheet. It also tells other sheets which rows can be read."""
    high, medium = (f"{ENTRY['severity']}={word(level)}" for level in (Level.HIGH, Level.MEDIUM))
    by_severity = first_case((high, word(Status.RED)), (medium, word(Status.AMBER)), otherwise=word(Status.GREEN))
    past = every(f"N({ENTRY['needed_by']})>0", f"{ENTRY['needed_by']}<{AS_AT}")
    rag = first_case(
        (rests(LogEntry), word(Status.NOT_RATED)),
        (f"{ENTRY['status']}={word(LogStatus.CLOSED)}", word(Status.COMPLETE)),
        (f"{ENTRY['kind']}={word(LogKind.ISSUE)}", by_severity),
        (past, when(high, word(Status.RED), word(Status.AMBER))),
        otherwise=word(Status.GREEN),
    )
    return {"rag": for_record(LogEntry, rag)}
