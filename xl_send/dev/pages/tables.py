"""The reference page of the tables for analysts, from what describes their columns."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.commands.data.tables import DTYPES
from xl_send.datasets.benchmarks import benchmarks
from xl_send.datasets.dataset import Dataset
from xl_send.datasets.programme import datasets_of
from xl_send.datasets.standard import MAPPING
from xl_send.rag.rollup import programme_status
from xl_send.workbook.submissions import Programme

_INTRODUCTION = """# Tables for analysts

    import xl_send
    tables = xl_send.tables("returns/")                       # pandas DataFrames by name
    late = tables["milestones"].query("late > 5")

    xl-send export returns/ -o tables                         # CSV files and datapackage.json
    xl-send export returns/ -o tables --format parquet        # needs pip install xl_send[parquet]
    xl-send export returns/ --history boards.sqlite -o tables     # every board, one row an item and board

The same tables come as DataFrames, CSV, Parquet, or one workbook. Beside files stands `datapackage.json` (a
Frictionless Data Package), which says of each column what it holds, in which unit, and which columns tell rows apart.

- A blank is missing: never nought, never false. Percentages are shares of 1, money is in pounds, lateness and float
  are in working days. Dates are days without a time.
- Each table of rated rows holds every column that the workbook declares, then the facts that were worked out, then
  `status` (by the programme's measures), `own_status` (by the row's own), `reason`, and `unknown`. A status that a
  person gives, such as Open, is `given_status`.
- With a history each row begins with its `board`, by the rules of today.
- In CSV a text that begins with a sign by which a spreadsheet would run it has an apostrophe before it.
- `--for-publication` leaves out what would tell of few children, and writes nothing while a finding of personal data
  stands.
- `--benchmark FILE.csv` (columns measure, year, area, value, and maybe source) gives the table benchmarks: England's,
  statistical neighbours' and the authority's own published figure beside each KPI that names its *Measure*, with the
  year. An area is England, Statistical neighbours, or an authority by code or name. Figures stand as published.
- `authority` in *programmes* is the ONS code on the Programme sheet, else that of the council's name in the table that
  comes with the package (`xl_send/analysis/names/local_authorities.csv`, as of 1 May 2025; source there). Where a name
  is not certain it is blank: put the code on the Programme sheet.
- `xl_send.read` takes tables back too: an openpyxl Workbook, or DataFrames by sheet title, as
  `pandas.read_excel(path, sheet_name=None)` gives them. Ids and dates stay what they are; a percentage is a share.

[In Power BI](power_bi.md) is a page of its own.
"""


def tables_page() -> str:
    """The page in Markdown."""
    nothing = Programme(())
    tables = [*datasets_of(nothing, programme_status(nothing), ()), benchmarks(nothing, ())]
    return "\n".join([_INTRODUCTION, *(line for table in tables for line in _table(table)), *_standard()]) + "\n"


def _table(table: Dataset) -> Iterator[str]:
    yield f"## {table.name}\n\n{table.description} Rows are told apart by {', '.join(table.key)}.\n"
    yield "| column | dtype | unit | what it holds |\n| --- | --- | --- | --- |"
    for field in table.fields:
        yield f"| {field.name} | {DTYPES[field.type]} | {field.unit} | {_cell(field.description)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _standard() -> Iterator[str]:
    yield (
        "## With --standard\n\nThe government's programme and project data standard (GovS 1002, on trial to the end of "
        "2026) names seven things that are kept of a programme. Its lists of attributes were not available: names of "
        "tables follow its words, names of columns were not checked against its text. It has no place for handovers "
        "between workstreams, which are therefore left out.\n"
    )
    yield "| table | from | columns (ours in brackets) |\n| --- | --- | --- |"
    for thing, (ours, columns) in MAPPING.items():
        yield f"| {thing} | {ours} | {', '.join(f'{theirs} ({own})' for theirs, own in columns.items())} |"
