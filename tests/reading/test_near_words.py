"""Words near to one of a list: read as that one with a remark, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from xl_send.workbook.columns import Column, columns_of
from xl_send.workbook.kinds import Choice
from xl_send.workbook.names import meant_of
from xl_send.workbook.sheets.choices import Better, CalendarKind, Category, Decision, Frequency, Measures, State, Unit
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import SHEETS
from xl_send.workbook.unreadable import Remark, UnreadableError

LISTS = {
    column.kind.options: column for record in SHEETS for column in columns_of(record) if isinstance(column.kind, Choice)
}


def _slips(word: str) -> Iterator[str]:
    """The word as people type it in haste."""
    yield from (
        word.upper().replace(" ", ""),
        word.replace("-", " "),
        word.replace(" ", "-"),
        f"{word.removesuffix('s')}s",
        f"{word}.",
    )
    if len(word) > 6 and " " not in word:
        yield from (word[:2] + word[3:], word[:4] + "x" + word[4:], word[:3] + "x" + word[4:])
        yield word[:2] + word[3] + word[2] + word[4:]


@pytest.mark.parametrize("column", LISTS.values(), ids=[options.__name__ for options in LISTS])
def test_every_listed_word_is_known_by_its_slips_and_its_owner_asked(column: Column) -> None:
    assert isinstance(column.kind, Choice)
    for option in column.kind.options:
        for typed in _slips(option.value):
            value, remark = column.kind.read(typed)
            assert (value, remark) == (option, None if typed.casefold() == option.casefold() else Remark.NEAR), typed


@pytest.mark.parametrize(
    ("typed", "options", "meant"),
    [
        ("Half termly", Frequency, "Half-termly"),
        ("Termlly", Frequency, "Termly"),
        ("Half term", CalendarKind, ""),
        ("Planning & Communication", Category, ""),
        ("Communication & engagement", Category, "Communication and engagement"),
        ("Closer to target", Better, "Close to target"),
        ("Rolling 13 months", Measures, ""),
        ("Key decision?", Decision, ""),
        ("Inactive", State, ""),
        ("Daily", Unit, ""),
        ("day", Unit, "Days"),
        ("Cnt", Unit, ""),
        ("...", Unit, ""),
    ],
)
def test_what_a_word_can_only_mean(typed: str, options: type[Unit], meant: str) -> None:
    assert meant_of(typed, options) == meant


def test_where_two_of_a_list_are_near_neither_is_meant() -> None:
    assert meant_of("Plated", ("Planted", "Plaited")) == ""
    assert meant_of("plan ted", ("Planted", "Plaited")) == "Planted"


@pytest.mark.parametrize(("typed", "answer"), [("Yes.", True), ("YES!", True), ("no.", False), ("N.", False)])
def test_a_stop_behind_yes_or_no_is_asked_about(typed: str, answer: bool) -> None:
    kind = next(column.kind for column in columns_of(Milestone) if column.name == "key")
    assert kind.read(typed) == (answer, Remark.NEAR)
    with pytest.raises(UnreadableError):
        kind.read("yes and no")
