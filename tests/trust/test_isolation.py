"""One rule's, one row's or one file's failure ends nothing else, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import xl_send
from cases.workbooks import example
from statuses import read, table
from xl_send.commands.checks import CheckResult
from xl_send.findings import Severity
from xl_send.rag import items
from xl_send.rag.context import Context
from xl_send.rag.milestones import milestone_rating
from xl_send.reading.loaded import LoadedProgramme
from xl_send.results import Rating, Status
from xl_send.rules import all_rules, check
from xl_send.rules.catalogue import Hit, Rule, hit
from xl_send.shells.cli import main
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

TWO = table("Workstreams", {"Code": "TRN"}) + table("Milestones", {"ID": "TRN-M01"}, {"ID": "TRN-M02"})


def fails_over_the_second(programme: Programme) -> Iterator[Hit]:
    for row in programme.each(Milestone):
        if row.id == "TRN-M02":
            row.depends_on.nothing_of_this_name  # type: ignore[attr-defined]  # noqa: B018 - the fault
        yield hit(row.at("forecast"))


FAULTY = Rule("ZZ01", Severity.QUERY, "Found.", "Do.", fails_over_the_second)


def test_a_rule_that_fails_is_told_with_its_row_and_ends_no_other() -> None:
    programme = read(TWO)
    others = {rule_id: rule for rule_id, rule in all_rules().items() if rule_id != "ZZ01"}
    found = check(programme, [FAULTY, *others.values()])
    assert [item for item in found if item.rule != "ZZ01"] == list(check(programme, others.values()))
    first, failed = (item for item in found if item.rule == "ZZ01")
    assert (first.message, first.cell.record) == ("Found.", "TRN-M01")
    assert "could not be run" in failed.message
    assert failed.cell.record == "TRN-M02"
    told = "ZZ01 could not be run on Milestones row 3: xl_send has met a fault of its own (AttributeError in "
    assert failed.message.startswith(f"{told}test_isolation.py, line ")
    assert CheckResult(LoadedProgramme(programme), found).errors_found()


def test_a_rule_that_fails_before_any_row_is_told_of_the_workbook() -> None:
    def fails(_programme: Programme) -> Iterator[Hit]:
        raise RecursionError
        yield

    (failed,) = check(read(TWO), [FAULTY._replace(check=fails)])
    assert failed.message.startswith("ZZ01 could not be run: xl_send has met")
    assert failed.cell.workbook == "return.xlsx"


def test_a_row_whose_colour_cannot_be_worked_out_has_no_data_and_the_others_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rate = milestone_rating

    def fails(row: Milestone, context: Context) -> Rating:
        if row.id == "TRN-M02":
            raise KeyError
        return rate(row, context)

    before = {item.id: item.status for item in xl_send.status(read(TWO)).items}
    monkeypatch.setattr(items, "milestone_rating", fails)
    after = {item.id: item for item in xl_send.status(read(TWO)).items}
    assert after["TRN-M01"].status is before["TRN-M01"]
    assert after["TRN-M02"].status is Status.NO_DATA
    assert "fault of its own" in after["TRN-M02"].rating.reason


def test_a_task_named_where_a_milestone_is_meant_is_told_and_ends_no_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "returns"
    example().put("Interdependencies", "WFD-D02", "Giver milestone", "TRN-T03").save(folder)
    for other in ("workforce", "outreach"):
        example(other).save(folder)
    assert main(["conflicts", str(folder)]) == 1
    assert "Giver milestone names TRN-T03, which is an id of the Diagnostics sheet" in capsys.readouterr().out.replace(
        "\n               ", " "
    )
    assert main(["whatif", str(folder), "--slip", "TRN-M11=5"]) in {0, 1}
    assert main(["report", str(folder), "-o", str(tmp_path / "out")]) in {0, 1}
    assert main(["consolidate", str(folder), "-o", str(tmp_path / "all.xlsx")]) in {0, 1}
    earlier = tmp_path / "earlier"
    example("early_help").put("Programme", "As at", "", "13/10/2026").save(earlier)
    assert main(["changes", str(earlier), str(folder)]) in {0, 1}
    assert "fault of its own" not in "".join(capsys.readouterr())
