"""A tracker read whole: its tables found, their columns understood, their rows carried, and an account of it all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xl_send.adoption.account import AdoptionAccount, LeftRow
from xl_send.adoption.carrying.cover import cover_found
from xl_send.adoption.carrying.ids import give_ids, link_rows
from xl_send.adoption.carrying.kpis import kpi_figures
from xl_send.adoption.carrying.place import TablePlace
from xl_send.adoption.carrying.rows import MadeRow
from xl_send.adoption.carrying.streams import Streams, names_a_stream, stream_in
from xl_send.adoption.carrying.table import TableCarrier
from xl_send.adoption.choosing import is_wanted, rows_to_take, tell_nothing_found
from xl_send.adoption.finding.columns import ColumnRead, Judgement, read_columns
from xl_send.adoption.finding.contents import ColumnContents
from xl_send.adoption.finding.periods import first_year_in
from xl_send.adoption.finding.rows import RowKind
from xl_send.adoption.finding.synonyms import OWN_ID, columns_by_title
from xl_send.adoption.finding.tables import FoundTable, tables_in
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.mapping import GivenMapping, Line, What
from xl_send.adoption.raid import raid_parts
from xl_send.adoption.tracker.sheets import Tracker, addresses, shown_text
from xl_send.analysis.names.local_authorities import authority_named
from xl_send.calendar import Terms
from xl_send.value_classes import frozen, mutable
from xl_send.workbook.cells import Value

READ_AS_STREAM = "a heading, read as a workstream"
_SHEET_ORDER = (
    "Workstreams",
    "Milestones",
    "KPIs",
    "Expectations",
    "Actuals",
    "Risks",
    "Interdependencies",
    "Resources",
    "Money",
    "Issues and decisions",
)


@frozen(eq=True)
class Adopted:
    """What came of a tracker: rows for each sheet of ours by its title, the cover, and the account of it all."""

    rows: Mapping[str, tuple[MadeRow, ...]]
    cover: Mapping[str, Value]
    lines: tuple[Line, ...]
    left: tuple[LeftRow, ...]
    account: AdoptionAccount

    @property
    def questions(self) -> tuple[Line, ...]:
        """What an owner is asked."""
        return tuple(line for line in self.lines if line.asks)


@mutable()
class Adoption:
    """The work of adopting one tracker."""

    tracker: Tracker
    account: AdoptionAccount
    streams: Streams
    terms: Terms

    def tables(self) -> Iterator[FoundTable]:
        """The tables of every sheet that are to be carried; the others are told."""
        for sheet in self.tracker.sheets:
            found = tables_in(sheet, self.account.given.tables(sheet.title))
            if not found and sheet.rows:
                tell_nothing_found(sheet, self.account)
            for table in found:
                if is_wanted(table, self.account):
                    yield from raid_parts(table)

    def carry(self, table: FoundTable) -> list[MadeRow]:
        """The records of a table as rows of ours."""
        rows = rows_to_take(table, self.account)
        reads = self._columns(table, rows)
        self._leave_others(table, rows)
        carrier = TableCarrier(TablePlace(table.sheet, table.header, self.account), reads, self.terms, table.ours)
        made = carrier.carry(rows, lambda row: self._stream(table, row))
        if table.ours != "KPIs":
            return made
        kpis, figures = kpi_figures(carrier, made)
        return [*kpis, *figures.milestones, *figures.expectations, *figures.actuals]

    def _leave_others(self, table: FoundTable, rows: Sequence[int]) -> None:
        """Note of every row that is not carried what it is."""
        places = [column.place for column in table.header.columns]
        for row in table.rows:
            if row.kind is RowKind.HEADING and names_a_stream(_row_text(table, row.number)):
                self.account.leave(table.sheet, row.number, table.sheet.rows[row.number], READ_AS_STREAM)
            elif row.number not in rows:
                self.account.leave(table.sheet, row.number, places, row.kind.value)

    def _columns(self, table: FoundTable, rows: Sequence[int]) -> list[ColumnRead]:
        sheet, header = table.sheet, table.header
        contents = {
            column.place: ColumnContents(tuple(raw for row in rows if (raw := sheet.at(row, column.place)) is not None))
            for column in header.columns
        }
        given = {}
        for column in header.columns:
            said = self.account.given.answer(What.COLUMN, sheet.title, table.place, table.part, column.title)
            if said is not None:
                given[column.place] = said
        year = _year_over(table)
        reads = read_columns(header.columns, Judgement(table.ours, contents, self.terms, year, given))
        for read in reads:
            self._tell_column(table, read, rows)
        return reads

    def _tell_column(self, table: FoundTable, read: ColumnRead, rows: Sequence[int]) -> None:
        sheet, column = table.sheet, read.column
        hidden = " The column is hidden." if column.place in sheet.looks.hidden_columns and read.taken else ""
        why = f"{read.why}.{hidden}".replace("..", ".") if read.why and hidden else read.why or hidden.strip()
        ours = read.ours or ""
        if read.ours == OWN_ID and OWN_ID not in columns_by_title(table.ours):
            why = "our sheet has ids of its own, numbered as yours where that can be; yours stand on Left over"
        filled = [row for row in rows if sheet.at(row, column.place) is not None]
        certainty = read.certainty if filled or read.certainty is not Certainty.ASK else Certainty.NONE
        self.account.say(
            Line(
                What.COLUMN,
                sheet.title,
                table.place,
                table.part,
                column.title,
                ours,
                certainty,
                addresses(column.place, filled),
                why or ("" if filled else "nothing stands in it"),
            )
        )
        self.account.titles.update((sheet.title, *at) for at in column.cells)

    def _stream(self, table: FoundTable, row: int) -> str:
        """The workstream that a row belongs to by the heading over it, in the table or above, or the sheet's name."""
        if self.streams.only:
            return ""
        headings = [number for number in table.of(RowKind.HEADING) if number < row]
        named = [text for number in headings if names_a_stream(text := _row_text(table, number))]
        if named:
            return stream_in(named[-1])
        return self._stream_over(table)

    def _stream_over(self, table: FoundTable) -> str:
        return next((stream_in(text) for text in (table.above, table.sheet.title) if names_a_stream(text)), "")


