"""Workstreams: the plain worst of the live colours of what belongs to each, without softening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.excel.formulas.guards import for_record
from xl_send.excel.formulas.syntax import FILLED, NOTHING, Row, Whole, first_of, word
from xl_send.model.benefits import Kpi
from xl_send.model.delivery import Milestone
from xl_send.model.network import Interdependency
from xl_send.model.programme import Workstream
from xl_send.model.risks import Risk
from xl_send.rating.items import Status

CODE = Row(Workstream)["code"]
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
    rag = first_of(
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
