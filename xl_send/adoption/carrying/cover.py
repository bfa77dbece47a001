"""What a tracker says of the programme as a whole: a label with its value beside it, or behind a colon."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xl_send.adoption.account import AdoptionAccount, CellKey, Went
from xl_send.adoption.carrying.cells import CellReading
from xl_send.adoption.carrying.dates import DateReading
from xl_send.adoption.carrying.scales import scale_of
from xl_send.adoption.finding.columns import ColumnRead
from xl_send.adoption.finding.evidence import TheirColumn
from xl_send.adoption.finding.synonyms import NO_PLACE, columns_by_title, synonyms
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.mapping import Line, What
from xl_send.adoption.tracker.sheets import Tracker, TrackerSheet, address, shown_text
from xl_send.calendar import Terms
from xl_send.workbook.cells import CellError, Value, read_number
from xl_send.workbook.kinds import Day, Pounds

_LONGEST_LABEL, _FURTHEST = 60, 3
COVER = "Programme"


def cover_found(
    tracker: Tracker, inside: Collection[CellKey], terms: Terms, account: AdoptionAccount
) -> dict[str, Value]:
    """The labels of our Programme sheet that are told outside the tables; the first word on each counts."""
    found: dict[str, Value] = {}
    for sheet in tracker.sheets:
        if sheet.hidden:
            continue
        for number, cells in sheet.rows.items():
            for place, raw in cells.items():
                if isinstance(raw, str) and (sheet.title, number, place) not in inside:
                    _take(sheet, number, place, raw, inside, terms, account, found)
    return found


def _take(  # noqa: PLR0913 - a cell, and all that is known by then
    sheet: TrackerSheet,
    number: int,
    place: int,
    raw: str,
    inside: Collection[CellKey],
    terms: Terms,
    account: AdoptionAccount,
    found: dict[str, Value],
) -> None:
    cell, label = address(number, place), raw[:80]

    def say(ours: str, certainty: Certainty, cells: str, why: str) -> None:
        account.say(Line(What.LABEL, sheet.title, cell, "", label, ours, certainty, cells, why))

    for title, at, value in _labelled(sheet, number, place, raw, inside):
        if title in found:
            continue
        said = account.given.answer(What.LABEL, sheet.title, cell, "", label)
        title_said = said or title
        if title_said == NO_PLACE or title_said not in columns_by_title(COVER):
            say(NO_PLACE, Certainty.NONE, "", "as you said")
            continue
        read = _read(title_said, value, terms)
        if read is None:
            continue
        found[title_said] = read
        account.carry(sheet, *at, Went(COVER, title_said))
        account.titles.add((sheet.title, number, place))
        certainty = Certainty.GIVEN if said else Certainty.LIKELY
        say(title_said, certainty, address(*at), "a label with its value")


def _labelled(
    sheet: TrackerSheet, number: int, place: int, raw: str, inside: Collection[CellKey]
) -> Iterator[tuple[str, tuple[int, int], Value]]:
    """The label of ours that a cell is, with the cell of its value: behind its colon, or beside it."""
    labels = synonyms().labels
    head, colon, tail = raw.partition(":")
    if colon and tail.strip() and comparable(head) in labels and len(head) <= _LONGEST_LABEL:
        yield labels[comparable(head)], (number, place), tail.strip()
    elif len(raw) <= _LONGEST_LABEL and comparable(raw) in labels:
        area = sheet.merge_at(number, place)
        start = (area.right if area else place) + 1
        for beside in range(start, start + _FURTHEST):
            value = sheet.at(number, beside)
            if value is not None:
                if (sheet.title, number, beside) not in inside and not isinstance(value, CellError):
                    yield labels[comparable(raw)], (number, beside), value
                return


def _read(title: str, value: Value, terms: Terms) -> Value | None:
    kind = columns_by_title(COVER)[title].kind
    if isinstance(kind, Day):
        column = ColumnRead(TheirColumn(1, title), "Starts", Certainty.CERTAIN)
        got = CellReading("Workstreams", column, DateReading(terms), scale_of("", (), ())).reader()(value, None, None)
        return got.value if got.value is not None and not isinstance(got.value, str) else None
    if isinstance(kind, Pounds):
        return value if isinstance(value, float) else read_number(shown_text(value))
    return shown_text(value) or None
