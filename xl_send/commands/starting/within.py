"""The returns that a programme workbook or a history holds, each as a workbook of its own to go on from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePath
from types import MappingProxyType

from xl_send.commands.loading import NamedFile, understood
from xl_send.commands.loading.returns import read_return
from xl_send.commands.starting.originals import Original
from xl_send.consolidation.parting import PartedReturn, Parts, parted, whole_return
from xl_send.consolidation.returns import Return
from xl_send.disclosure.texts import is_withheld
from xl_send.errors import RefusedError
from xl_send.new_files import allowed_name, is_allowed
from xl_send.value_classes import NamedTuple, replace
from xl_send.words import capital, counted
from xl_send.workbook.lost_sheets import lost_sheets, not_found_of, unreturned
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.read.open_book import open_book

_NO_WORKSTREAM = "No workstream is listed in it, so no return can be begun from it."
_FROM_SENT = "Where the file that was sent is at hand, begin from that: it keeps them."
FROM_PROGRAMME = (
    "A programme workbook has the council's own columns, as values, but not its own sheets, charts, notes, formulas "
    f"and looks, so what was begun from it has none of them. {_FROM_SENT}"
)
FROM_HISTORY = (
    "A history keeps what stands on the standard sheets, and none of the council's own columns, sheets, charts and "
    f"notes, so what was begun from it has none of them. {_FROM_SENT}"
)
# How a history calls two workbooks of one name.
_TOLD_APART = re.compile(r"\.xls[xm] (\([^()]+\))$", re.IGNORECASE)
_NAMED = 5


class Within(NamedTuple):
    """The returns in a workbook or a history, and what is to be said of all of them."""

    originals: Iterable[Original]
    told: tuple[str, ...] = ()


def returns_within(original: Original) -> Within:
    """The returns in a workbook: itself, or of a programme workbook one for each file or workstream that is in it.

    Raises `RefusedError` where a programme workbook lists no workstream.
    """
    found = read_return(NamedFile(BytesIO(original.content), str(original.path)))
    if not found.made:
        return Within((original,))
    parts = parted(found)
    if not parts.returns:
        raise RefusedError(str(original.path), _NO_WORKSTREAM)
    folder = original.path.parent
    begun = (as_workbook(part, found, folder, "workstream", parts.behind) for part in parts.returns)
    return Within(begun, (FROM_PROGRAMME, *rows_apart_told(parts)))


def _lacking(part: PartedReturn, whole: Submission) -> str:
    """What a return had, or would have had, that is not in the whole: a line, blank where all of it is there."""
    codes = set(part.codes)
    lost = (*lost_sheets(whole), *(item for item in unreturned(Programme((whole,))) if codes & item.codes))
    sentences = [item.sentence for item in lost if not item.part]
    sentences += [one.sentence for one in not_found_of(whole) if one.code in codes]
    return capital("; ".join(sentences), [whole.workbook, PurePath(whole.workbook).name, *codes])


def rows_apart_told(parts: Parts) -> Iterator[str]:
    """That rows are in none of the returns, and which."""
    if parts.apart:
        named = ", ".join(f"{sheet} row {row}" for sheet, row in parts.apart[:_NAMED])
        more = f" and {len(parts.apart) - _NAMED} more" if len(parts.apart) > _NAMED else ""
        rows = counted(len(parts.apart), "row")
        belong = "belongs" if len(parts.apart) == 1 else "belong"
        yield f"{rows} {belong} to no return or workstream that is listed, and no return has them: {named}{more}."


def in_this_edition(original: Original) -> bytes:
    """A fresh workbook of the present edition that says the same as another."""
    found = read_return(NamedFile(BytesIO(original.content), str(original.path)))
    edition = "programme" if found.submission.programme_edition else "workstream"
    return _content(whole_return(found, original.path.name), found.submission, edition)


def returns_kept(history: str) -> Within:
    """The returns of the last board that a history keeps. Raises `CannotRunError` where it keeps none."""
    return Within(_kept(history), (FROM_HISTORY,))


def _kept(history: str) -> Iterator[Original]:
    from xl_send.history.boards import kept_periods

    kept, periods = kept_periods(history)
    place = Path(history)
    folder = place.parent if place.is_file() else Path()
    for item in kept.returns(periods[-1]):
        grids = tuple(replace(grid, rows=list(grid.rows)) for grid in item.book.grids)
        book = replace(item.book, grids=grids)
        found = Return(book.name, item.sha256, book, understood(book))
        edition = "programme" if found.submission.programme_edition else "workstream"
        yield as_workbook(whole_return(found, name_of_one(book.name)), found, folder, edition)


def name_of_one(name: str) -> str:
    """What a workbook is called that a history keeps, also where it keeps two of the name and tells them apart."""
    return _TOLD_APART.sub(r" \1.xlsx", name)


def as_workbook(
    part: PartedReturn, whole: Return, folder: Path, edition: str, behind: Mapping[str, str] = MappingProxyType({})
) -> Original:
    """One of them as a workbook of an edition, under its name; `behind` is what was left behind, by file."""
    content = _content(part, whole.submission, edition)
    path = folder / file_name_of(part)
    left = f"Its own, and not in this one: {behind[part.name]}." if behind.get(part.name) else ""
    told = tuple(filter(None, (_other_name(part.name, path.name), left)))
    submission = understood(open_book(BytesIO(content), str(path)))
    return Original(path, content, submission, told, _lacking(part, whole.submission))


def _content(part: PartedReturn, submission: Submission, edition: str) -> bytes:
    """A workbook of an edition that says what a return does, with the calendar, lists and settings of a submission."""
    from xl_send.workbook.sheets.governance import CalendarEntry
    from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

    return workbook_bytes(
        edition,
        WorkbookContent(
            rows=part.rows,
            labels=part.labels,
            own_lists=submission.own_lists,
            calendar=submission.all(CalendarEntry),
            matrix=submission.thresholds.matrix,
            silences=submission.thresholds.silences,
            explanations=submission.explanations,
        ),
    )


def file_name_of(part: PartedReturn) -> str:
    """Its name, if that may be a file's on every computer; else the codes of its workstreams.

    A name that was withheld, as it may identify a child, is none. What is begun so has no macros.
    """
    name = PurePath(part.name)
    fit = is_allowed(part.name) and name.suffix.casefold() in {".xlsx", ".xlsm"}
    return f"{name.stem if fit else allowed_name('-'.join(part.codes))}.xlsx"


def _other_name(was: str, name: str) -> str:
    """That a return is not called as it was, and why."""
    if was.casefold() == name.casefold():
        return ""
    if is_withheld(was):
        return f"It is called {name}: the name that it had was withheld."
    if was.casefold() == f"{PurePath(name).stem}.xlsm".casefold():
        return f"It is called {name}: it has no macros, which {was} had. The add-in has the same buttons."
    return f"It is called {name}: {was} can be no workbook's name on every computer."
