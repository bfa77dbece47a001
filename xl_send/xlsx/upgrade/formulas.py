"""The formulas in a sheet's part, and which of them an edition of ours wrote."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from xl_send.value_classes import NamedTuple
from xl_send.xlsx.update.cell_edits import address_parts
from xl_send.xlsx.update.xml_patch import XmlPatch
from xl_send.xlsx.upgrade.columns import text_of

# What the first edition wrote in columns whose formulas are others now, by the beginning of its SHA-256.
_EARLIER = frozenset({
    "d5f18ab1addba22a", "a5efc5b68dacb963", "8e0b321311f73908", "9de8022cc8ec0c19", "1ba8510593eaf1cc",
    "19b72e66ed95dcde", "573598f1911e2e5d", "15355f7a0b1a41dc", "3bd4835142d94c39", "48dc07b310adbe61",
    "1376f061de9e1c10", "cdd470523d7f66fd", "00890c5b247b08e1", "648d8e8fd73fb44d",
})  # fmt: skip
_ROW = r"(?<=[A-Z]){}(?!\d)"


class FormulaCell(NamedTuple):
    """A cell that works itself out. `text` is that of the cell whose formula it shares, where it shares one.

    `group` is what cells that share a formula name it by, and `first` whether this is the one that holds it.
    """

    address: str
    text: str
    group: str = ""
    first: bool = False

    @property
    def row(self) -> int:
        """The number of its row."""
        return address_parts(self.address)[0]

    @property
    def place(self) -> int:
        """The number of its column."""
        return address_parts(self.address)[1]


def formula_cells(part: bytes) -> list[FormulaCell]:
    """Every cell of a sheet's part that works itself out, in the order of its rows."""
    found = []
    shared: dict[str, str] = {}
    for row in XmlPatch(part).root.one("sheetData").all("row"):
        for cell in row.all("c"):
            for formula in cell.all("f"):
                text, group = text_of(part, formula), _group(formula.attributes)
                if group and text:
                    shared[group] = text
                found.append(FormulaCell(cell.attributes.get("r", ""), text, group, bool(group and text)))
    return [cell if cell.text else cell._replace(text=shared.get(cell.group, "")) for cell in found]


def _group(attributes: Mapping[str, str]) -> str:
    return attributes.get("si", "") if attributes.get("t") == "shared" else ""


def own_formulas(cells: Sequence[FormulaCell]) -> Iterator[tuple[str, list[str]]]:
    """Of cells of one column, the formulas that no edition of ours wrote, each with the cells that have it."""
    found: dict[str, list[FormulaCell]] = {}
    for cell in cells:
        if not _is_earlier(cell.text):
            found.setdefault(_wherever(cell), []).append(cell)
    for alike in found.values():
        yield alike[0].text, [cell.address for cell in alike]


def left_alone(cells: Sequence[FormulaCell], changed: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Cells that share the formula of one that is changed, and are not changed themselves, each with what it says."""
    from openpyxl.formula.translate import Translator

    firsts = {cell.group: cell for cell in cells if cell.first and cell.address in changed}
    for cell in cells:
        first = firsts.get(cell.group) if cell.group else None
        if first and cell.address not in changed:
            moved = Translator(f"={first.text}", first.address).translate_formula(cell.address)
            yield cell.address, str(moved).removeprefix("=")


def _is_earlier(text: str) -> bool:
    return hashlib.sha256(text.encode()).hexdigest()[:16] in _EARLIER


def _wherever(cell: FormulaCell) -> str:
    """A formula as it is in every row: a cell of its own row by no number."""
    return re.sub(_ROW.format(cell.row), "#", cell.text)
