"""Rows that are not rated because they, or their workstream, are paused or withdrawn; and late starts."""

from __future__ import annotations

from datetime import date

from xl_send.findings import Cell
from xl_send.rag.context import Context
from xl_send.results import Rating, Status
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State


def not_rated(record: Record, workstream: str, context: Context, state: State = State.ACTIVE) -> Rating | None:
    """Not rated where the row or its workstream is paused or withdrawn (status: principles).

    A workstream that was not read is taken to be active.
    """
    if state is not State.ACTIVE:
        return Rating(Status.NOT_RATED, f"this row is {state.value.lower()}", (record.at("state"),), settled=True)
    stream = context.known.programme.streams.get(workstream)
    if stream is None or stream.state is State.ACTIVE:
        return None
    reason = f"its workstream, {stream.code}, is {stream.state.value.lower()}"
    return Rating(Status.NOT_RATED, reason, (stream.at("state"),), settled=True)


def starts_later(workstream: str, context: Context) -> tuple[date, Cell] | None:
    """The day on which a workstream starts, and its cell, where that is after the as at date.

    A workstream that was not read is taken to have started.
    """
    stream = context.known.programme.streams.get(workstream)
    if stream is None or stream.starts is None or stream.starts <= context.as_at:
        return None
    return stream.starts, stream.at("starts")


def not_started(starts: date) -> str:
    """The reason why nothing is due of a workstream before its start."""
    return f"its workstream starts on {say(starts)}"
