"""Marks follow the record, are legible and can be reached; a marked copy can be marked again."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from cases.answers import ask, findings
from cases.workbooks import Return, example, raw_example, repacked, sheet_part, table_part, with_cells
from known.on_demand import load_workbook
from office.button_trials import Hand, prepared
from office.lint import faults
from xlsx.formulas.recalculation import recalculated

LINE = 14  # points; a line of the sheets' letters is no lower
LETTER = 0.9  # of the width of a digit, by which columns are measured: the mean of English in Arial


def test_every_reason_on_a_marked_status_sheet_is_fully_legible(tmp_path: Path) -> None:
    ask("status", example().save(tmp_path), "--mark")
    page = load_workbook(next(tmp_path.glob("*/*.xlsx")))["Status"]
    place = next(cell.column for cell in page[2] if cell.value in {"Reason", "Why"})
    width = page.column_dimensions[get_column_letter(place)].width
    for row in range(3, page.max_row + 1):
        lines = math.ceil(len(str(page.cell(row, place).value or "")) * LETTER / (width * 0.95))
        height = page.row_dimensions[row].height
        assert height is None or height >= lines * LINE, f"row {row}: {lines} lines in {height} points"


def test_a_copy_whose_checks_titles_were_retyped_is_marked_again_and_again(tmp_path: Path) -> None:
    retyped = {"G2": "<is><t>Action taken</t></is>"}
    changes = {
        sheet_part("Checks"): lambda xml: with_cells(xml, retyped),
        table_part("tblChecks"): lambda xml: xml.replace('"What to do"', '"Action taken"'),
    }
    path = repacked(tmp_path, changes)
    # What is explained stands last on Checks.
    told = sorted(findings(path), key=lambda item: bool(item.explained))
    for _ in range(3):
        assert ask("validate", path, "--mark").code == 1
        (path,) = (path.parent / "checked").glob("*.xlsx")
        assert not faults(path.name, path.read_bytes())
        pages = load_workbook(path, data_only=True)
        assert sum(title.startswith("Checks") for title in pages.sheetnames) == 1
        titles, *rows = pages["Checks"].iter_rows(min_row=2, max_row=2 + len(told), values_only=True)
        assert [row[titles.index("Cell")] for row in rows] == [item.cell for item in told]


def marked_and_sorted(folder: Path) -> Path:
    """The example, marked on the command line; then its milestones are sorted by Owner, as Excel moves rows."""
    made = example()
    folder.mkdir(exist_ok=True)
    ask("validate", shutil.copy(raw_example(), folder), "--mark")
    rows = range(2, made.below("Milestones"))
    order = sorted(rows, key=lambda row: str(made.value("Milestones", row, "Owner")))

    def in_order(xml: str) -> str:
        found = {int(item[1]): item[0] for item in re.finditer(r'<row r="(\d+)".*?</row>', xml, re.DOTALL)}
        moved = [
            re.sub(rf' r="([A-Z]*){old}"', rf' r="\g<1>{new}"', found[old])
            for new, old in zip(rows, order, strict=True)
        ]
        first, last = xml.index(found[rows[0]]), xml.index(found[rows[-1]]) + len(found[rows[-1]])
        return xml[:first] + "".join(moved) + xml[last:]

    return repacked(folder / "sorted", {sheet_part("Milestones"): in_order}, next(folder.glob("*/*.xlsx")))


def light(made: Return, cell: str) -> str:
    """The formula that lights a cell, as a formula of its own that may stand anywhere on the sheet."""
    page = made.sheet("Milestones")
    rules = [(rule, area) for area in page.conditional_formatting if cell in area for rule in area.rules]
    lights = [(rule, area) for rule, area in rules if "places_to_put_right" in "".join(rule.formula)]
    assert min(rules, key=lambda item: item[0].priority) in lights
    first = str(lights[0][1].sqref).split(":", maxsplit=1)[0]
    any_of_them = f"=OR({','.join(rule.formula[0] for rule, _ in lights)})"
    formula = str(Translator(any_of_them, first).translate_formula(cell))
    found = page[cell]
    return formula.replace("ROW()", str(found.row)).replace("COLUMN()", str(found.column))


def test_after_a_sort_the_light_is_on_the_record_that_it_is_about(tmp_path: Path) -> None:
    made = Return(marked_and_sorted(tmp_path))
    page = made.sheet("Milestones")
    aside = page.max_column + 2
    page.cell(1, aside).value = "Lit"
    for row in range(2, made.below("Milestones")):
        page.cell(row, aside).value = light(made, made.at("Milestones", row, "Evidence seen"))
    path = made.save(tmp_path / "lit")
    rows = recalculated({"lit": path.read_bytes()}, tmp_path / "calc")["lit"]["Milestones"]
    assert [row["ID"] for row in rows if row.get("Lit") == "TRUE"] == ["TRN-M06"]


def next_problem(path: Path, after: str, folder: Path) -> tuple[str, str, Path]:
    """Next problem pressed with the cursor somewhere: what is said, in a box or a note, where it is, the workbook."""
    hand = Hand(prepared(folder, path.read_bytes()))
    said, where = hand.press("next", after), hand.ask("Finger", "Where")
    kept = folder / "kept.xlsx"
    told = hand.told(kept)
    title, _, cell = told[where].partition("!")
    note = load_workbook(kept)[title][cell].comment
    return told[said] or (note.text if note else ""), told[where], kept


def test_after_a_sort_next_problem_goes_to_the_record(tmp_path: Path) -> None:
    path = marked_and_sorted(tmp_path)
    place = Return(path).at("Milestones", "TRN-M06", "Evidence seen")
    said, where, _ = next_problem(path, "Start!A1", tmp_path / "trial")
    assert where == f"Milestones!{place}", said


NOBODY = "<is><t>Nobody Knows Board</t></is>"


def with_hidden_meetings(folder: Path) -> Path:
    """The example as the workstream edition shows it, a meeting of an unknown forum on a hidden sheet."""
    cell = example().at("Meetings", 6, "Forum")

    def hidden(xml: str) -> str:
        return re.sub(r'(<sheet name="(?:Forums|Meetings|Calendar|Thresholds)")', r'\1 state="hidden"', xml)

    return repacked(
        folder, {"xl/workbook.xml": hidden, sheet_part("Meetings"): lambda xml: with_cells(xml, {cell: NOBODY})}
    )


def with_folded_columns(folder: Path) -> Path:
    """The example with an unknown forum in one of its folded columns."""
    cell = example().at("Milestones", "TRN-M07", "Forum")
    return repacked(folder, {sheet_part("Milestones"): lambda xml: with_cells(xml, {cell: NOBODY})})


def _shown(kept: Path, place: str) -> bool:
    title, _, cell = place.partition("!")
    page = load_workbook(kept)[title]
    letters = re.sub(r"\d", "", cell)
    folded = [column_dimension for column_dimension in page.column_dimensions.values() if column_dimension.hidden]
    return page.sheet_state == "visible" and not [
        item for item in folded if item.min <= page[f"{letters}1"].column <= item.max
    ]


@pytest.mark.parametrize(
    ("made", "is_shown", "told_of_it"),
    [
        (with_hidden_meetings, False, "1 more on hidden sheets (Meetings)."),
        (with_folded_columns, True, "Its column was folded or hidden, and is shown again."),
    ],
)
def test_next_problem_shows_what_is_hidden_or_says_why_not(
    made: Callable[[Path], Path], told_of_it: str, tmp_path: Path, *, is_shown: bool
) -> None:
    path = made(tmp_path)
    marked = path.parent / "checked" / path.name
    ask("validate", path, "--mark")
    told = [f"{finding.sheet}!{finding.cell}" for finding in findings(path)]
    (number,) = (place for place, finding in enumerate(findings(path)) if "Nobody Knows Board" in finding.message)
    said, where, kept = next_problem(marked, told[number - 1] if number else "Start!A1", tmp_path / "trial")
    assert told_of_it in said
    assert (where == told[number]) is is_shown
    assert _shown(kept, told[number]) is is_shown
