"""History export: boards into another history, or into tables that any program reads."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from xl_send.commands.data.export import csv_bytes
from xl_send.commands.loading import AsAt, as_at_given
from xl_send.commands.result import Result
from xl_send.commands.writing import remove_written, write_whole
from xl_send.datasets.kept import kept_tables
from xl_send.datasets.package import FILE, TableFile, package_json
from xl_send.errors import CannotRunError
from xl_send.history import History, Period, is_history, shown_name
from xl_send.progress import Progress, quietly
from xl_send.value_classes import frozen

NO_PLACE = "Say where to with --output: a folder for tables, or another history."
NO_BOARDS = "No board is kept here between these dates."


@frozen(eq=True)
class HistoryExportResult(Result):
    """The boards that were exported, the earliest first, and where to: files, or another history by its name."""

    history: str
    boards: tuple[Period, ...]
    paths: tuple[Path, ...] = ()
    target: str = ""


def export_history(
    history: str | os.PathLike[str],
    *,
    output: str | os.PathLike[str],
    since: AsAt = None,
    to: AsAt = None,
    progress: Progress = quietly,
) -> HistoryExportResult:
    """Write the boards of a history, or those from one date to another, to a folder as CSV or into another history.

    In another history they are kept as they were, whatever its kind; it is begun where it is new, and a board that it
    keeps already stays. No file is written over. Raises `xl_send.Error` where nothing is kept, or it cannot be written.
    """
    if not output:
        raise CannotRunError(NO_PLACE)
    kept = History.at(history)
    first, last = as_at_given(since) or date.min, as_at_given(to) or date.max
    if not any(first <= period.as_at <= last for period in kept.periods()):
        message = f"{kept.shown}: {NO_BOARDS}"
        raise CannotRunError(message)
    if is_history(os.fspath(output)):
        boards = kept.copy_to(History.at(output), first, last)
        return HistoryExportResult(kept.shown, boards, target=shown_name(output))
    boards = tuple(period for period in kept.periods() if first <= period.as_at <= last)
    return HistoryExportResult(kept.shown, boards, _written(kept, boards, Path(output), progress))


def _written(kept: History, boards: tuple[Period, ...], folder: Path, progress: Progress) -> tuple[Path, ...]:
    """A file for each table, with what describes them: all of them or none."""
    tables = kept_tables(kept, progress(boards, "Reading boards", len(boards)))
    files = [TableFile(f"{table.name}.csv", csv_bytes(table), table) for table in tables]
    described = package_json("xl-send-history", "What a history of SEND programme boards keeps", [], files, "csv")
    contents = {file.path: file.content for file in files} | {FILE: described.encode("utf-8")}
    paths: list[Path] = []
    try:
        for name, content in contents.items():
            write_whole(folder / name, content)
            paths.append(folder / name)
    except BaseException:
        remove_written(paths)
        raise
    return tuple(paths)
