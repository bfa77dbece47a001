"""What the template itself says, in which nobody's data can stand."""

from __future__ import annotations

from io import BytesIO

from xl_send.disclosure.texts import SHORTEST
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import template_workbook


def template_texts_file() -> str:
    """A line for each text of the two blank workbooks that is long enough to be looked at."""
    found: set[str] = set()
    for edition in ("programme", "workstream"):
        for grid in open_book(BytesIO(template_workbook(edition)), edition).grids:
            cells = (value for _, row in grid.rows for value in row.values())
            found |= {value for value in cells if isinstance(value, str) and len(value) >= SHORTEST}
    return "".join(f"{text}\n" for text in sorted(found) if not text.startswith("=") and "\n" not in text)
