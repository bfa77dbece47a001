"""Faults that somebody of the trade sees at once: dates before what comes first, thousands, volumes, twins."""

from __future__ import annotations

from datetime import date, timedelta

from faults.clean import VALUE, Blame
from faults.planters.cells.references import HOMES
from faults.planters.kpis.kpis import SHEET as KPIS
from faults.planters.kpis.kpis import moving, rated
from faults.planters.kpis.plans import expected_day, expected_of
from faults.planters.milestones.milestones import SHEET as MILESTONES
from faults.planters.milestones.milestones import reached, soon_enough, to_come
from faults.planters.resources.resources import MONEY
from faults.planters.risks.risks import IS_OPEN
from faults.planters.risks.risks import SHEET as RISKS
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, in_workbook, like, number, working_day

ASKING_SCHOOLS = ("Survey", "Interviews", "Workshop", "Deep dive")
HANDOVERS, ACTUALS = "Interdependencies", "Actuals"


def _milestone(row: Row, name: str) -> Row:
    (found,) = row.plot.rows(MILESTONES, holds("ID", name))
    return found


def _of_receiver(row: Row) -> bool:
    """The account is the receiver's, of what a milestone still waits for."""
    own = row.workbook == HOMES[row["Receiver"]] and not row["Delivered"] and not row["State"]
    return own and to_come(_milestone(row, row["Receiver milestone"]))


def _too_late(row: Row) -> str:
    one = _milestone(row, row["Receiver milestone"])
    days = (one.day(column) for column in ("Baseline date", "Forecast date", "Agreed date") if one[column])
    return working_day(max(days) + timedelta(days=20))


def _first_before(row: Row) -> Row | None:
    """The first milestone that a reached one depends on, where that is reached as well."""
    names = [name.partition("+")[0].strip() for name in row["Depends on"].split(",") if "-M" in name]
    found = [item for name in names for item in row.plot.rows(MILESTONES, holds("ID", name)) if reached(item)]
    return found[0] if found else None


def _day_before(row: Row) -> str:
    before = _first_before(row)
    return days_from(before.day("Actual date"), -30) if before else ""


def _is_led_by_trial(row: Row) -> bool:
    """A leading KPI of which something was expected at a trial that is reached, and that has a figure since."""
    passed = [item for item in expected_of(row) if reached(_milestone(item, item["Milestone"])) and _passed(item)]
    ahead = min([expected_day(item) for item in expected_of(row) if not _passed(item)] + [row.day("Target date")])
    rollouts = row.plot.rows(MILESTONES, to_come, in_workbook(row.workbook), holds("Phase", "Rollout"))
    first = min((rollout.day("Forecast date") for rollout in rollouts), default=date.max)
    trials = row.plot.rows(MILESTONES, in_workbook(row.workbook), holds("Phase", "Trial"))
    return bool(passed and trials and _latest(row)) and first < ahead


def _is_short(row: Row) -> bool:
    """Its baseline is further from the last expectation than is tolerated."""
    passed = [item for item in expected_of(row) if _passed(item)]
    short = abs(number(passed[-1]["Expected"]) - number(row["Baseline"])) if passed else 0
    return bool(row["Tolerance"]) and short > number(row["Tolerance"])


@plants("MS42", "KP51", "UN25", "AC12", "UN23")
def trial_without_result(plot: Plot) -> Blame:
    leading = (rated, holds("Type", "Leading"), holds("Measures", "Snapshot", "Rolling 12 months"))
    kpi = plot.pick(KPIS, *leading, _is_led_by_trial, _is_short)
    latest = _latest(kpi)
    assert latest
    latest.write("Value", kpi["Baseline"])
    rollouts = plot.rows(MILESTONES, to_come, in_workbook(kpi.workbook), holds("Phase", "Rollout"))
    return min(rollouts, key=lambda rollout: rollout.day("Forecast date")).at("Forecast date")


@plants("KP73", "KP04", "KP41", "KP43", "MN13", "EX05", "KP46")
def outcome_missed_twice(plot: Plot) -> Blame:
    """A Green early warning of an outcome that missed what is now expected at its last two milestones."""
    green = plot.pick(
        KPIS, rated, holds("Type", "Leading"), holds("Reported RAG", "Green"), holds("Measures", "Snapshot")
    )
    (outcome,) = plot.rows(KPIS, holds("ID", "STA-K01"))
    for item in [item for item in expected_of(outcome) if _passed(item)][-2:]:
        item.write("Expected", "55%")
    for other in plot.rows(KPIS, holds("Leads to", outcome["ID"])):
        other.write("Leads to", "")  # one that is off track would explain the miss
    return green.write("Leads to", outcome["ID"])


def _passed(row: Row) -> bool:
    return expected_day(row) <= AS_AT


def _latest(row: Row) -> Row | None:
    found = row.plot.rows(ACTUALS, holds("KPI", row["ID"]), has("Value"))
    return max(found, key=lambda item: item.day("Period end"), default=None)


