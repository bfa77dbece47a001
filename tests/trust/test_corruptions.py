"""No row vanishes: whatever is done to a return's structure, it is refused, says the same, or something is told.

`python tests/trust/full_size.py corruptions 10000` tries ten thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from cases.workbooks import sheet_part
from trust.corruptions import Corruption, said, silently_lost, sound, sound_parts, try_one
from xl_send.workbook.sheets.resources import MoneyLine

TRIED = 30
SHEET, OTHER, MONEY = (sheet_part(title) for title in ("Milestones", "Workstreams", "Money"))


def test_a_corrupted_return_loses_nothing_in_silence() -> None:
    fates = Counter(try_one(seed) for seed in range(TRIED))
    assert fates["refused"]
    assert sum(fates.values()) == TRIED


def put(old: bytes, new: bytes, part: str = SHEET, count: int = 1) -> Callable[[], Corruption]:
    """A good return with something else in one part."""

    def made() -> Corruption:
        content = sound_parts()[part]
        assert old in content, old
        return Corruption("", {**sound_parts(), part: content.replace(old, new, count)})

    return made


def without_row(part: str, number: int) -> Callable[[], Corruption]:
    """A good return without one row of a sheet."""

    def made() -> Corruption:
        content = sound_parts()[part]
        start = content.index(b'<row r="%d"' % number)
        end = content.index(b"</row>", start) + len(b"</row>")
        return Corruption("", {**sound_parts(), part: content[:start] + content[end:]})

    return made


def _name(part: str) -> bytes:
    return part.rpartition("/")[2].encode()


# The smallest case of each kind that a first run of the generator lost in silence.
REFUSED: dict[str, Callable[[], Corruption]] = {
    "a row with another's number": put(b'<row r="7"', b'<row r="6"'),
    "cells of another row": put(b'<c r="A7"', b'<c r="A6"'),
    "an unknown element where rows should be": put(b"<row ", b"<raw "),
    "an unknown element where cells should be": put(b'<c r="B7"', b'<d r="B7"'),
    "a value under another name": put(b"<v>", b"<w>"),
    "no place for rows": put(b"sheetData", b"sheetDate", count=2),
    "two places for rows": put(b"</sheetData>", b'</sheetData><sheetData><row r="99"/></sheetData>'),
    "a text too few": put(b"</si><si>", b"</si><!-- --><x>", part="xl/sharedStrings.xml"),
    "one sheet listed as two": put(_name(SHEET), _name(OTHER), part="xl/_rels/workbook.xml.rels"),
}
SAID: dict[str, Callable[[], Corruption]] = {
    "a row between two others": without_row(MONEY, 2),
    "the last row": without_row(MONEY, 4),
    "the titles": without_row(MONEY, 1),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_contradicts_itself_is_refused(kind: str) -> None:
    assert said(REFUSED[kind]().file) is None


@pytest.mark.parametrize("kind", SAID)
def test_a_row_that_is_gone_is_told(kind: str) -> None:
    found = said(SAID[kind]().file)
    assert found is not None
    title = MoneyLine.SHEET.title
    assert len(found.rows.get(title, ())) < len(sound().rows[title])
    assert not silently_lost(found)


def test_the_sound_return_has_nothing_of_this_told_of_it() -> None:
    assert not {told for told in sound().told if "SH42" in str(told)}
