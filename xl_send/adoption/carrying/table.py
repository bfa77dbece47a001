"""The records of one table carried over, cell by cell, each told or left with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from xl_send.adoption.account import Account, Went
from xl_send.adoption.carrying.cells import FROM_DAYS, CellReader, CellReading, Got, left
from xl_send.adoption.carrying.dates import DateReading, middle_of
from xl_send.adoption.carrying.exchanged import AS_THEY_ARE, EXCHANGED, MONTH_FIRST, QUESTION, Suspicion, evidence_in
from xl_send.adoption.carrying.rows import MadeRow
from xl_send.adoption.carrying.scales import scale_of
from xl_send.adoption.carrying.words import RAG, of_hue
from xl_send.adoption.finding.columns import ColumnRead, is_joined
from xl_send.adoption.finding.headers import Header
from xl_send.adoption.finding.rows import is_prompt
from xl_send.adoption.finding.synonyms import NO_PLACE, columns_by_title
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.mapping import Line, What
from xl_send.adoption.tracker.sheets import Hue, TrackerSheet, address, addresses, shown_text
from xl_send.calendar import Terms
from xl_send.workbook.cells import Value
from xl_send.workbook.kinds import Day

OWN_ID, WORKSTREAM = "Their own id", "Workstream"
REFERENCES = frozenset({"Depends on", "Threatens"})
# Where a remark on a cell goes, by our sheet.
COMMENTARY = {
    "Milestones": "Commentary", "KPIs": "Commentary", "Risks": "Outcome", "Issues and decisions": "Outcome",
    "Money": "Note", "Workstreams": "Reason and path to green", "Interdependencies": "Note",
}  # fmt: skip


@dataclass
class TableCarrier:
    """Carries the records of one table, under the titles that were read."""

    sheet: TrackerSheet
    header: Header
    reads: Sequence[ColumnRead]
    account: Account
    terms: Terms
    ours: str
    told: dict[tuple[int, str], tuple[Got, list[int]]] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table by the cell of its first title."""
        return address(self.header.bottom, self.header.left)

    def carry(self, rows: Sequence[int], stream_of: Callable[[int], str]) -> list[MadeRow]:
        """The records. What they hold is noted as carried, and what was taken for granted is told."""
        held = {read.column.place: [raw for row in rows if (raw := self.value(row, read.column.place)) is not None] for read in self.reads}
        near = middle_of([_day_of(raw) for read in self.reads for raw in held[read.column.place] if isinstance(raw, date)])
        readers = {read.column.place: self._reader(read, held[read.column.place], near) for read in self.reads if _is_carried(read)}
        colours = self._colours(rows)
        made = [self._row(row, readers, colours, stream_of(row)) for row in rows]
        self._tell()
        return made

    def value(self, row: int, place: int) -> Value | None:
        """What a cell says, which may stand in a merged cell that began in a row above. Prompts say nothing."""
        raw = self.sheet.at(row, place)
        if raw is None and (area := self.sheet.merge_at(row, place)) and area.top > self.header.bottom and area.left == place:
            raw = self.sheet.at(area.top, area.left)
        return None if raw is None or is_prompt(raw) else raw

    def _reader(self, read: ColumnRead, held: list[Value], near: date | None) -> CellReader:
        column = columns_by_title(self.ours).get(read.ours)
        dates = DateReading(self.terms, read.ours not in FROM_DAYS, near)
        if column is not None and isinstance(column.kind, Day):
            found = self._dated(read, held, dates)
            if found is not None:
                return found
        scale = scale_of(read.column.title, held, self.sheet.looks.offered.get(read.column.place, ()))
        elsewhere = any(other.ours == RAG for other in self.reads)
        return CellReading(self.ours, read, dates, scale, elsewhere).reader()

    def _dated(self, read: ColumnRead, held: list[Value], dates: DateReading) -> CellReader | None:
        """The reading of a column in which day and month may stand exchanged; None where nothing speaks for it."""
        found = evidence_in(held)
        if found.suspicion is Suspicion.NONE:
            return None
        place, title = read.column.place, read.column.title
        said = self.account.given.answer(What.DATES, self.sheet.title, self.table, title, QUESTION)
        cells = addresses(place, [row for row in self.sheet.rows if row > self.header.bottom and self.sheet.at(row, place) is not None])
        line = Line(What.DATES, self.sheet.title, self.table, title, QUESTION, said or "", Certainty.GIVEN if said else Certainty.ASK, cells, found.sentence)
        month_first = CellReading(self.ours, read, dates._replace(month_first=True), scale_of("", (), ())).reader()
        if said == AS_THEY_ARE:
            self.account.say(line)
            return None
        if found.suspicion is Suspicion.MONTH_FIRST or said == MONTH_FIRST:
            self.account.say(line._replace(ours=said or MONTH_FIRST))
            return month_first
        self.account.say(line)
        return _exchanging(month_first) if said == EXCHANGED else lambda *_: left("day and month may stand exchanged: see How it was read")

    def _row(self, row: int, readers: dict[int, CellReader], colours: int | None, stream: str) -> MadeRow:
        made = MadeRow(self.ours, stream=stream, source=(self.sheet.title, row), table=self.table)
        texts: dict[str, list[str]] = defaultdict(list)
        for read in self.reads:
            raw = self.value(row, read.column.place)
            if raw is None:
                self._hue_alone(made, read, row, colours)
            elif read.column.place in readers:
                self._cell(made, texts, read, row, raw, readers[read.column.place])
            elif not _is_carried(read) and not read.taken:
                self.account.leave(self.sheet, row, [read.column.place], read.why or "no column of ours is known for it")
        for title, parts in texts.items():
            made.values[title] = "\n".join(parts)
        if colours is not None and RAG not in made.values and (hue := self.sheet.looks.fills.get((row, colours))):
            self._put_hue(made, hue)
        self._add_comments(made, row)
        self._reached(made)
        return made

    def _cell(self, made: MadeRow, texts: dict[str, list[str]], read: ColumnRead, row: int, raw: Value, reader: CellReader) -> None:  # noqa: PLR0913
        at = self._origin(row, read.column.place)
        if read.ours == OWN_ID:
            made.own = shown_text(raw)
            if OWN_ID in columns_by_title(self.ours):
                made.values[OWN_ID] = made.own
                self.account.carry(self.sheet, *at, Went(self.ours, OWN_ID))
            else:
                self.account.leave(self.sheet, row, [read.column.place], "their own id: our sheet has its own ids")
            return
        if read.ours == WORKSTREAM and self.ours != "Workstreams":
            made.stream = shown_text(raw)
            self.account.carry(self.sheet, *at, Went("Workstreams", "Workstream"))
            return
        if read.ours in REFERENCES:
            made.follows, made.follows_title = shown_text(raw), read.ours
            self.account.carry(self.sheet, *at, Went(self.ours, read.ours))
            return
        got = self._got(read, row, raw, reader)
        column = got.column or read.ours
        made.complete = made.complete or got.complete
        if got.value is None:
            self.account.leave(self.sheet, row, [read.column.place], got.left or "not carried")
            return
        if is_joined(self.ours, column) and not isinstance(got.value, date):
            if str(got.value) not in texts[column]:
                texts[column].append(str(got.value))
        else:
            made.values[column] = got.value
        if got.left:
            self.account.leave(self.sheet, row, [read.column.place], got.left)
        else:
            self.account.carry(self.sheet, *at, Went(self.ours, column))

    def _origin(self, row: int, place: int) -> tuple[int, int]:
        """The cell that a value stands in: its own, or the first of the merged block that it belongs to."""
        area = self.sheet.merge_at(row, place)
        return (area.top, area.left) if area else (row, place)

    def _got(self, read: ColumnRead, row: int, raw: Value, reader: CellReader) -> Got:
        text, place = shown_text(raw), read.column.place
        said = self.account.given.answer(What.VALUE, self.sheet.title, self.table, read.column.title, text)
        hue = self.sheet.looks.lit.get((row, place)) or self.sheet.looks.fills.get((row, place))
        got = reader(raw, hue, said)
        if got.told or got.certainty is Certainty.ASK:
            self.told.setdefault((place, text), (got, []))[1].append(row)
        return got

    def _tell(self) -> None:
        """A line for each word that was read as another, with its cells."""
        titles = {read.column.place: read for read in self.reads}
        for (place, text), (got, rows) in self.told.items():
            title = titles[place].column.title
            self.account.say(Line(What.VALUE, self.sheet.title, self.table, title, text, got.told, got.certainty, addresses(place, rows), got.why))

    def _hue_alone(self, made: MadeRow, read: ColumnRead, row: int, colours: int | None) -> None:
        """A rating that is only the colour of a blank cell."""
        at = (row, read.column.place)
        hue = self.sheet.looks.lit.get(at) or self.sheet.looks.fills.get(at)
        if read.ours == RAG and hue is not None and colours != read.column.place:
            self._put_hue(made, hue)
            self.told.setdefault((read.column.place, f"a {hue.value.lower()} cell"), (Got(None, of_hue(hue).certainty, of_hue(hue).why, of_hue(hue).ours), []))[1].append(row)

    @staticmethod
    def _put_hue(made: MadeRow, hue: Hue) -> None:
        word = of_hue(hue)
        if word.ours:
            made.values[RAG] = word.ours
        else:
            made.complete = True

    def _colours(self, rows: Sequence[int]) -> int | None:
        """The column whose fills are ratings, though its title does not say so; asked about. None where there is none."""
        if RAG not in columns_by_title(self.ours) or any(read.ours == RAG for read in self.reads):
            return None
        found = next(self._coloured(rows), None)
        if found is None:
            return None
        place, hues = found
        read = next(read for read in self.reads if read.column.place == place)
        said = self.account.given.answer(What.COLOURS, self.sheet.title, self.table, read.column.title, "fills")
        taken = said is None or said != NO_PLACE
        why = f"its cells are filled {', '.join(sorted(hue.lower() for hue in hues))}: taken for ratings. Say none if they are not."
        certainty = Certainty.GIVEN if said else Certainty.ASK
        self.account.say(Line(What.COLOURS, self.sheet.title, self.table, read.column.title, "fills", RAG if taken else NO_PLACE, certainty, addresses(place, rows), why))
        return place if taken else None

    def _coloured(self, rows: Sequence[int]) -> Iterator[tuple[int, set[Hue]]]:
        fills = self.sheet.looks.fills
        for read in self.reads:
            hues = [fills[row, read.column.place] for row in rows if (row, read.column.place) in fills]
            ratings = set(hues) - {Hue.BLUE}
            banded = len(rows) > 3 and all((row, read.column.place) in fills for row in rows[::2]) and not any((row, read.column.place) in fills for row in rows[1::2])
            if len(ratings) >= 2 and not banded:
                yield read.column.place, set(hues)

    def _add_comments(self, made: MadeRow, row: int) -> None:
        """Remarks on cells go with the commentary, each with the title of its column."""
        target = COMMENTARY.get(self.ours)
        for read in self.reads:
            text = self.sheet.looks.comments.get((row, read.column.place))
            if not text or target is None:
                continue
            said = f"{read.column.title}: {text}"
            before = made.values.get(target)
            made.values[target] = f"{before}\n{said}" if before else said
            self.account.comments.add((self.sheet.title, row, read.column.place))

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


def _exchanging(month_first: CellReader) -> CellReader:
    """A reading in which real dates have day and month exchanged back, and texts their month first."""

    def read(raw: Value, hue: Hue | None, said: str | None) -> Got:
        if isinstance(raw, date):
            day = _day_of(raw)
            back = date(day.year, day.day, day.month) if day.day <= 12 else day
            return Got(back, Certainty.GIVEN, "day and month exchanged back, as you said")
        return month_first(raw, hue, said)

    return read


def _day_of(raw: Value) -> date:
    assert isinstance(raw, date)  # noqa: S101 - callers ask for dates alone
    return raw.date() if isinstance(raw, datetime) else raw
