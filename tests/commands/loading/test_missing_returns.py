"""A workstream or file that is not there is unknown: it never makes the programme's colour better."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

import xl_send
from files import example_in
from known.on_demand import load_workbook
from xl_send.commands.loading.files import NamedFile
from xl_send.commands.loading.returns import read_return
from xl_send.consolidation.chase import came_in
from xl_send.results import AspectName, ProgrammeStatus, Status
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream

NAMES = ("outreach.xlsx", "statutory.xlsx", "transition.xlsx")


def _returns(home: Path, names: tuple[str, ...] = NAMES) -> Path:
    return example_in(home, *names)


def _colours(status: ProgrammeStatus, of: str = "programme") -> dict[AspectName, Status]:
    return {aspect.aspect: aspect.status for aspect in status.aspects if aspect.of == of}


def _sentence(status: ProgrammeStatus, of: str = "programme") -> str:
    return next(found.sentence for found in status.aspects if found.of == of and found.aspect is AspectName.OVERALL)


def _junk(path: Path) -> None:
    path.write_bytes(b"not a workbook")


def _clashing(path: Path) -> None:
    """Another return of the same workstream and day that says something else."""
    book = load_workbook(path)
    cells = {cell.value: cell for cell in book["Programme"]["A"]}
    book["Programme"].cell(cells["Prepared by"].row, 2).value = "Somebody else"
    book.save(path.with_name("another.xlsx"))


@pytest.mark.parametrize(("spoil", "why"), [(_junk, "could not be read"), (_clashing, "is not counted")])
@pytest.mark.parametrize(("name", "overall"), [("statutory.xlsx", Status.NO_DATA), ("outreach.xlsx", Status.RED)])
def test_a_file_that_is_not_counted_leaves_no_aspect_green(
    tmp_path: Path, name: str, overall: Status, spoil: Callable[[Path], None], why: str
) -> None:
    """Red is STA by itself, whatever is not known of others."""
    folder = _returns(tmp_path / "returns")
    spoil(folder / name)
    found = xl_send.status(folder).picture
    colours = _colours(found)
    assert set(colours.values()) <= {Status.RED, Status.NO_DATA}
    assert colours[AspectName.OVERALL] is overall
    assert f"{name} {why}" in _sentence(found)


def test_of_returns_that_clash_the_workstream_has_no_data(tmp_path: Path) -> None:
    folder = _returns(tmp_path / "returns", ("outreach.xlsx", "transition.xlsx"))
    _clashing(folder / "transition.xlsx")
    assert set(_colours(xl_send.status(folder).picture, "TRN").values()) == {Status.NO_DATA}


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme workbook of three returns."""
    home = tmp_path_factory.mktemp("before")
    return xl_send.consolidate(_returns(home / "returns"), output=home / "before.xlsx").path or home


def test_a_workstream_of_which_no_return_came_has_no_data_in_the_programme_workbook(
    tmp_path: Path, together: Path
) -> None:
    folder = _returns(tmp_path / "returns", ("outreach.xlsx",))
    path = tmp_path / "programme.xlsx"
    xl_send.consolidate(folder, output=path, previous=together)
    found = xl_send.status(path).picture
    assert set(_colours(found, "STA").values()) == {Status.NO_DATA}
    assert set(_colours(found).values()) == {Status.NO_DATA}
    assert "STA is without a return" in _sentence(found)
    # Who is to be asked is kept; what was reported last time is not said again.
    (row,) = [stream for stream in xl_send.read(path).each(Workstream) if stream.code == "STA"]
    assert (row.owner, row.reported, row.progress) == ("Head of SEND", None, None)
    findings = [found for found in xl_send.validate(path).findings if found.cell.record == "STA"]
    assert [finding.rule for finding in findings] == ["PR41"]
    # The period after, it is expected still; once it comes, nothing is left of its absence.
    again = xl_send.consolidate(folder, previous=path)
    assert {expected.code for expected in again.sources.missing} == {"STA", "TRN"}
    every = xl_send.consolidate(_returns(tmp_path / "all"), output=tmp_path / "all.xlsx", previous=path)
    assert not every.sources.missing
    streams = {stream.code: stream.without_return for stream in xl_send.read(tmp_path / "all.xlsx").each(Workstream)}
    assert "STA" in streams
    assert not any(streams.values())


