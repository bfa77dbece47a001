"""Workstreams: the plain worst of the live colours of what belongs to each, without softening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.results import Status
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import Risk
from xl_send.xlsx.formulas.guards import for_record
from xl_send.xlsx.formulas.syntax import FILLED, NOTHING, RowCells, Whole, first_case, word

CODE, WITHOUT, NOT_READ = (RowCells(Workstream)[name] for name in ("code", "without_return", "not_read"))
# What a workstream is judged by, with the columns that name it: a handover counts for both its parties.
PARTS = (
    (Milestone, ("workstream",)),
    (Kpi, ("workstream",)),
    (Risk, ("workstream",)),
    (Interdependency, ("receiver", "giver")),
)


def workstream_formulas() -> Mapping[str, str]:
    """The worst colour; without one, what can be said instead."""
    coloured = [(f"{_count(status)}>0", word(status)) for status in (Status.RED, Status.AMBER, Status.GREEN)]
    rag = first_case(
        (f'OR({WITHOUT}="Yes",LEN({NOT_READ})>0)', word(Status.NO_DATA)),
        *coloured,
        (f"{_count(Status.NO_DATA)}>0", word(Status.NO_DATA)),
        (f"{_count()}=0", NOTHING),
        (f"{_count(Status.COMPLETE)}={_count()}", word(Status.COMPLETE)),
        (f"{_count(Status.NOT_DUE)}>0", word(Status.NOT_DUE)),
        otherwise=word(Status.NOT_RATED),
    )
    return {"rag": for_record(Workstream, rag)}


def _count(status: Status | None = None) -> str:
    """How many rows of this workstream say so, or say anything."""
    return f"({'+'.join(_counts(word(status) if status else FILLED))})"


def _counts(wanted: str) -> Iterator[str]:
    for record, names in PARTS:
        column = Whole(record)
        for name in names:
            yield f"COUNTIFS({column[name]},{CODE},{column['rag']},{wanted})"
