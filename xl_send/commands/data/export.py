"""Export: the tables of a programme as files for Power BI, R, Python and others, with a data package descriptor."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from xl_send.commands.data.boards import Boards, boards_of
from xl_send.commands.data.parquet import parquet_bytes
from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.commands.result import ProgrammeResult
from xl_send.commands.writing import write_whole
from xl_send.datasets.dataset import Dataset, Field, FieldType, Scalar
from xl_send.datasets.package import FILE, TableFile, package_json
from xl_send.datasets.standard import NOT_VERIFIED, standard_datasets
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.table import CellKind, Table, TableColumn
from xl_send.text import bare
from xl_send.value_classes import frozen
from xl_send.xlsx.write.listings import listing_workbook

CSV, PARQUET, XLSX = "csv", "parquet", "xlsx"
WORKBOOK_FILE = "tables.xlsx"
TAKEN = "Choose another folder, or add --replace to put the new tables in the place of those that are there."
# Signs by which a spreadsheet would take a text for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_000


@frozen(eq=True)
class ExportResult(ProgrammeResult):
    """The files that were written, the descriptor last, and what is said of them (source: docs/tables.md)."""

    paths: tuple[Path, ...]
    rows: int
    boards: tuple[date, ...] = ()
    told_besides: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return (*self.loaded.not_read, *self.told_besides)


def export(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    output: str | os.PathLike[str],
    format: str = CSV,  # noqa: A002 - the option's own name
    history: str | os.PathLike[str] = "",
    standard: bool = False,
    for_publication: bool = False,
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    replace: bool = False,
    benchmark: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> ExportResult:
    """Write the tables of `tables` into the folder `output`: one CSV or Parquet file each, or one workbook.

    `benchmark` is a file of public figures to put beside KPIs that name their Measure. Beside them stands
    `datapackage.json`, which says of each file its columns, types, units, keys and SHA-256. With `history` every
    board that it keeps is in the same tables. `standard` names tables and columns after the government's programme
    and project data standard. A file that is there is not written over unless `replace`. Raises `xl_send.Error`
    where nothing can be read, the place cannot be written to, or Parquet is asked for without pyarrow.
    """
    if format not in {CSV, PARQUET, XLSX}:
        message = f"There is no format {format}. Give {CSV}, {PARQUET} or {XLSX}."
        raise CannotRunError(message)
    found = boards_of(
        sources,
        history=history,
        for_publication=for_publication,
        last_edition=last_edition,
        disclosure_log=disclosure_log,
        benchmark=benchmark,
        as_at=as_at,
        policy=policy,
        progress=progress,
    )
    datasets = standard_datasets(found.datasets) if standard else list(found.datasets)
    files = list(_files(datasets, format))
    notes = [note for note in (found.loaded.marking, *found.loaded.not_read, NOT_VERIFIED if standard else "") if note]
    title = _title(found)
    descriptor = package_json("xl-send", title, notes, files, format).encode("utf-8")
    paths = _write(Path(output), {**{file.path: file.content for file in files}, FILE: descriptor}, replace=replace)
    rows = sum(len(dataset.rows) for dataset in datasets)
    return ExportResult(found.loaded, paths, rows, found.boards, found.told_besides)


def _title(found: Boards) -> str:
    lead = found.loaded.programme.lead
    named = [lead.cover.council, lead.cover.programme] if lead else []
    return ", ".join(text for text in named if text) or "SEND programme"


def _files(datasets: Sequence[Dataset], form: str) -> Iterator[TableFile]:
    if form == XLSX:
        content = listing_workbook("SEND programme tables", [_listing(dataset) for dataset in datasets])
        yield from (TableFile(WORKBOOK_FILE, content, dataset, dataset.name) for dataset in datasets)
        return
    for dataset in datasets:
        content = parquet_bytes(dataset) if form == PARQUET else csv_bytes(dataset)
        yield TableFile(f"{dataset.name}.{form}", content, dataset)


def csv_bytes(dataset: Dataset) -> bytes:
    """A table as comma-separated values in UTF-8: dates as 2026-11-13, true and false, and blanks for what is missing.

    A text that begins with a sign by which a spreadsheet would run it has an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in dataset.fields])
    writer.writerows([_csv(row.get(field.name)) for field in dataset.fields] for row in dataset.rows)
    return out.getvalue().encode("utf-8")


def _csv(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        plain = value.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{plain}" if plain.startswith(_FORMULA_SIGNS) else plain
    return bare(float(value))


def _listing(dataset: Dataset) -> Table:
    columns = [_column(field) for field in dataset.fields]
    rows = [[_cell(row.get(field.name)) for field in dataset.fields] for row in dataset.rows]
    return Table(dataset.name, columns, rows)


def _column(field: Field) -> TableColumn:
    kinds = {FieldType.DATE: CellKind.DAY, FieldType.NUMBER: CellKind.NUMBER, FieldType.INTEGER: CellKind.NUMBER}
    width = 44 if field.name in {"reason", "message", "fix", "commentary", "sentence", "name", "mitigation"} else 16
    unit = f" In {field.unit}." if field.unit else ""
    return TableColumn(
        field.name, max(width, len(field.name) + 4), kinds.get(field.type, CellKind.TEXT), field.description + unit
    )


def _cell(value: Scalar) -> str | float | date | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value[:_LONGEST_CELL]
    return value


def _write(folder: Path, contents: dict[str, bytes], *, replace: bool) -> tuple[Path, ...]:
    paths = {name: folder / name for name in contents}
    there = [path for path in paths.values() if path.exists()]
    if there and not replace:
        message = f"{there[0]}: There is already a file of this name. {TAKEN}"
        raise CannotRunError(message)
    for name, path in paths.items():
        write_whole(path, contents[name], replace=replace)
    return tuple(paths.values())
