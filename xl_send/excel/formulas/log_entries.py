"""Issues and decisions: the colour of an open issue's severity, or of the day by which the rest is needed."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.excel.formulas.guards import for_record, rests
from xl_send.excel.formulas.names import AS_AT
from xl_send.excel.formulas.syntax import Row, every, first_of, when, word
from xl_send.model.choices import Level, LogKind, LogStatus
from xl_send.model.risks import LogEntry
from xl_send.rating.items import Status

ROW = Row(LogEntry)


def log_formulas() -> Mapping[str, str]:
    """The formula of the Issues and decisions sheet. It also tells other sheets which rows can be read."""
    high, medium = (f"{ROW['severity']}={word(level)}" for level in (Level.HIGH, Level.MEDIUM))
    by_severity = first_of((high, word(Status.RED)), (medium, word(Status.AMBER)), otherwise=word(Status.GREEN))
    past = every(f"ISNUMBER({ROW['needed_by']})", f"{ROW['needed_by']}<{AS_AT}")
    rag = first_of(
        (rests(LogEntry), word(Status.NOT_RATED)),
        (f"{ROW['status']}={word(LogStatus.CLOSED)}", word(Status.COMPLETE)),
        (f"{ROW['kind']}={word(LogKind.ISSUE)}", by_severity),
        (past, when(high, word(Status.RED), word(Status.AMBER))),
        otherwise=word(Status.GREEN),
    )
    return {"rag": for_record(LogEntry, rag)}
