"""The data dictionary: every sheet and column, from the declaration."""

from __future__ import annotations

from xl_send.workbook.columns import Column, Layout, Need, Record, columns_of
from xl_send.workbook.sheets.choices import OWN_LISTS
from xl_send.workbook.submissions import SHEETS

_INTRODUCTION = """# The workbook

One workbook serves a workstream's return and a small programme's whole plan. Sheets and columns are
found by their titles: yours may stand in another order, below notes of your own, and beside columns
and sheets of your own, which are left alone.

`xl-send new` writes it blank. The workstream edition hides Thresholds, Forums, Meetings, Calendar and
Lists; the programme edition shows all but Lists. Columns that fill themselves are named under each
sheet; they stay empty in this edition.

A row counts once its id, its workstream and the cells that its colour is worked out from can be read.
Any other row is *not read*: it is named among the findings, it is in no colour and no total, and its
id still serves the rows that refer to it. Cells that decide this are marked with a dagger.

**Start** holds no data: it says how to fill the workbook in, and what colours and headings mean.
"""

_OWN_LISTS = """Lists that you edit yourself, each a column of the Lists sheet. It is hidden: right-click any tab,
choose Unhide, then Lists. Beside them stand the fixed lists and every non-working day: bank holidays of
England, and the Closure days of the Calendar when the workbook was made."""

_BESIDES = {
    "Thresholds": """To the right stands the risk matrix, likelihood down and impact across, each cell Red, Amber or
Green; a council with a 4 by 4 matrix clears row 5 and column 5. Below stand the silenced rules: a
rule's id, the reason, and the last day on which the programme is not told of it.
""",
}

_RESULTS = """## Checks

Written by the product: one row for each finding, with its rule, severity, sheet, cell (a link), record,
heading, what is wrong, what to do, how it stands and its key. Each open finding lights its cell up on its own
sheet. What follows from another finding stands below all that is open and says from which: put the other right
first. Columns that you add beside ours are kept, each cell with its finding.

Beside the findings is *Explanations*: Finding (a key) · Reason · By · Until. A finding that is explained there is
listed apart and not counted as open, until that day has passed. No Note or comment does the same. An error must
be put right also when it is explained: it still ends `validate` in exit code 1; an explained query does not count
under `--strict`. `xl-send explain` prints the row to paste.

## Status

Written by the product: each row's computed colour beside the reported one, with the reason.
"""

_WORDS = {
    Need.OPTIONAL: "",
    Need.REQUIRED: "yes",
    Need.GIVER: "yes, in the giver's workbook",
    Need.RECEIVER: "yes, in the receiver's workbook",
}


def workbook_page() -> str:
    """The page in Markdown."""
    return "\n".join([_INTRODUCTION, *map(_sheet, SHEETS), _RESULTS, _lists()])


def _sheet(record: type[Record]) -> str:
    sheet = record.SHEET
    first = "Column" if sheet.layout is Layout.TABLE else "Label"
    lines = [f"## {sheet.title}", "", sheet.purpose, ""]
    lines += [f"| {first} | Holds | Required | What it means |", "| --- | --- | --- | --- |"]
    lines += map(_row, columns_of(record))
    if sheet.calculated:
        named = " ".join(f"*{calculated.title}*: {calculated.help}" for calculated in sheet.calculated)
        lines += ["", f"Fill themselves: {named}"]
    if sheet.title in _BESIDES:
        lines += ["", _BESIDES[sheet.title].rstrip()]
    return "\n".join([*lines, ""])


def _row(column: Column) -> str:
    dagger = " †" if column.vital else ""
    return f"| {column.title}{dagger} | {column.kind.says} | {_required(column)} | {column.help} |"


def _required(column: Column) -> str:
    if not column.unless:
        return _WORDS[column.need]
    return f"{_WORDS[column.need]}, with the exception told beside"


def _lists() -> str:
    rows = [f"| {title} | {purpose} |" for title, purpose in OWN_LISTS.items()]
    head = ["## Lists", "", _OWN_LISTS, ""]
    return "\n".join([*head, "| List | What it is for |", "| --- | --- |", *rows, ""])
