"""A result sheet as it stands in somebody's workbook: where our titles are, and the columns that its owner added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.names import title_key

DEEPEST_TITLES = 20
# The titles that a sheet of the first edition has. What came later is put after whatever stands there.
FIRST_EDITION = 8

Rows = Mapping[int, Mapping[int, Value]]


class ListColumns(NamedTuple):
    """Which column each of our titles has, none where there is no room for it, and the columns beside them.

    `own` are the owner's titles, by column; `last` is the last column of the whole list.
    """

    top: int
    places: Mapping[str, int]
    own: Mapping[int, str]
    last: int

    def title_of(self, place: int) -> str:
        """What stands above a column of the list."""
        ours = {at: title for title, at in self.places.items()}
        return ours.get(place) or self.own.get(place, "")


def top_of(rows: Rows, titles: Sequence[str]) -> int:
    """The row near the top that holds most of our titles, or nought where none holds half of them."""
    wanted = {title_key(title) for title in titles[:FIRST_EDITION]}
    held = {
        number: len(wanted & {title_key(value) for value in cells.values() if isinstance(value, str)})
        for number, cells in rows.items()
        if number <= DEEPEST_TITLES
    }
    best = max(held, key=lambda number: (held[number], -number), default=0)
    return best if best and 2 * held[best] >= len(wanted) else 0


def lay(rows: Rows, titles: Sequence[str], top: int) -> ListColumns:
    """How our titles and the owner's stand in a row of titles; titles of ours that were retyped are ours still."""
    header = _side_by_side(rows.get(top, {}))
    keys = {title_key(title): title for title in titles}
    places: dict[str, int] = {}
    for place, text in header.items():
        title = keys.get(title_key(text))
        if title is not None:
            places.setdefault(title, place)
    _find_retyped(header, titles, places)
    own = _told_apart({place: text for place, text in header.items() if place not in places.values()}, titles)
    free = max(header, default=0) + 1
    for title in titles:
        if title not in places and not any(free in cells for number, cells in rows.items() if number >= top):
            places[title] = free
            free += 1
    return ListColumns(top, places, own, max([*places.values(), *own], default=0))


def _side_by_side(cells: Mapping[int, Value]) -> dict[int, str]:
    """The titles from the first column to the first gap."""
    header: dict[int, str] = {}
    for place in range(1, max(cells, default=0) + 1):
        value = cells.get(place)
        if value is None or not str(value).strip():
            break
        header[place] = str(value)
    return header


def _told_apart(own: Mapping[int, str], titles: Sequence[str]) -> dict[int, str]:
    """The owner's titles, none of them twice: a table takes no two alike."""
    taken = {title.casefold() for title in titles}
    found = {}
    for place, text in own.items():
        plain = " ".join(text.split())
        names = (plain if number == 1 else f"{plain} ({number})" for number in count(1))
        found[place] = next(name for name in names if name.casefold() not in taken)
        taken.add(found[place].casefold())
    return found


def _find_retyped(header: Mapping[int, str], titles: Sequence[str], places: dict[str, int]) -> None:
    """Take unknown titles for ours where, between two of ours, there are as many of them as ours are missing."""
    early = titles[:FIRST_EDITION]
    at = 0
    while at < len(early):
        end = at
        while end < len(early) and early[end] not in places:
            end += 1
        before = places.get(early[at - 1], 0) if at else 0
        after = places[early[end]] if end < len(early) else before + (end - at) + 1
        between = [place for place in range(before + 1, after) if place in header and place not in places.values()]
        if len(between) == end - at == after - before - 1:
            places.update(zip(early[at:end], between, strict=True))
        at = end + 1


class Source(NamedTuple):
    """A row that the owner wrote beside: its number, and what stands in it."""

    number: int
    cells: Mapping[int, Value]


class AnnotatedRows:
    """The rows beside which the owner wrote something, by what each was about."""

    def __init__(self, rows: Rows, layout: ListColumns, known_by: Sequence[Sequence[str]]) -> None:
        self._layout = layout
        self._known_by = known_by
        self._rows = [
            Source(number, cells)
            for number, cells in sorted(rows.items())
            if number > layout.top and any(place in cells for place in layout.own)
        ]
        self._taken: set[int] = set()
        self._by_name: dict[tuple[str, ...], Source] = {}
        for row in self._rows:
            texts = {title: str(row.cells.get(at, "")) for title, at in layout.places.items()}
            for name in self._names(texts):
                self._by_name.setdefault(name, row)

    def beside(self, texts: Mapping[str, str]) -> int:
        """The number of the row that spoke of the same, or nought; each is given once."""
        for name in self._names(texts):
            row = self._by_name.get(name)
            if row is not None and row.number not in self._taken:
                self._taken.add(row.number)
                return row.number
        return 0

    def left(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows that nobody speaks of any more, with what of ours stands in them."""
        for row in self._rows:
            if row.number not in self._taken and any(place in row.cells for place in self._layout.places.values()):
                yield row.number, {title: str(row.cells.get(at, "")) for title, at in self._layout.places.items()}

    def _names(self, texts: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
        for titles in self._known_by:
            named = tuple(texts.get(title, "") for title in titles)
            if all(named):
                yield (*titles, *named)
