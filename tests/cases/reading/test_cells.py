"""Cells as Excel really leaves them: links to nothing, merges, times of day, nought as a date, empty entries."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from cases.answers import Told, ask, findings, status
from cases.workbooks import example, raw_example, repacked, sheet_part, with_cells
from known.on_demand import load_workbook

TO_A_BLANK_CELL = "<f>[1]Plan!C4</f><v>0</v>"
TEXTS = (
    ("TRN-M06", "Evidence seen"), ("TRN-M07", "Commentary"), ("TRN-M07", "Help needed"), ("TRN-M10", "Commentary"),
    ("TRN-M10", "Help needed"),
)  # fmt: skip


def without_workbook(path: Path) -> list[Told]:
    """What is found, wherever the workbook lies."""
    return [finding._replace(workbook="") for finding in findings(path)]


def test_nought_from_a_link_to_a_blank_cell_is_a_blank_text(tmp_path: Path) -> None:
    made = example()
    linked = {made.at("Milestones", *text): TO_A_BLANK_CELL for text in TEXTS}
    path = repacked(tmp_path, {sheet_part("Milestones"): lambda xml: with_cells(xml, linked)})
    for text in TEXTS:
        made.put("Milestones", *text, None)
    blank = made.save(tmp_path / "blank")
    assert without_workbook(path) == without_workbook(blank)


def with_hidden_value(folder: Path) -> Path:
    """The example with the forecasts of M10 and M11 merged, and 4 September 2028 left under the merge."""
    made = example()
    upper, lower = (made.at("Milestones", item, "Forecast date") for item in ("TRN-M10", "TRN-M11"))

    def merged(xml: str) -> str:
        merge = f'<mergeCells count="1"><mergeCell ref="{upper}:{lower}"/></mergeCells>'
        return with_cells(xml, {lower: "<v>47000</v>"}).replace("</sheetData>", f"</sheetData>{merge}", 1)

    return repacked(folder, {sheet_part("Milestones"): merged})


def test_a_merge_is_an_error_that_says_how_it_is_put_right(tmp_path: Path) -> None:
    path = with_hidden_value(tmp_path)
    (merge,) = (finding for finding in findings(path) if finding.rule == "SH07")
    assert merge.cell == example().at("Milestones", "TRN-M10", "Forecast date")
    assert "Unmerge" in merge.fix
    assert ask("validate", path).code == 1


def test_a_value_hidden_under_a_merge_is_not_used(tmp_path: Path) -> None:
    path = with_hidden_value(tmp_path)
    assert status(path).colour("TRN-M11") == "No data"
    assert not [finding for finding in findings(path) if "2028" in finding.message]
    assert "September 2028" not in ask("status", path).words


def test_a_date_with_a_time_of_day_is_read_as_its_day_and_asked_about(tmp_path: Path) -> None:
    made = example()
    cell = made.cell("Milestones", "TRN-M10", "Forecast date")
    cell.value = datetime(2027, 7, 21, 23, 0)  # noqa: DTZ001 - a workbook's times have no zone
    path = made.save(tmp_path)
    (told,) = (finding for finding in findings(path) if finding.place == ("Milestones", cell.coordinate))
    assert told.severity == "query"
    assert "23:00" in told.message
    assert "21 July 2027" in status(path).reason("TRN-M10")


def test_nought_in_a_date_column_is_a_blank_and_said_so_once(tmp_path: Path) -> None:
    cell = example().at("Milestones", "TRN-M08", "Actual date")
    path = repacked(tmp_path, {sheet_part("Milestones"): lambda xml: with_cells(xml, {cell: TO_A_BLANK_CELL})})
    (told,) = (finding for finding in findings(path) if finding.place == ("Milestones", cell))
    assert told.severity != "error"
    assert "blank" in told.words
    assert status(path).items["TRN-M08"]["status"] == status(raw_example()).colour("TRN-M08")


def test_a_sheet_entry_with_an_empty_relationship_is_skipped_and_the_rest_read(tmp_path: Path) -> None:
    entry = '<sheet name="Module1" sheetId="99" state="veryHidden" r:id=""/></sheets>'
    path = repacked(tmp_path, {"xl/workbook.xml": lambda xml: xml.replace("</sheets>", entry)})
    assert ask("validate", path).code == 1
    assert without_workbook(path) == without_workbook(raw_example())


def test_a_sheet_whose_title_ends_in_a_space_is_read_and_its_cells_light_up_in_a_marked_copy(tmp_path: Path) -> None:
    made = example()
    made.sheet("Milestones").title = "Milestones "
    path = made.save(tmp_path)
    told = [finding for finding in findings(path) if finding.sheet == "Milestones "]
    assert [finding.cell for finding in told] == [
        finding.cell for finding in findings(raw_example()) if finding.sheet == "Milestones"
    ]
    ask("validate", path, "--mark")
    checks = load_workbook(tmp_path / "checked" / path.name)["Checks"]
    lit = {str(row[0].value) for row in checks.iter_rows(min_col=8, max_col=8, min_row=3)}
    # The template's cells look themselves up by the title that it gave their sheet.
    assert lit >= {f"Milestones!{finding.cell}" for finding in told if not finding.because_of and not finding.explained}
    links = [str(row[3].value) for row in checks.iter_rows(min_row=3) if row[2].value == "Milestones"]
    assert len(links) == len(told)
    assert all("#'Milestones '!" in link for link in links)


def test_a_date_of_1900_is_an_error_and_completes_nothing(tmp_path: Path) -> None:
    """A day number that was typed or linked as a date: nothing was reached in 1900."""
    path = example("sufficiency").put("Milestones", "SUF-M06", "Actual date", date(1900, 1, 1)).save(tmp_path)
    cell = example("sufficiency").at("Milestones", "SUF-M06", "Actual date")
    (told,) = (finding for finding in findings(path) if finding.place == ("Milestones", cell))
    assert (told.rule, told.severity) == ("WB17", "error")
    assert status(path).colour("SUF-M06") == "No data"
    assert "Actual date could not be read" in status(path).reason("SUF-M06")


def test_true_and_error_values_are_nobodys_words(tmp_path: Path) -> None:
    made = example("sufficiency").put("Risks", "SUF-R06", "Owner", "#N/A")
    made.cell("Milestones", "SUF-M08", "Owner").value = True
    path = made.save(tmp_path)
    told = {finding.place: finding.rule for finding in findings(path) if finding.column == "Owner"}
    assert told["Risks", made.at("Risks", "SUF-R06", "Owner")] == "WB09"
    assert told["Milestones", made.at("Milestones", "SUF-M08", "Owner")] == "WB02"


def test_ids_one_to_a_line_are_read_as_between_commas(tmp_path: Path) -> None:
    path = example("sufficiency").put("Milestones", "SUF-M08", "Depends on", "SUF\u2011M07\nSUF-M05").save(tmp_path)
    assert not [finding for finding in findings(path) if finding.severity == "error" and finding.record == "SUF-M08"]
    assert "SUF-M08" not in status(path).reason("SUF-M11")


def test_a_share_of_ten_times_the_whole_is_no_threshold(tmp_path: Path) -> None:
    """10 typed where 10% was meant would call every overspend small."""
    path = example("sufficiency").put("Thresholds", "Money red over", "", 10.0).save(tmp_path)
    (told,) = (finding for finding in findings(path) if finding.sheet == "Thresholds")
    assert (told.rule, told.severity) == ("WB02", "error")
    assert status(path).colour("SUF-F02") == "Red"
    assert status(path).colour("SUF-F03") == "No data"
