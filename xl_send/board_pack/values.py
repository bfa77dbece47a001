"""What a board pack is made of: plain values, in the order and the words in which they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.board_pack.pictures.plots import Plot
from xl_send.board_pack.pictures.shapes import Drawing, LegendEntry
from xl_send.results import Status
from xl_send.value_classes import frozen, replace
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Rag


@frozen(eq=True, slots=True)
class Tag:
    """A status as it is shown: its word, and the name of the shape and colour that go with it."""

    word: str
    look: str

    @classmethod
    def of(cls, status: Status | Rag) -> Tag:
        """The tag of a status, or of a colour that a person reports."""
        return cls(status.value, status.value.lower().replace(" ", "-"))


@frozen(eq=True, slots=True)
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


@frozen(eq=True, slots=True)
class Heading:
    """A column of a table: its title, and what stands there, which tells how much room it wants.

    `room` is name, ask, text, says, tag, why, day, dated, figure, travel or number.
    """

    title: str
    room: str = "text"


@frozen(eq=True, slots=True)
class PackTable:
    """A table. The first entry of each row is its heading; `closing` says what was left out."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[TableEntry, ...], ...]
    closing: str = ""

    def trimmed(self) -> PackTable:
        """The table without the columns in which nothing stands in any row."""
        kept = [place for place in range(len(self.headings)) if any(not row[place].empty for row in self.rows)]
        headings = tuple(self.headings[place] for place in kept)
        return replace(self, headings=headings, rows=tuple(tuple(row[place] for place in kept) for row in self.rows))


@frozen(eq=True, slots=True)
class Exhibit:
    """A picture as it stands in a pack: what it is of, its status, and how wide it is, as a share of the page.

    `plot` holds the figures of the same picture where a document can draw them as a chart of its own.
    """

    picture: Drawing
    tag: Tag | None = None
    share: float = 1.0
    plot: Plot | None = None


@frozen(eq=True, slots=True)
class MarkedPlace:
    """A place in the document for an officer's own words, by a name that stays; `words` are those kept from before."""

    name: str
    label: str
    words: tuple[str, ...] = ()
    source: str = ""


@frozen(eq=True, slots=True)
class SectionPart:
    """A stretch of a page: a heading, sentences, points, facts with their names, tables, pictures, a marked place.

    `drawn_from` are the sheets whose rows it lists, counts or adds up: what of them was not read is told with it.
    """

    heading: str = ""
    tag: Tag | None = None
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[PackTable, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    place: MarkedPlace | None = None
    drawn_from: tuple[type[Record], ...] = ()

    @property
    def titled_by_heading(self) -> bool:
        """Whether the heading says already what its one table is, so that the caption is only spoken."""
        return bool(self.heading) and len(self.tables) == 1

    @property
    def shared_legend(self) -> tuple[LegendEntry, ...]:
        """What is told once for all pictures that share a line."""
        every = (entry for one in self.exhibits if one.share < 1 for entry in one.picture.legend)
        return tuple(dict.fromkeys(every))

    @property
    def empty(self) -> bool:
        """Whether it says nothing: a heading alone is nothing."""
        return not (self.sentences or self.points or self.facts or self.tables or self.exhibits or self.place)


@frozen(eq=True, slots=True)
class PackPage:
    """One page or section of the pack. `anchor` is its name within the pack; a front page begins on paper anew."""

    anchor: str
    heading: str
    parts: tuple[SectionPart, ...]
    front: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands on it."""
        return all(part.empty for part in self.parts)


@frozen(eq=True, slots=True)
class PackTitle:
    """Whose pack this is and of which programme; `marking` says for whom, which edition, as at when, for which meeting.

    `as_at` is the date by itself, for machines.
    """

    programme: str
    council: str
    strapline: str
    marking: tuple[str, ...]
    as_at: date | None = None
    sign_off: str = ""


@frozen(eq=True, slots=True)
class BoardPack:
    """What an audience is told, as strings, numbers and lists. A page or document shows it and decides nothing.

    `large` asks for large print.
    """

    title: PackTitle
    pages: tuple[PackPage, ...]
    large: bool = False

    def page(self, anchor: str) -> PackPage:
        """One page by its name, such as `milestones`. Raises `KeyError` where there is none."""
        return {page.anchor: page for page in self.pages}[anchor]

    def exhibits(self) -> Iterator[Exhibit]:
        """Every picture in its order."""
        for page in self.pages:
            for part in page.parts:
                yield from part.exhibits
