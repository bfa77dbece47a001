"""What a cell's look says in Excel: struck through, or a month without its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl.styles import Font

from cases.answers import ask, new, status
from cases.workbooks import sound


def test_a_row_that_is_struck_through_is_asked_about_and_still_counted(tmp_path: Path) -> None:
    made = sound()
    for sheet, record in (("Milestones", "TRN-M08"), ("Risks", "TRN-R01")):
        made.cell(sheet, record, "ID").font = Font(strike=True)
    done = made.cell("Milestones", "TRN-M01", "ID")
    done.font = Font(strike=True)
    path = made.save(tmp_path)
    told = [(finding.rule, finding.severity, finding.record) for finding in new(path)]
    assert told == [("WB29", "query", "TRN-M08"), ("WB29", "query", "TRN-R01")]
    found = status(path)
    assert all(found.reason(name).endswith("; its id is struck through") for name in ("TRN-M08", "TRN-R01"))
    assert "struck" not in found.reason("TRN-M01")


def test_a_month_that_was_typed_is_known_by_how_its_cell_is_shown(tmp_path: Path) -> None:
    made = sound().put("Milestones", "TRN-M12", "Forecast date", date(2027, 9, 1))
    made.cell("Milestones", "TRN-M12", "Forecast date").number_format = "mmm-yy"
    made.put("Actuals", "TRN-K03 at 22 May 2026", "Period end", date(2026, 5, 1))
    made.cell("Actuals", "TRN-K03 at 1 May 2026", "Period end").number_format = "mmmm yyyy"
    found = {(finding.rule, finding.sheet): finding for finding in new(made.save(tmp_path))}
    assert "shows September 2027 and no day" in found["WB28", "Milestones"].message
    assert "TRN-K03" in found["AC11", "Actuals"].record


def test_what_may_identify_a_person_is_withheld_though_it_is_struck_through(tmp_path: Path) -> None:
    made = sound().put("Milestones", "TRN-M08", "Commentary", "Call the mother of NHS number 943 476 5919")
    made.cell("Milestones", "TRN-M08", "Commentary").font = Font(strike=True)
    path = made.save(tmp_path)
    assert {finding.rule[:2] for finding in new(path) if finding.record == "TRN-M08"} == {"PD"}
    assert "943" not in ask("status", path, "--format", "json").said + ask("validate", path).said
