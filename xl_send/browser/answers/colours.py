"""Red, Amber and Green with their reasons: the programme, its workstreams, and every row that wants a look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from xl_send.browser.fragments import fragment
from xl_send.browser.places import CellPlace
from xl_send.commands.status import StatusResult
from xl_send.network import network_of
from xl_send.network.driving import DrivenDate
from xl_send.output.text.status import PROGRAMME, SHOWN, closing_sentence, say_items
from xl_send.results import Aspect, AspectName, Item, Status
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Rag

# Rows shown of one workstream; the tables hold all of them.
ROWS_SHOWN = 200


class ColourTag(NamedTuple):
    """A status as it is shown: its word, and the shape and colour that go with it."""

    word: str
    look: str

    @classmethod
    def of(cls, status: Status | Rag | None) -> ColourTag | None:
        """The tag of a status, or of the colour that an owner reports; none where there is none."""
        return cls(status.value, status.value.lower().replace(" ", "-")) if status else None


class ColouredRow(NamedTuple):
    """A row with its colours and why."""

    id: str
    kind: str
    tag: ColourTag | None
    reported: ColourTag | None
    reason: str
    place: CellPlace


class DateBehind(NamedTuple):
    """A key milestone, when it can be reached, the steps that drive that, and the range that the past suggests."""

    title: str
    day: str
    steps: tuple[str, ...]
    slips: str


class Colours(NamedTuple):
    """The programme or one workstream: its colour, the owner's, why, each aspect, and the rows that want a look.

    `dates` are those of its key milestones that something else drives.
    """

    title: str
    anchor: str
    tag: ColourTag | None
    reported: ColourTag | None
    sentence: str
    aspects: tuple[tuple[str, ColourTag | None, str], ...]
    notes: tuple[str, ...]
    rows: tuple[ColouredRow, ...]
    more: int
    dates: tuple[DateBehind, ...] = ()


def colours_answer(found: StatusResult) -> str:
    """The headline, a part for each workstream, and the rows that are Red, Amber or without data."""
    codes = dict.fromkeys([PROGRAMME, *(aspect.of for aspect in found.aspects)])
    dates = _dates(found)
    parts = [
        _colours(code, [aspect for aspect in found.aspects if aspect.of == code], _rows_of(found.items, code))._replace(
            dates=tuple(dates.get(code, ()))
        )
        for code in codes
    ]
    nobody = [item for item in found.items if not item.workstream and item.status in SHOWN]
    if nobody:
        parts.append(_colours("Rows of no workstream that could be read", [], nobody))
    return fragment(
        "colours.html.j2",
        as_at=f"As at {say(found.as_at)}" if found.as_at else "No workbook has an As at date that can be read",
        sentence=closing_sentence(found),
        parts=parts,
    )


def _dates(found: StatusResult) -> dict[str, list[DateBehind]]:
    """What drives the dates of key milestones, by workstream; that of a withheld picture is not told."""
    network, dates = network_of(found.programme), defaultdict[str, list[DateBehind]](list)
    for row in found.programme.milestones.values() if not found.published else ():
        driven = DrivenDate.of(network, row)
        if driven and driven.steps:
            title = f"{row.id} ({row.name})" if row.name else row.id
            day = say(driven.day) if driven.day else "not known"
            dates[row.workstream].append(
                DateBehind(title, day, driven.steps, driven.past.sentence if driven.past else "")
            )
    return dates


def _rows_of(items: Sequence[Item], code: str) -> list[Item]:
    shown = [item for item in items if item.workstream == code and item.status in SHOWN]
    return sorted(shown, key=lambda item: SHOWN.index(item.status))


def _colours(code: str, aspects: Sequence[Aspect], items: Sequence[Item]) -> Colours:
    whole = next((aspect for aspect in aspects if aspect.aspect is AspectName.OVERALL), None)
    return Colours(
        "The programme" if code == PROGRAMME else code,
        "".join(letter if letter.isalnum() else "-" for letter in code.lower()),
        ColourTag.of(whole.status) if whole else None,
        ColourTag.of(whole.reported) if whole else None,
        whole.sentence if whole else "",
        tuple(
            (aspect.aspect.heading, ColourTag.of(aspect.status), say_items(aspect))
            for aspect in aspects
            if aspect.aspect is not AspectName.OVERALL
        ),
        tuple(f"{aspect.note}." for aspect in aspects if aspect.note),
        tuple(_row(item) for item in items[:ROWS_SHOWN]),
        max(len(items) - ROWS_SHOWN, 0),
    )


def _row(item: Item) -> ColouredRow:
    cell = item.rating.cells[0] if item.rating.cells else item.record.at("id")
    return ColouredRow(
        item.id,
        item.kind.value,
        ColourTag.of(item.status),
        ColourTag.of(item.reported),
        item.reason,
        CellPlace.of(cell),
    )
