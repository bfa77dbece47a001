"""What a report is made of: plain values, in the order and the words in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from xl_send.results import Status
from xl_send.workbook.sheets.choices import Rag


@dataclass(frozen=True, slots=True)
class Tag:
    """A status as it is shown: its word, and the name of the shape and colour that go with it."""

    word: str
    look: str

    @classmethod
    def of(cls, status: Status | Rag) -> Tag:
        """The tag of a status, or of a colour that a person reports."""
        return cls(status.value, status.value.lower().replace(" ", "-"))


@dataclass(frozen=True, slots=True)
class TableEntry:
    """What stands in one place of a table: a status, a text, points, and smaller print below."""

    text: str = ""
    tag: Tag | None = None
    notes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing stands here."""
        return self == TableEntry()


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table: its title, and what stands there, which tells how much room it wants.

    `room` is name, ask, text, says, tag, why, day, figure, travel or number.
    """

    title: str
    room: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The first entry of each row is its heading; `closing` says what was left out."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[TableEntry, ...], ...]
    closing: str = ""

    def trimmed(self) -> Table:
        """The table without the columns in which nothing stands in any row."""
        kept = [place for place in range(len(self.headings)) if any(not row[place].empty for row in self.rows)]
        headings = tuple(self.headings[place] for place in kept)
        return replace(self, headings=headings, rows=tuple(tuple(row[place] for place in kept) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a chart, as the path of an SVG. `look` is actual, expected, grid or today."""

    path: str
    look: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a chart; `look` is actual, baseline, expected or target."""

    x: float
    y: float
    look: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text in a chart. `anchor` is the side on which its place lies: start, middle or end."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing in a frame of `width` by `height`. `description` says the same to those who do not see it."""

    caption: str
    tag: Tag
    description: str
    width: int
    height: int
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Drawings:
    """Charts, and how to read them. A document that cannot draw says their descriptions instead."""

    how_to_read: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A stretch of a section: a heading, sentences, points, facts with their names, tables, charts."""

    heading: str = ""
    tag: Tag | None = None
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    drawings: Drawings | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the report. `anchor` is its name within the page."""

    anchor: str
    heading: str
    parts: tuple[SectionPart, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a reader must know before all else, with the particulars."""

    sentence: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overall:
    """The programme's colour with its reason, and beside it the colour that its owner reports."""

    computed: Tag | None
    sentence: str
    points: tuple[str, ...] = ()
    note: str = ""
    reported: Tag | None = None
    comparison: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportTitle:
    """Whose report this is, of which programme and period, as at when; the date by itself for machines."""

    programme: str
    council: str
    strapline: str
    facts: tuple[tuple[str, str], ...]
    as_at: date | None = None
