"""The names of the present edition that an older workbook has not, each pointing to where its label stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Submission
from xl_send.xlsx.formulas.names import names, value_cell
from xl_send.xlsx.update.cell_edits import address_parts
from xl_send.xlsx.update.defined_names import DefinedName

# Where labels were put in, by sheet and field.
Places = Mapping[tuple[type[Record], str], str]


def new_names(submission: Submission, places: Places, there: Collection[str]) -> list[DefinedName]:
    """The names that are not `there`, in capitals or small letters, and whose labels stand somewhere."""
    taken = {name.casefold() for name in there}
    return [
        DefinedName(name, meaning, hidden=False)
        for name, formula in names().items()
        if name.casefold() not in taken and (meaning := _pointed(formula, submission, places))
    ]


def _pointed(formula: str, submission: Submission, places: Places) -> str:
    """A name's formula, pointing to where its label stands in this workbook; nothing where it stands nowhere."""
    for record in (Cover, Thresholds):
        seen = submission.seen.get(record)
        for column in columns_of(record):
            usual = re.compile(rf"{re.escape(value_cell(record, column.name))}(?!\d)")
            if not usual.search(formula):
                continue
            place = places.get((record, column.name)) or (
                seen.table.address(column.name, 0) if seen and column.name in seen.table.places else ""
            )
            if not seen or not place:
                return ""
            row, at = address_parts(place)
            title = seen.table.sheet.replace("'", "''")
            return usual.sub(lambda _: f"'{title}'!${column_letters(at)}${row}", formula)  # noqa: B023 - at once
    return formula
