"""A comment explains nothing away: what is reported better than it is computed is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cases.answers import ask, new, status
from cases.workbooks import Return, sound

SOOTHING = (
    "On plan", "On track.", "Good progress this month.", "Progressing well, team working hard.", "Work continues.",
    "Confident of delivery.", "No concerns.", "Positive engagement from schools.", "Meetings held with all partners.",
    "On track to deliver by end of term.", "RAG agreed with SRO.", "Papers are due on 3 March.",
    "Making good progress against plan.", "All actions in hand.", "Work ongoing.", "Still on target.",
    "Everything on track and no issues to report.", "Plan in place.", "Going well", "Green", "See highlight report.",
    "Team fully recruited and mobilised.", "Broadly on track.", "Still on track for September",
    "Some slippage, but manageable", "Progressing",
)  # fmt: skip


def late_and_soothed() -> Return:
    """The sound return with a milestone 61 working days late, reported Green, for each soothing comment."""
    made = sound()
    for place, comment in enumerate(SOOTHING):
        made.add(
            "Milestones", ID=f"TRN-M{20 + place}", Workstream="TRN", Phase="Rollout", Key="No", Owner="Transition Lead",
            Milestone=f"Event {chr(ord('A') + place)} agreed by the board", Baseline_date=date(2027, 3, 11),
            Forecast_date=date(2027, 6, 10), Done_when="Board minute", Reported_RAG="Green", Commentary=comment,
            Schools_must_act="No", Decision_needed="None", Last_updated=date(2026, 11, 12),
        )  # fmt: skip
    return made


def test_26_milestones_61_working_days_late_and_reported_green_are_all_told(tmp_path: Path) -> None:
    made = late_and_soothed()
    path = made.save(tmp_path)
    ids = [f"TRN-M{20 + place}" for place in range(len(SOOTHING))]
    picture = status(path)
    assert {picture.colour(item) for item in ids} == {"Red"}
    told = {item.record: item for item in new(path) if item.column == "Reported RAG" and item.record in ids}
    assert [*told] == ids
    for item in told.values():
        assert item.severity == "query"
        assert item.cell == made.at("Milestones", item.record, "Reported RAG")
        assert "61 working days late" in item.message


def green_and_soothed() -> Return:
    """The sound return with a KPI 21 points short, reported Green with a soothing comment."""
    made = sound().put("Actuals", "TRN-K02 at 31 Oct 2026", "Value", 0.09)
    made.put("KPIs", "TRN-K02", "Reported RAG", "Green")
    return made.put("KPIs", "TRN-K02", "Commentary", "Good progress this month.")


def test_a_kpi_21_points_short_and_reported_green_is_told_whatever_its_comment(tmp_path: Path) -> None:
    made = green_and_soothed()
    told = [item for item in new(made.save(tmp_path)) if item.sheet == "KPIs"]
    assert [(item.severity, item.place) for item in told] == [
        ("query", ("KPIs", made.at("KPIs", "TRN-K02", "Reported RAG")))
    ]
    assert "21 points short" in told[0].message


def test_only_an_explanation_of_the_one_finding_settles_it_and_it_is_listed(tmp_path: Path) -> None:
    path = green_and_soothed().save(tmp_path)
    (told,) = (item for item in new(path) if item.sheet == "KPIs")
    answer = ask("explain", told.key, path, "--reason", "The survey of October was cut short")
    assert answer.code == 0
    assert told.key in answer.said
    assert "The survey of October was cut short" in answer.said
    assert not [item for item in new(path) if item.explained], "explain writes nobody's workbook"
