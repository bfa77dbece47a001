"""The rows of a programme workbook, from those of its returns (workbook contract: editions; both parties' accounts).

Every row of every return is among them, or is named as not taken with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PureWindowsPath

from xl_send.consolidation.accounts import Difference, FiguresTaken, one_account
from xl_send.consolidation.chase import ExpectedWorkstream
from xl_send.consolidation.returns import Return, Values
from xl_send.consolidation.row_sources import NotTaken, ReturnRow, row_not_taken, rows_apart, with_sources
from xl_send.consolidation.settings import (
    cover_differences,
    cover_not_taken,
    programme_cover,
    settings_not_taken,
    silences_of,
    threshold_differences,
    thresholds_of,
)
from xl_send.consolidation.unknown import rows_marked
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Layout, Record, columns_by_name
from xl_send.workbook.policies import Policy
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Silence, Thresholds
from xl_send.workbook.submissions import SHEETS, Programme

__all__ = ["Difference", "MergedProgramme", "together"]

# What every return has a copy of: a row that stands in one already is not repeated.
_SHARED = (Forum, Meeting)


class MergedProgramme(NamedTuple):
    """What a programme workbook is filled with, where its returns differ, and what of them was not taken."""

    rows: Mapping[type[Record], Sequence[Values]]
    labels: Mapping[type[Record], Values]
    own_lists: Mapping[str, Sequence[str]]
    policy: Policy
    silences: tuple[Silence, ...]
    differences: tuple[Difference, ...]
    not_taken: tuple[NotTaken, ...]


class _Told(NamedTuple):
    """What is told of rows beside those that are taken."""

    differences: list[Difference]
    not_taken: list[NotTaken]


def together(
    taken: Sequence[Return],
    named: Return | None,
    programme: Programme,
    as_at: date,
    missing: Sequence[ExpectedWorkstream] = (),
) -> MergedProgramme:
    """The rows of all returns, in their order; the cover of the one that leads, with this As at date.

    Rows keep what was typed, also where it could not be read. A handover and a shared KPI stand once. `named` is the
    workbook that was named for its thresholds and calendar, be it a return or not. A workstream that is `missing` has
    a row that says so.
    """
    told, policy = _Told([], []), programme.policy
    lead = next(item for item in taken if item.submission is programme.lead)
    if policy is None:
        message = "Without a return there is nothing to bring together."
        raise ValueError(message)
    by_workbook = {item.submission.workbook: item for item in (*taken, *((named,) if named else ()))}
    tables = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]
    giver = by_workbook[policy.calendar_giver.workbook] if policy.calendar_giver else None
    rows = {record: list(_rows(record, taken, giver, as_at, told)) for record in tables}
    rows[Workstream] = [*rows_marked(rows[Workstream], taken, programme), *(found.values for found in missing)]
    cover, silences = programme_cover(taken, lead, as_at, programme.left_out), silences_of(taken, policy)
    told.differences.extend(cover_differences(taken, cover, lead))
    told.differences.extend(threshold_differences(taken, policy, by_workbook))
    told.not_taken.extend(cover_not_taken(taken, cover))
    told.not_taken.extend(settings_not_taken(taken, silences))
    told.not_taken.extend(rows_apart(taken))
    return MergedProgramme(
        rows=rows,
        labels={Cover: cover, Thresholds: thresholds_of(policy, by_workbook)},
        own_lists=_own_lists(taken),
        policy=policy,
        silences=silences,
        differences=tuple(told.differences),
        not_taken=tuple(told.not_taken),
    )


def _rows(
    record: type[Record], taken: Sequence[Return], calendar: Return | None, as_at: date, told: _Told
) -> Iterator[Values]:
    if record is CalendarEntry:
        yield from _calendar(taken, calendar, told)
    elif record in _SHARED:
        yield from _once_each(record, taken, told)
    elif record in {Interdependency, Kpi}:
        yield from _shared_ids(record, taken, told)
    elif record is Expectation or record is Actual:
        found = FiguresTaken(record, taken)
        told.differences.extend(found.differences)
        told.not_taken.extend(found.not_taken)
        yield from found.rows
    else:
        for item in taken:
            mark = _of_when(item, as_at) if record is Workstream else {}
            yield from (
                with_sources(record, {**values, **mark}, [ReturnRow(item, row)]) for row, values in item.rows(record)
            )


def _of_when(item: Return, as_at: date) -> Values:
    """Of which day a workstream is told, if not of that of the whole: carried forward, or of an earlier return."""
    columns = columns_by_name(Workstream)
    if item.as_at is None or not (item.carried or item.as_at < as_at):
        return {}
    return {columns["carried" if item.carried else "returned"].title: item.as_at}


def _calendar(taken: Sequence[Return], giver: Return | None, told: _Told) -> Iterator[Values]:
    """The calendar that serves all; entries that only others have are named."""
    kept = list(giver.rows(CalendarEntry)) if giver else []
    why = f"The calendar of {PureWindowsPath(giver.path).name} serves all." if giver else "No calendar could be read."
    said = {frozenset(values.items()) for _, values in kept}
    for item in taken:
        told.not_taken.extend(
            row_not_taken(item, CalendarEntry, row, values, why)
            for row, values in item.rows(CalendarEntry)
            if frozenset(values.items()) not in said
        )
    if giver:
        yield from (with_sources(CalendarEntry, values, [ReturnRow(giver, row)]) for row, values in kept)


def _once_each(record: type[Record], taken: Sequence[Return], told: _Told) -> Iterator[Values]:
    """Rows that every return has a copy of, the first of each: by its name, or a meeting by all it says.

    What another copy of a row says otherwise is told as a difference.
    """
    known: dict[object, tuple[Return, Values]] = {}
    for item in taken:
        for row, values in item.rows(record):
            name = item.name_at(record, row)
            key: object = name.casefold() or frozenset(values.items())
            if key not in known:
                known[key] = item, values
                yield with_sources(record, values, [ReturnRow(item, row)])
                continue
            first, kept = known[key]
            told.differences.extend(
                Difference(record.SHEET.title, name, title, first.path, kept.get(title), item.path, value)
                for title, value in values.items()
                if kept.get(title) != value
            )


def _shared_ids(record: type[Record], taken: Sequence[Return], told: _Told) -> Iterator[Values]:
    """Rows of which two returns may give an account, in one row each; rows without an id all stand."""
    accounts: dict[object, list[tuple[Return, Values]]] = {}
    rows: dict[object, list[ReturnRow]] = {}
    for item in taken:
        for row, values in item.rows(record):
            name = item.name_at(record, row)
            # Twice in one return is a fault of that return: both stand, and Validate tells of it.
            known = any(other is item for other, _ in accounts.get(name, ()))
            key: object = name if name and not known else (item.path, row)
            accounts.setdefault(key, []).append((item, values))
            rows.setdefault(key, []).append(ReturnRow(item, row))
    for of, found in accounts.items():
        merged, differing = one_account(record, str(of), found)
        told.differences.extend(differing)
        yield with_sources(record, merged, rows[of])


def _own_lists(taken: Sequence[Return]) -> dict[str, list[str]]:
    lists: dict[str, dict[str, None]] = {}
    for item in taken:
        for title, words in item.submission.own_lists.items():
            lists.setdefault(title, {}).update(dict.fromkeys(words))
    return {title: list(words) for title, words in lists.items()}
