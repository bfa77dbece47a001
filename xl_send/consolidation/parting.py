"""A programme workbook taken apart again: one return for each that it was made from, else for each workstream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from xl_send.consolidation.returns import LEFT_BEHIND, RETURNS, SOURCE_ROW, SOURCE_WORKBOOK, Return, Values
from xl_send.consolidation.row_sources import BETWEEN
from xl_send.text import as_text
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS

# What the Programme sheet says of the whole, or of who prepared it: each return says that for itself.
_OF_THE_WHOLE = ("Prepared by", "Reported RAG", "Reason", "Template version")
Belongs = Callable[[type[Record], Values], bool]


class Parts(NamedTuple):
    """The returns within a programme workbook, and the rows, by sheet and number, that are in none of them.

    `behind` is what its Returns sheet says that had no place in it, by the name of the file.
    """

    returns: tuple[PartedReturn, ...]
    apart: tuple[tuple[str, int], ...]
    behind: Mapping[str, str]


class PartedReturn(NamedTuple):
    """One return within a programme workbook: what its file is called, its workstreams, and what it is filled with."""

    name: str
    codes: tuple[str, ...]
    rows: Mapping[type[Record], Sequence[Values]]
    labels: Mapping[type[Record], Values]


def parted(programme: Return) -> Parts:
    """The returns within a programme workbook, by the files that its rows come from, else by their workstreams.

    What serves all, the calendar, forums, meetings and thresholds, each of them gets.
    """
    numbered = {
        record: {row: {**values, **programme.own_values(record, row)} for row, values in programme.rows(record)}
        for record in SHEETS
        if record.SHEET.layout is Layout.TABLE
    }
    rows = {record: list(found.values()) for record, found in numbered.items()}
    by_file = _files(rows.get(Workstream, ()))
    groups: list[tuple[str, tuple[str, ...], Belongs]]
    if by_file:
        groups = [(file, of, _from(file)) for file, of in sorted(by_file.items())]
    else:
        groups = [(f"{code}.xlsx", (code,), _of(code)) for code in sorted(programme.codes)]
    labels = {Cover: _cover(programme), Thresholds: programme.labels(Thresholds)}
    returns = (
        PartedReturn(name, of, {record: list(_part(record, found, belongs)) for record, found in rows.items()}, labels)
        for name, of, belongs in groups
    )
    apart = (
        (record.SHEET.title, row)
        for record, found in numbered.items()
        for row, values in found.items()
        if not record.SHEET.setting and not any(belongs(record, values) for _, _, belongs in groups)
    )
    return Parts(tuple(returns), tuple(apart), _behind(programme))


def _behind(programme: Return) -> dict[str, str]:
    """What the Returns sheet says was left behind of each file."""
    rows = next((list(grid.rows) for grid in programme.book.grids if grid.title == RETURNS), [])
    found: dict[str, str] = {}
    places: dict[str, int] = {}
    for _, cells in rows:
        said = {as_text(value): at for at, value in cells.items()}
        places = said if {"File", "Why"} <= said.keys() else places
        file, why = (as_text(cells.get(places.get(title, 0))) for title in ("File", "Why"))
        behind = why.partition(LEFT_BEHIND)[2].removesuffix(".")
        if behind:
            found[file] = ", ".join(filter(None, (found.get(file), behind)))
    return found


def whole_return(item: Return, name: str) -> PartedReturn:
    """A return as it was kept, with all that is in it."""
    tables = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]
    rows = {record: [values for _, values in item.rows(record)] for record in tables}
    cover = {title: value for title, value in item.labels(Cover).items() if title != "Template version"}
    return PartedReturn(name, tuple(sorted(item.codes)), rows, {Cover: cover, Thresholds: item.labels(Thresholds)})


def _files(streams: Iterable[Values]) -> dict[str, tuple[str, ...]]:
    """The files that workstreams come from, each with their codes; none where one does not say."""
    found: dict[str, tuple[str, ...]] = {}
    for values in streams:
        file, code = as_text(values.get(SOURCE_WORKBOOK)), as_text(values.get("Code"))
        if not file:
            return {}
        found[file] = (*found.get(file, ()), code)
    return found


def _from(file: str) -> Belongs:
    # What stands in place of a name that was withheld may hold what stands between two.
    return lambda _, values: file in ((said := as_text(values.get(SOURCE_WORKBOOK))), *said.split(BETWEEN))


def _of(code: str) -> Belongs:
    def belongs(record: type[Record], values: Values) -> bool:
        if record is Workstream:
            return as_text(values.get("Code")) == code
        if record is Interdependency:
            return code in (as_text(values.get("Giver")), as_text(values.get("Receiver")))
        if "Workstream" in values:
            return as_text(values["Workstream"]) == code
        named = as_text(values.get("KPI")) or as_text(values.get("ID"))
        return code_of(named) == code

    return belongs


def _part(record: type[Record], rows: Sequence[Values], belongs: Belongs) -> Iterator[Values]:
    """The rows of a sheet that are a return's, without where they come from."""
    for values in rows:
        if record.SHEET.setting or belongs(record, values):
            yield {title: value for title, value in values.items() if title not in (SOURCE_WORKBOOK, SOURCE_ROW)}


def _cover(programme: Return) -> Values:
    known = {column.title for column in columns_of(Cover)} - {*_OF_THE_WHOLE}
    return {title: value for title, value in programme.labels(Cover).items() if title in known}
