"""What a headline says of rows that have no colour: of columns that were not found, of doubt, of what is paused."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from editing import with_edits
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import BookText, SheetText, book_of
from xl_send.results import Aspect, AspectName, Status
from xl_send.workbook.submissions import Programme

PAUSED = ("Workstreams", "TRN", {"State": "Paused"})
IMPOSSIBLE = ("Actuals", "STA-K02 31 Oct 2026", {"Value": "52"})


@cache
def overall(of: str, *, paused: bool = False, renamed: bool = False) -> Aspect:
    """The overall of the example as one mistake leaves it."""
    texts = with_edits([PAUSED if paused else IMPOSSIBLE])
    books = [_renamed(text) if renamed and text.name == "early_help.xlsx" else text for text in texts]
    found = programme_status(Programme(tuple(read_book(book_of(text)) for text in books)))
    return next(one for one in found.aspects if one.of == of and one.aspect is AspectName.OVERALL)


def _renamed(text: BookText) -> BookText:
    """Its milestones, with "Forecast" over the forecast dates."""
    sheet = text.sheet("Milestones")
    rows = [{_title(title): cell for title, cell in row.items()} for row in sheet.rows]
    made: SheetText = replace(sheet, titles=[_title(title) for title in sheet.titles], rows=rows)
    return BookText(text.name, {**text.sheets, "Milestones": made})


def _title(title: str) -> str:
    return "Forecast" if title == "Forecast date" else title


def test_a_column_that_was_not_found_is_said_where_rows_without_it_are_not_known() -> None:
    for of in ("EHP", "programme"):
        told = overall(of, renamed=True).reason.opening
        assert "the column Forecast date of Milestones was not found" in told
        assert "1 row of Risks could not be read" in told


def test_a_figure_in_doubt_is_said_beside_what_could_not_be_read() -> None:
    assert overall("programme").reason.opening.startswith(
        "Not evidenced: 1 row of Milestones could not be read, 1 row of Risks could not be read and 1 row is in doubt."
    )


def test_a_paused_workstream_has_no_colour_though_others_wait_for_what_it_gave() -> None:
    assert overall("TRN", paused=True).status is Status.NOT_RATED
    assert overall("TRN", paused=True).sentence == "Not rated: the workstream is paused"
    assert overall("TRN").status is Status.AMBER


def test_the_whole_names_what_it_does_not_count() -> None:
    assert "1 is not rated (TRN)" in overall("programme", paused=True).sentence
