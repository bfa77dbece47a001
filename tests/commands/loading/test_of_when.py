"""Returns of another day: one of which the day is in doubt stays unknown, an older one is said to be older."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import xl_send
from consolidation.test_not_read import read_together
from editing import with_edits
from xl_send.consolidation.overview import overview_table
from xl_send.output.data.status import status_json
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of
from xl_send.results import AspectName, ProgrammeStatus, Status
from xl_send.table import Table
from xl_send.workbook.cells import Book
from xl_send.workbook.submissions import Programme


@cache
def books(workbook: str, as_at: str) -> tuple[Book, ...]:
    """The example's returns, one of them with another As at."""
    others = [text for text in with_edits([]) if text.name != workbook]
    (own,) = with_edits(
        [("Programme", "As at", {"Value": as_at})], [text for text in with_edits([]) if text.name == workbook]
    )
    return tuple(book_of(text) for text in (own, *others))


def overview(workbook: str, as_at: str) -> tuple[ProgrammeStatus, Table]:
    found = books(workbook, as_at)
    whole = read_together(found)
    picture = programme_status(whole)
    return picture, overview_table(whole, picture)


def test_a_return_of_which_the_day_is_in_doubt_gets_no_colour_from_the_whole() -> None:
    picture, told = overview("outreach.xlsx", "2 Oct 2026")
    colours = {
        one.status for one in picture.aspects if one.of == "OUT" and one.aspect is not AspectName.INTERDEPENDENCIES
    }
    assert colours == {Status.NO_DATA}
    assert "the As at date of the return of OUT is not known" in str(told.notes)


def test_an_older_return_is_said_to_be_older_above_and_beside_its_name() -> None:
    picture, told = overview("early_help.xlsx", "30 Oct 2026")
    assert "Of an earlier day, and measured by that of this workbook: EHP, as at 30 October 2026." in told.notes
    named = [str(row[0]) for row in told.rows if "(EHP)" in str(row[0])]
    assert named == ["Early help and SEND support in early years (EHP), as at 30 October 2026"]
    assert not any("as at" in str(row[0]) for row in told.rows if "(EHP)" not in str(row[0]))
    reasons = {one.of: one.sentence for one in picture.aspects if one.aspect is AspectName.OVERALL}
    older = {of for of, said in reasons.items() if said.startswith("Of an earlier day: EHP, as at 30 October 2026. ")}
    assert older == {"programme", "EHP"}


def test_json_lists_the_returns_of_an_earlier_day() -> None:
    told = json.loads(status_json(xl_send.status(read_together(books("early_help.xlsx", "30 Oct 2026")))))
    assert told["workbooks"][0]["earlier_returns"] == [{"workstream": "EHP", "as_at": "2026-10-30"}]


def test_a_folder_says_which_of_its_returns_are_of_an_earlier_day() -> None:
    read = tuple(read_book(book) for book in books("early_help.xlsx", "30 Oct 2026"))
    picture = programme_status(Programme(read))
    reasons = {one.of: one.sentence for one in picture.aspects if one.aspect is AspectName.OVERALL}
    older = {of for of, said in reasons.items() if said.startswith("Of an earlier day: EHP, as at 30 October 2026. ")}
    assert older == {"programme", "EHP"}
    measured = programme_status(Programme(read, as_at_override=date(2026, 11, 13)))
    assert not any("Of an earlier day" in one.sentence for one in measured.aspects)