def _row_text(table: FoundTable, number: int) -> str:
    """What stands in a row, in one text."""
    return " ".join(shown_text(raw) for raw in table.sheet.rows[number].values())


def _year_over(table: FoundTable) -> int | None:
    """The financial year that stands in the heading of a table, its sheet's name, or a row above its titles."""
    sheet = table.sheet
    above = [
        sheet.text(number, place)
        for number in range(table.header.top - 1, 0, -1)
        for place in sheet.rows.get(number, {})
    ]
    texts = [table.above, sheet.title, *above]
    return next((year for text in texts if (year := first_year_in(text)) is not None), None)


def adopt_tracker(tracker: Tracker, terms: Terms, given: GivenMapping | None = None, workstream: str = "") -> Adopted:
    """What a tracker holds as rows of ours, with an account of how everything was read and where every cell went.

    `given` is what an owner has said in a mapping; `workstream` is the one code that everything is to belong to.
    Raises `CannotRunError` for a code or an answer that is none.
    """
    account = AdoptionAccount(given or GivenMapping())
    work = Adoption(tracker, account, Streams(account, workstream), terms)
    made = [row for table in list(work.tables()) for row in work.carry(table)]
    inside = set(account.carried) | account.titles
    cover = _with_authority(cover_found(tracker, inside, terms, account))
    only_name = _only_name(tracker, made)
    for row in made:
        row.stream = row.stream or only_name
    made += _stream_rows(made, work.streams)
    give_ids(made, work.streams, account)
    link_rows(made)
    by_sheet: dict[str, list[MadeRow]] = defaultdict(list)
    for row in made:
        by_sheet[row.sheet].append(row)
    rows = {sheet: tuple(by_sheet[sheet]) for sheet in _SHEET_ORDER if by_sheet[sheet]}
    return Adopted(rows, cover, tuple(account.lines), tuple(account.left_over(tracker)), account)


def _with_authority(cover: dict[str, Value]) -> dict[str, Value]:
    """The cover with the code of the local authority, where the council's name leaves no doubt which it is."""
    council = cover.get("Council")
    found = authority_named(council) if isinstance(council, str) else None
    return {**cover, "Local authority code": found.code} if found and "Local authority code" not in cover else cover


def _only_name(tracker: Tracker, made: Sequence[MadeRow]) -> str:
    """The name of the workstream for rows that say none: in the tracker's own first lines, else plainly Workstream."""
    if not made:
        return ""
    for sheet in tracker.sheets:
        for number in list(sheet.rows)[:3]:
            for raw in sheet.rows[number].values():
                text = shown_text(raw)
                if (
                    isinstance(raw, str)
                    and len(text) <= 80
                    and "workstream" in text.casefold()
                    and comparable(text) not in {"workstream", "workstreams"}
                ):
                    return stream_in(text)
    return ""


def _stream_rows(made: list[MadeRow], streams: Streams) -> list[MadeRow]:
    """A row on Workstreams for each workstream that rows name and no table describes."""
    described: dict[str, MadeRow] = {}
    for row in [row for row in made if row.sheet == "Workstreams"]:
        name = str(row.values.get("Workstream", ""))
        row.values["Code"] = str(row.values.get("Code") or "") or streams.code(name)
        streams.codes.setdefault(comparable(name), str(row.values["Code"]))
        described.setdefault(str(row.values["Code"]), row)
    added = []
    for row in made:
        if row.sheet in {"Workstreams", "Actuals", "Expectations"}:
            continue
        code = streams.code(row.stream)
        if code not in described:
            described[code] = MadeRow("Workstreams", {"Code": code, "Workstream": streams.names.get(code, code)})
            added.append(described[code])
    return added