@plants("MS51")
def school_misspelt(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, lambda row: "Larkfield Academy" in row["Schools"])
    slip = plot.dice.choice(("The Larkfield Academy", "Larkfield Acadamy", "Larkfeild Academy"))
    return row.write("Schools", row["Schools"].replace("Larkfield Academy", slip))


@plants("PR32")
def another_period(plot: Plot) -> Blame:
    return plot.setting(plot.workbook(), "Programme", "Reporting period").write(VALUE, "Autumn 2 2026")


@plants("PR31")
def period_left_standing(plot: Plot) -> Blame:
    text = plot.dice.choice(("Summer 2 2026", "Summer term 2 2026", "June 2026", "Spring 1 2027"))
    return plot.setting(plot.workbook(), "Programme", "Reporting period").write(VALUE, text)


@plants("RK51")
def risk_pasted(plot: Plot) -> Blame:
    row = plot.pick(RISKS, IS_OPEN)
    again = row.copy()
    again.write("ID", f"{row.code}-R90")
    return again.at("Risk")


def _is_plain(row: Row) -> bool:
    return rated(row) and moving(row) and row["Type"] == "Lagging" and row["Benefit type"] == ""


@plants("KP72", "KP43", "KP46", "KP52", "CM01")
def kpi_pasted(plot: Plot) -> Blame:
    row = plot.pick(KPIS, _is_plain, lambda row: bool(expected_of(row)))
    again = row.copy()
    again.write("ID", f"{row.code}-K90")
    again.write("KPI", f"Number of {row['KPI'][0].lower()}{row['KPI'][1:]}")
    again.write("Target", like(row["Target"], 0.95 * number(row["Target"])))
    for item in expected_of(row):
        item.copy(row.workbook).write("KPI", again["ID"])
    for item in plot.rows(ACTUALS, holds("KPI", row["ID"])):
        item.copy(row.workbook).write("KPI", again["ID"])
    return again.at("KPI")


enter_all(
    {
        "ID11": set_cell(HANDOVERS, "Needed by", _too_late, _of_receiver, has("Receiver milestone")),
        "MC21": (
            set_cells(
                MILESTONES, "Forecast date",
                {"Milestone": "Review agreed with heads", "Forecast date": "11 Aug 2027"}, to_come,
                holds("Schools must act", "No"), holds("Fixed date", "No", ""),
            ),
            ("MQ05", "MQ04", "ID10"),
        ),
        "MN21": (
            set_cell(
                MONEY, "Budget", lambda row: f"{number(row['Budget']) / 1000:.0f}",
                lambda row: number(row["Budget"]) >= 10000 and number(row["Forecast outturn"]) >= 10000,
            ),
            (),
        ),
        "MC31": (
            set_cells(
                "Diagnostics", "Starts", {"Starts": "2 Aug 2027", "Ends": "13 Aug 2027", "Forecast end": ""},
                holds("Status", "Planned"), has("Schools"), holds("Method", *ASKING_SCHOOLS),
            ),
            ("RF61",),
        ),
        "MC32": (
            set_cells(
                "Diagnostics", "Starts", {"Starts": "15 Feb 2027", "Ends": "26 Feb 2027", "Forecast end": ""},
                holds("Status", "Planned"), has("Schools"), holds("Method", *ASKING_SCHOOLS),
            ),
            (),
        ),
        "MN22": (
            set_cells(
                MONEY, "Forecast outturn",
                {"Forecast outturn": lambda row: f"{number(row['Forecast outturn']) * 10:.0f}", "Note": ""},
                lambda row: number(row["Budget"]) >= 10000 and number(row["Forecast outturn"]) >= 10000,
            ),
            ("MN11",),
        ),
        "MQ21": set_cell(
            MILESTONES, "Last updated", "5 Aug 2026", to_come, soon_enough, holds("Reported RAG", "Amber", "Red"),
        ),
        "MS41": (
            set_cell(MILESTONES, "Actual date", _day_before, reached, lambda row: _first_before(row) is not None),
            ("RK41", "RK42"),
        ),
        "KP71": (
            set_cells(
                KPIS, "Better when", {"KPI": "Children with an EHC plan", "Definition": "", "Better when": "Lower"},
                rated, holds("Unit", "Count"),
            ),
            ("KP11", "EX05", "EX06", "KP45", "CF20", "KP54", "KP56"),
        ),
    }
)  # fmt: skip


@plants("UN42", "EX05", "KP46", "UN22")
def digits_exchanged_in_what_is_expected(plot: Plot) -> Blame:
    (kpi,) = plot.rows(KPIS, holds("ID", "WFD-K03"))
    before, row, after = expected_of(kpi)[1:4]
    way = (expected_day(row) - expected_day(before)) / (expected_day(after) - expected_day(before))
    meant = f"{number(before['Expected']) + way * (number(after['Expected']) - number(before['Expected'])) + 7:.0f}"
    return row.write("Expected", f"{meant[1]}{meant[0]}{meant[2:]}")