def test_which_returns_came_last_time_is_known_without_the_rows_of_other_sheets(together: Path) -> None:
    found = read_return(NamedFile(str(together), "before.xlsx"), sheets=(Cover, Workstream))
    assert [(expected.code, expected.file) for expected in came_in(found)] == [
        ("OUT", "outreach.xlsx"), ("STA", "statutory.xlsx"), ("TRN", "transition.xlsx")
    ]  # fmt: skip
    assert not found.submission.all(Milestone)


def _renamed(book: Workbook) -> None:
    book["Workstreams"].title = "Workstreem"


def _without_a_code(book: Workbook) -> None:
    book["Workstreams"]["A7"] = "#REF!"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_renamed, "Its sheet Workstreams was not found (Workstreem may be it)"),
        (_without_a_code, "The code in row 7 of its sheet Workstreams could not be read"),
    ],
)
def test_where_last_times_workstreams_cannot_be_read_nothing_is_brought_together(
    tmp_path: Path, together: Path, spoil: Callable[[Workbook], None], why: str
) -> None:
    """Whose return is missing would not be known, and not be said."""
    book = load_workbook(together)
    spoil(book)
    book.save(tmp_path / "before.xlsx")
    folder = _returns(tmp_path / "returns", ("outreach.xlsx",))
    with pytest.raises(xl_send.Error, match=re.escape(f"before.xlsx: {why}")):
        xl_send.consolidate(folder, previous=tmp_path / "before.xlsx")


def test_a_file_that_could_not_be_brought_in_is_named_in_the_programme_workbook(tmp_path: Path) -> None:
    folder = _returns(tmp_path / "returns", ("outreach.xlsx", "statutory.xlsx"))
    _junk(folder / "statutory.xlsx")
    path = tmp_path / "programme.xlsx"
    xl_send.consolidate(folder, output=path)
    found = xl_send.status(path).picture
    assert "statutory.xlsx could not be brought in" in _sentence(found)
    assert set(_colours(found).values()) == {Status.NO_DATA}
    assert [one.rule for one in xl_send.validate(path).findings if one.cell.sheet == "Programme"] == ["PR42"]


def test_of_returns_that_clash_the_programme_workbook_says_that_it_knows_nothing(tmp_path: Path) -> None:
    folder = _returns(tmp_path / "returns", ("outreach.xlsx", "transition.xlsx"))
    _clashing(folder / "transition.xlsx")
    path = tmp_path / "programme.xlsx"
    xl_send.consolidate(folder, output=path)
    found = xl_send.status(path).picture
    assert set(_colours(found, "TRN").values()) == {Status.NO_DATA}
    assert "TRN is without a return" in _sentence(found)


def test_a_workstream_that_was_there_before_makes_nothing_better_by_its_absence(tmp_path: Path) -> None:
    before = _returns(tmp_path / "before", ("outreach.xlsx", "transition.xlsx"))
    after = _returns(tmp_path / "after", ("outreach.xlsx",))
    told = xl_send.changes(before, _later(after))
    assert set(_colours(told.pictures[1]).values()) == {Status.RED, Status.NO_DATA}
    assert _sentence(told.pictures[1]).startswith("Not evidenced: TRN has no return. Red because OUT-M07")
    pack = xl_send.summarise(after, since=before)
    words = " ".join(sentence for page in pack.pages for part in page.parts for sentence in part.sentences)
    assert "TRN has no return" in words
    assert not any("Better" in sentence and "Overall" in sentence for sentence in words.split(". "))


def _later(folder: Path) -> Path:
    """The same returns as at a month later."""
    import datetime as dt

    for path in folder.iterdir():
        book = load_workbook(path)
        cells = {cell.value: cell for cell in book["Programme"]["A"]}
        book["Programme"].cell(cells["As at"].row, 2).value = dt.datetime(2026, 12, 11)  # noqa: DTZ001 - as Excel
        book.save(path)
    return folder
