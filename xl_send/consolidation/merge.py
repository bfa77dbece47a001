"""The rows of a programme workbook, from those of its returns (workbook contract: editions; both parties' accounts)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xl_send.consolidation.accounts import Difference, one_account
from xl_send.consolidation.returns import Return, Values
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS, Submission

__all__ = ["Difference", "MergedProgramme", "together"]

AS_AT, TEMPLATE_VERSION = "As at", "Template version"
# What every return has a copy of: a row that stands in one already is not repeated.
_SHARED = (Forum, Meeting)


class MergedProgramme(NamedTuple):
    """What a programme workbook is filled with, and where its returns differ.

    `policy` is the return whose thresholds and calendar serve all.
    """

    rows: Mapping[type[Record], Sequence[Values]]
    labels: Mapping[type[Record], Values]
    own_lists: Mapping[str, Sequence[str]]
    policy: Submission
    differences: tuple[Difference, ...]


def together(taken: Sequence[Return], lead: Return, policy: Return, as_at: date) -> MergedProgramme:
    """The rows of all returns, in their order; the cover of the one that leads, with this As at date.

    Rows keep what was typed, also where it could not be read. A handover and a shared KPI stand once.
    """
    differences: list[Difference] = []
    tables = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]
    rows = {record: list(_rows(record, taken, policy, differences)) for record in tables}
    cover: dict[str, Value] = {**lead.labels(Cover), AS_AT: as_at}
    cover.pop(TEMPLATE_VERSION, None)
    differences += [*_labels_differ(Cover, taken, lead), *_labels_differ(Thresholds, taken, policy)]
    return MergedProgramme(
        rows=rows,
        labels={Cover: cover, Thresholds: policy.labels(Thresholds)},
        own_lists=_own_lists(taken),
        policy=policy.submission,
        differences=tuple(differences),
    )


def _rows(
    record: type[Record], taken: Sequence[Return], policy: Return, differences: list[Difference]
) -> Iterator[Values]:
    if record is CalendarEntry:
        return (values for _, values in policy.rows(CalendarEntry))
    if record in _SHARED:
        return _once_each(record, taken)
    if record in {Interdependency, Kpi}:
        return _shared_ids(record, taken, differences)
    if record is Expectation or record is Actual:
        return _of_owners(record, taken)
    return (values for item in taken for _, values in item.rows(record))


def _once_each(record: type[Record], taken: Sequence[Return]) -> Iterator[Values]:
    """Rows that every return has a copy of, the first of each: by its name, or a meeting by all it says."""
    known = set()
    for item in taken:
        for row, values in item.rows(record):
            name: object = item.name_at(record, row).casefold() or tuple(sorted((k, str(v)) for k, v in values.items()))
            if name not in known:
                known.add(name)
                yield values


def _shared_ids(record: type[Record], taken: Sequence[Return], differences: list[Difference]) -> Iterator[Values]:
    """Rows of which two returns may give an account, in one row each; rows without an id all stand."""
    accounts: dict[object, list[tuple[Return, Values]]] = {}
    for item in taken:
        for row, values in item.rows(record):
            name = item.name_at(record, row)
            # Twice in one return is a fault of that return: both stand, and Validate tells of it.
            known = any(other is item for other, _ in accounts.get(name, ()))
            accounts.setdefault(name if name and not known else (item.path, row), []).append((item, values))
    for key, found in accounts.items():
        merged, differing = one_account(record, str(key), found)
        differences += differing
        yield merged


def _of_owners(record: type[Expectation | Actual], taken: Sequence[Return]) -> Iterator[Values]:
    """Expectations and actuals. Of a KPI that two returns list, those of its owner."""
    listing: dict[str, list[Return]] = {}
    for item in taken:
        for row, _ in item.rows(Kpi):
            listing.setdefault(item.name_at(Kpi, row), []).append(item)
    for item in taken:
        kpis = {point.row: point.kpi for point in item.submission.all(record)}
        for row, values in item.rows(record):
            name = kpis.get(row, "")
            owners = listing.get(name, []) if name else []
            if item not in owners or item is owner_of(name, owners):
                yield values


def owner_of(name: str, found: Sequence[Return]) -> Return:
    """Whose row of an id counts: the return of the workstream whose code it bears, else the first."""
    return next((item for item in found if code_of(name) in item.codes), found[0])


def _own_lists(taken: Sequence[Return]) -> dict[str, list[str]]:
    lists: dict[str, dict[str, None]] = {}
    for item in taken:
        for title, words in item.submission.own_lists.items():
            lists.setdefault(title, {}).update(dict.fromkeys(words))
    return {title: list(words) for title, words in lists.items()}


def _labels_differ(record: type[Record], taken: Sequence[Return], settling: Return) -> Iterator[Difference]:
    """Where another return's Programme or Thresholds sheet says something else than the one that is taken."""
    settled = settling.labels(record)
    for column in columns_of(record):
        if column.title in {TEMPLATE_VERSION, *_OF_ONE_RETURN}:
            continue
        for item in taken:
            other = item.labels(record).get(column.title)
            mine = settled.get(column.title)
            if other is not None and other != mine:
                yield Difference(record.SHEET.title, "", column.title, settling.path, mine, item.path, other)


# What each return says of itself.
_OF_ONE_RETURN = {"Prepared by", "Reported RAG", "Reason"}
