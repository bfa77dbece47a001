"""New: a blank workbook to fill in."""

from __future__ import annotations

import os
from pathlib import Path

from xl_send.commands.loading import WORKBOOKS
from xl_send.commands.result import Result
from xl_send.commands.writing import place_named, write_whole
from xl_send.progress import Progress, quietly
from xl_send.value_classes import frozen
from xl_send.vba.workbooks import workbook_with_buttons
from xl_send.xlsx.template.example import template_workbook


@frozen(eq=True)
class NewResult(Result):
    """A blank workbook: where it is, and of which edition."""

    path: Path
    edition: str


def new(
    path: str | os.PathLike[str],
    *,
    edition: str = "workstream",
    buttons: bool = False,
    progress: Progress = quietly,  # noqa: ARG001 - quick
) -> NewResult:
    """Write a blank workbook. An existing file is never overwritten: it may hold somebody's work."""
    target = _named(place_named(path), ".xlsm" if buttons else ".xlsx")
    write_whole(target, workbook_with_buttons(edition) if buttons else template_workbook(edition))
    return NewResult(target, edition)


def _named(path: Path, suffix: str) -> Path:
    """The path with the ending that its content needs; any other kind of ending is part of the name."""
    if path.suffix.lower() == suffix:
        return path
    return path.with_suffix(suffix) if path.suffix.lower() in WORKBOOKS else path.with_name(f"{path.name}{suffix}")
