"""Marked copies: workbooks with their Checks or Status sheet filled, the officers' own untouched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xl_send.commands.checks import CheckResult
from xl_send.commands.free_names import free_name
from xl_send.commands.loading import LoadedProgramme
from xl_send.commands.outcomes import CannotRunError
from xl_send.commands.writing import write_whole
from xl_send.results import ProgrammeStatus
from xl_send.workbook.cells import RefusedError
from xl_send.xlsx.update.sheet_xml import ResultSheet, checks_sheet, status_sheet
from xl_send.xlsx.update.update import MarkedCopy, marked

SIGNED = " It is signed; the signature does not hold for the copy."


def with_checks(checked: CheckResult, folder: str = "") -> tuple[str, ...]:
    """Write a copy of each workbook with its findings on the Checks sheet; where each is, in words.

    Copies keep their names, in `folder` or in one called checked beside each workbook; a folder of returns is read
    without the folders in it, so copies are never taken for returns. Nothing that is there is written over. Raises
    `CannotRunError` where a place cannot be written to or a workbook cannot be marked safely.
    """
    sheets = {
        submission.workbook: checks_sheet(
            [finding for finding in checked.findings if finding.cell.workbook == submission.workbook]
        )
        for submission in checked.gathered.programme.submissions
    }
    return _copies(sheets, folder, "checked")


def with_statuses(gathered: LoadedProgramme, found: ProgrammeStatus, folder: str = "") -> tuple[str, ...]:
    """The same with the items of each workbook on its Status sheet, in a folder called status."""
    sheets = {
        submission.workbook: status_sheet([item for item in found.items if item.record.workbook == submission.workbook])
        for submission in gathered.programme.submissions
    }
    return _copies(sheets, folder, "status")


def _copies(sheets: Mapping[str, ResultSheet], folder: str, usual: str) -> tuple[str, ...]:
    """All copies are made before any is written, so that there are all of them or none."""
    made = [(Path(workbook), sheet.title, _marked(workbook, sheet)) for workbook, sheet in sheets.items()]
    notes = []
    for path, title, copy in made:
        target = free_name(path, Path(folder) if folder else path.parent / usual)
        write_whole(target, copy.content)
        notes.append(f"A copy with its {title} sheet filled is in {target}.{SIGNED if copy.signed else ''}")
    return tuple(notes)


def _marked(workbook: str, sheet: ResultSheet) -> MarkedCopy:
    try:
        return marked(Path(workbook).read_bytes(), workbook, [sheet])
    except (RefusedError, OSError) as error:
        sentence = error.sentence if isinstance(error, RefusedError) else "It could not be read again."
        message = f"{workbook}: {sentence} No copy was written."
        raise CannotRunError(message) from error
