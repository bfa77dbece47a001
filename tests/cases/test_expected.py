"""What an experienced programme manager would ask about, and where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cases.answers import ask, new, status
from cases.workbooks import Return, example, sound


def test_a_reporting_period_of_last_summer_is_asked_about_in_november(tmp_path: Path) -> None:
    made = sound().put("Programme", "Reporting period", "", "Summer 2 2026")
    (told,) = new(made.save(tmp_path))
    assert told.severity == "query"
    assert told.place == ("Programme", made.at("Programme", "Reporting period"))
    assert "13 November 2026" in told.words


def test_a_budget_in_thousands_beside_an_outturn_in_pounds_is_told_on_the_budget(tmp_path: Path) -> None:
    made = sound().put("Money", "TRN-F01", "Budget", 104)
    place = ("Money", made.at("Money", "TRN-F01", "Budget"))
    (told,) = (item for item in new(made.save(tmp_path)) if item.place == place)
    assert told.severity in {"error", "query"}
    assert "£104" in told.message
    assert "£101,500" in told.message


def test_one_risk_under_two_ids_is_asked_about(tmp_path: Path) -> None:
    made = sound()
    first = {str(cell.value): made.value("Risks", "TRN-R02", str(cell.value)) for cell in made.sheet("Risks")[1]}
    typed = {
        title: value
        for title, value in first.items()
        if isinstance(value, str | int | float | date) and not str(value).startswith("=")
    }
    made.add_row("Risks", {**typed, "ID": "TRN-R10"})
    (told,) = new(made.save(tmp_path))
    assert told.severity == "query"
    assert told.sheet == "Risks"
    assert told.record == "TRN-R10"
    assert "TRN-R02" in told.message


def test_a_milestone_reached_before_its_predecessors_is_told(tmp_path: Path) -> None:
    made = sound().put("Milestones", "TRN-M05", "Actual date", date(2026, 6, 25))
    found = new(made.save(tmp_path))
    place = ("Milestones", made.at("Milestones", "TRN-M05", "Actual date"))
    (told,) = (item for item in found if item.place == place)
    assert told.severity in {"error", "query"}
    assert "TRN-M04" in told.message


def test_a_rollout_reached_while_its_trial_is_open_is_told(tmp_path: Path) -> None:
    made = sound().put("Milestones", "TRN-M09", "Forecast date", None)
    made.put("Milestones", "TRN-M09", "Actual date", date(2026, 11, 10))
    made.put("Milestones", "TRN-M09", "Decision given", date(2026, 11, 10))
    made.add("Actuals", KPI="TRN-K02", Period_end=date(2026, 11, 6), Value=0.05, Base=150)
    found = new(made.save(tmp_path))
    place = ("Milestones", made.at("Milestones", "TRN-M09", "Actual date"))
    told = [item for item in found if item.place == place]
    assert told
    assert {item.severity for item in told} <= {"error", "query"}
    assert {"TRN-M07", "TRN-M08"} & {word.strip(",.:;()") for item in told for word in item.message.split()}


def fewer_plans() -> Return:
    """The example with the number of children with a plan as a KPI that is better when lower."""
    made = example()
    made.add(
        "KPIs", ID="TRN-K90", Workstream="TRN", KPI="Number of children with an EHC plan", Type="Lagging",
        Definition="All open EHC plans", Unit="Count", Better_when="Lower", Baseline=4300,
        Baseline_date=date(2026, 1, 15), Target=3900, Target_date=date(2027, 12, 17), Frequency="Monthly",
        Owner="Head of SEND", Source="SEN2", Reported_RAG="Green", Measures="Snapshot", Counts_children="Yes",
    )  # fmt: skip
    made.add("Expectations", KPI="TRN-K90", Milestone="TRN-M06", Expected=4200)
    made.add("Actuals", KPI="TRN-K90", Period_end=date(2026, 9, 30), Value=4250)
    return made.add("Actuals", KPI="TRN-K90", Period_end=date(2026, 10, 31), Value=4150)


def test_a_number_of_plans_that_is_better_when_lower_is_asked_about_towards_context_only(tmp_path: Path) -> None:
    made = fewer_plans()
    place = ("KPIs", made.at("KPIs", "TRN-K90", "Better when"))
    (told,) = (item for item in new(made.save(tmp_path)) if item.place == place)
    assert told.severity == "query"
    assert "Context only" in told.fix


def test_fewer_plans_are_never_narrated_as_good(tmp_path: Path) -> None:
    path = fewer_plans().save(tmp_path)
    ask("report", path, "-o", tmp_path / "out")
    page = (tmp_path / "out" / "board-summary.html").read_text(encoding="utf-8")
    around = [page[place : place + 1500] for place in range(len(page)) if page.startswith("TRN-K90", place)]
    assert "as expected or better" not in status(path).reason("TRN-K90")
    assert around
    assert not [item for item in around if "mproving" in item or "as expected or better" in item]
