"""The records of one table carried over, cell by cell, each told or left with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from xl_send.adoption.account import Went
from xl_send.adoption.carrying.cells import FROM_DAYS, CellReader, CellReading, Got
from xl_send.adoption.carrying.coloured import hue_text, put_hue, rating_fills
from xl_send.adoption.carrying.dated import dated_reader, expect_as_planned, plain_day
from xl_send.adoption.carrying.dates import DateReading, middle_of
from xl_send.adoption.carrying.place import TablePlace
from xl_send.adoption.carrying.rows import MadeRow
from xl_send.adoption.carrying.scales import scale_of
from xl_send.adoption.carrying.words import RAG
from xl_send.adoption.finding.columns import ColumnRead, is_joined
from xl_send.adoption.finding.synonyms import OWN_ID, columns_by_title
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.mapping import What
from xl_send.adoption.tracker.sheets import shown_text
from xl_send.calendar import Terms
from xl_send.value_classes import field, mutable
from xl_send.workbook.cells import Value
from xl_send.workbook.kinds import Day

WORKSTREAM = "Workstream"
REFERENCES = frozenset({"Depends on", "Threatens"})
# Where a remark on a cell goes, by our sheet.
COMMENTARY = {
    "Milestones": "Commentary", "KPIs": "Commentary", "Risks": "Outcome", "Issues and decisions": "Outcome",
    "Money": "Note", "Workstreams": "Reason and path to green", "Interdependencies": "Note",
}  # fmt: skip
Texts = dict[str, list[str]]


@mutable()
class TableCarrier:
    """Carries the records of one table, under the titles that were read."""

    place: TablePlace
    reads: Sequence[ColumnRead]
    terms: Terms
    ours: str
    told: dict[tuple[int, str], tuple[Got, list[int]]] = field(default_factory=dict)

    def carry(self, rows: Sequence[int], stream_of: Callable[[int], str]) -> list[MadeRow]:
        """The records. What they hold is noted as carried, and what was taken for granted is told."""
        days = [
            plain_day(raw)
            for read in self.reads
            for row in rows
            if isinstance(raw := self.place.value(row, read.column.place), date)
        ]
        near = middle_of(days)
        readers = {read.column.place: self._reader(read, rows, near) for read in self.reads if _is_carried(read)}
        colours = rating_fills(self.place, self.ours, self.reads, rows)
        made = [self._row(row, readers, colours, stream_of(row)) for row in rows]
        self._tell()
        if self.ours == "Milestones":
            expect_as_planned(self.place, made)
        return made

    def _reader(self, read: ColumnRead, rows: Sequence[int], near: date | None) -> CellReader:
        held = [raw for row in rows if (raw := self.place.value(row, read.column.place)) is not None]
        scale = scale_of(read.column.title, held, self.place.sheet.looks.offered.get(read.column.place, ()))
        dates = DateReading(self.terms, read.ours not in FROM_DAYS, near)
        elsewhere = any(other.ours == RAG for other in self.reads)
        reading = CellReading(self.ours, read, dates, scale, elsewhere)
        column = columns_by_title(self.ours).get(read.ours)
        dated = dated_reader(self.place, reading, rows) if column and isinstance(column.kind, Day) else None
        return dated or reading.reader()

    def _row(self, row: int, readers: dict[int, CellReader], colours: int | None, stream: str) -> MadeRow:
        made = MadeRow(self.ours, stream=stream, source=(self.place.sheet.title, row), table=self.place.table)
        texts: Texts = defaultdict(list)
        for read in self.reads:
            raw = self.place.value(row, read.column.place)
            if raw is None:
                self._hue_alone(made, read, row)
            elif read.column.place in readers:
                self._cell(made, texts, read, raw, readers[read.column.place])
            elif not read.taken:
                self.place.leave(row, read.column.place, read.why or "no column of ours is known for it")
        made.values |= {title: "\n".join(parts) for title, parts in texts.items()}
        if colours is not None and RAG not in made.values and (hue := self.place.sheet.looks.fills.get((row, colours))):
            put_hue(made, hue)
        self._add_comments(made, row)
        self._reached(made)
        return made

    def _cell(self, made: MadeRow, texts: Texts, read: ColumnRead, raw: Value, reader: CellReader) -> None:
        row, place = made.source[1], read.column.place
        if self._names_something(made, read, raw):
            return
        got = self._got(read, row, raw, reader)
        column = got.column or read.ours
        made.complete = made.complete or got.complete
        if got.value is None:
            self.place.leave(row, place, got.left or "not carried")
            return
        if is_joined(self.ours, column):
            if str(got.value) not in texts[column]:
                texts[column].append(str(got.value))
        else:
            made.values[column] = got.value
        if got.left:
            self.place.leave(row, place, got.left)
        else:
            self.place.carry(row, place, Went(self.ours, column))

    def _names_something(self, made: MadeRow, read: ColumnRead, raw: Value) -> bool:
        """Whether a cell names the row, its workstream or other rows, which are settled when all rows are known."""
        row, place = made.source[1], read.column.place
        if read.ours == OWN_ID:
            made.own = shown_text(raw)
            if OWN_ID not in columns_by_title(self.ours):
                self.place.leave(row, place, "their own id: our sheet has its own ids")
                return True
            made.values[OWN_ID] = made.own
        elif read.ours == WORKSTREAM and self.ours != "Workstreams":
            made.stream = shown_text(raw)
        elif read.ours in REFERENCES:
            made.follows, made.follows_title = shown_text(raw), read.ours
        else:
            return False
        sheet = "Workstreams" if read.ours == WORKSTREAM else self.ours
        self.place.carry(row, place, Went(sheet, read.ours))
        return True

    def _got(self, read: ColumnRead, row: int, raw: Value, reader: CellReader) -> Got:
        text, place = shown_text(raw), read.column.place
        said = self.place.answer(What.VALUE, read.column.title, text)
        got = reader(raw, self.place.hue(row, place), said)
        if got.told or got.certainty is Certainty.ASK:
            self.told.setdefault((place, text), (got, []))[1].append(row)
        return got

    def _tell(self) -> None:
        """A line for each word that was read as another, with its cells."""
        titles = {read.column.place: read.column.title for read in self.reads}
        for (place, text), (got, rows) in self.told.items():
            cells = self.place.cells(place, rows)
            self.place.say(What.VALUE, titles[place], text, got.told, got.certainty, cells, got.why)

    def _hue_alone(self, made: MadeRow, read: ColumnRead, row: int) -> None:
        """A rating that is only the colour of a blank cell."""
        hue = self.place.hue(row, read.column.place)
        if read.ours == RAG and hue is not None:
            word = put_hue(made, hue)
            got = Got(None, word.certainty, word.why, word.ours)
            self.told.setdefault((read.column.place, hue_text(hue)), (got, []))[1].append(row)

    def _add_comments(self, made: MadeRow, row: int) -> None:
        """Remarks on cells go with the commentary, each with the title of its column."""
        target = COMMENTARY.get(self.ours)
        for read in self.reads:
            text = self.place.sheet.looks.comments.get((row, read.column.place))
            if text and target:
                before = made.values.get(target)
                said = f"{read.column.title}: {text}"
                made.values[target] = f"{before}\n{said}" if before else said
                self.place.account.comments.add((self.place.sheet.title, row, read.column.place))

    def _reached(self, made: MadeRow) -> None:
        """A column that is forecast and actual in one is the actual date of what is said to be complete."""
        both = any(read.ours == "Forecast date" and "actual" in read.column.title.casefold() for read in self.reads)
        day = made.values.get("Forecast date")
        if both and made.complete and isinstance(day, date) and "Actual date" not in made.values:
            made.values["Actual date"] = day
            del made.values["Forecast date"]


def _is_carried(read: ColumnRead) -> bool:
    """Whether its cells go into the row itself; figures of periods make rows of their own."""
    return read.taken and not read.period and not read.ours.startswith("Actuals:")
