"""Names of files and of their sheets, which outputs give where they say where something stands."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.disclosure.texts import file_may_be_named
from xl_send.findings import Cell, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.submissions import Programme


@rule(
    "PD11",
    Severity.ERROR,
    "The name of this sheet may identify a person.",
    "Give the sheet another name. Until then every output calls it by its number among the sheets of its workbook.",
    on_reading=True,
)
def name_of_sheet(programme: Programme) -> Iterator[Hit]:
    """No sheet has a name that may identify a person.

    Where something stands is told by the name of its sheet, and a sheet of the council's own is named wherever it is
    said that it was left behind.

    **Fails**

    <Jack in Y6>:
    | Date | What |
    | --- | --- |
    | 3 Nov 2026 | Visit |

    **Passes**

    Year 6 visits:
    | Date | What |
    | --- | --- |
    | 3 Nov 2026 | Visit |
    """
    for submission in programme.submissions:
        for sheet, address in submission.withheld:
            if not address:
                yield hit(Cell(submission.workbook, sheet, ""))


@rule(
    "PD12",
    Severity.ERROR,
    "The name of this file may identify a person.",
    "Give the file another name: its workstream's code and the period will do. Until then no report is made of it.",
    on_reading=True,
)
def name_of_file(programme: Programme) -> Iterator[Hit]:
    """No file has a name that may identify a person.

    Reports, lists and programme workbooks name the files that they were made from.

    **Fails**

    Jack_in_Y6.xlsx Programme:
    | Programme |
    | --- |
    | <SEND programme> |

    **Passes**

    Year_6_transition.xlsx Programme:
    | Programme |
    | --- |
    | SEND programme |
    """
    for submission in programme.submissions:
        if not file_may_be_named(submission.workbook):
            yield hit(submission.cover.at("programme"))
