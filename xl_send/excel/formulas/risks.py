"""Risks: the score, and the colour of the council's own matrix."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.excel.formulas.guards import for_record, rests
from xl_send.excel.formulas.names import DEFAULT, EMPTY_WORDS_NAME, IMPACTS, LIKELIHOODS, MATRIX, MATRIX_WHOLE
from xl_send.excel.formulas.syntax import NOTHING, Row, Whole, either, first_of, unless_error, when, word
from xl_send.excel.names import list_name
from xl_send.model.choices import Level, LogKind, LogStatus, RiskStatus
from xl_send.model.risks import LogEntry, Risk
from xl_send.rating.items import Status

ROW = Row(Risk)
LOG = Whole(LogEntry)


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
    listed = (
        f"ISNUMBER(MATCH({LOG[name]},{list_name(options.__name__)},0))"
        for name, options in (("severity", Level), ("status", LogStatus))
    )
    stream = f"(LEN({LOG['workstream']})>1)*(LEN({LOG['workstream']})<6)"
    known = f'ISNA(MATCH({LOG["workstream"]},{EMPTY_WORDS_NAME},0))*ISNUMBER(SEARCH("??-??",{LOG["id"]}))'
    of_row = f"({LOG['from_risk']}={ROW['id']})*({LOG['kind']}={word(LogKind.ISSUE)})"
    return f"SUMPRODUCT({of_row}*{'*'.join(listed)}*{stream}*{known})>0"


def _by_matrix() -> str:
    """A matrix with gaps is a fault, and the usual one counts; a smaller one has no cell for some scores."""
    row, column = (
        f"MATCH({ROW[name]},{scores},0)" for name, scores in (("likelihood", LIKELIHOODS), ("impact", IMPACTS))
    )
    colour = f"INDEX({MATRIX},{row},{column})"
    usual = f"INDEX({DEFAULT},{ROW['likelihood']},{ROW['impact']})"
    return first_of((f"NOT({MATRIX_WHOLE})", usual), (f"{colour}={NOTHING}", word(Status.NO_DATA)), otherwise=colour)
