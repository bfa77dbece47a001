"""Faults of money lines beside the dates, the cost and the state of the posts that they pay for."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.resources.noted import NOT_CARRIED, THIS_YEAR
from faults.planters.resources.resources import LINES, MONEY
from faults.planting import plants
from faults.plot import Plot, Row, holds, in_workbook, number

LOG, STREAMS, RISKS, MILESTONES = "Issues and decisions", "Workstreams", "Risks", "Milestones"
NEXT = "Next period"


def _named_line(plot: Plot, person: Row, budget: str, **texts: str) -> Row:
    """A money line for nobody but a person, by its name."""
    line = plot.pick(MONEY, in_workbook(person.workbook)).copy()
    cells = {
        "ID": f"{person.code}-F80", "Line": person["Role"], "Funding": person["Funding"], "Financial year": "2026-27",
        "Budget": budget, "Actual to date": "1900", "Forecast outturn": budget, "Carry-forward agreed": "No",
        "Note": "",
    }  # fmt: skip
    for column, text in (cells | {name.replace("_", " "): text for name, text in texts.items()}).items():
        line.write(column, text)
    return line


def _person(plot: Plot, **texts: str) -> Row:
    """A staff line of a workbook with one person of a rare role."""
    (row,) = plot.rows(LINES, holds("ID", "SUF-P04"))
    cells = {
        "Role": "Occupational therapist", "Person or team": "Occupational therapist", "FTE": "0.4",
        "Available FTE": "0.4", "Post status": "In post",
    }  # fmt: skip
    for column, text in (cells | {name.replace("_", " "): text for name, text in texts.items()}).items():
        row.write(column, text)
    return row


@plants("MN83", "MN62", "MN61")
def all_paid_and_more_forecast(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED, lambda row: number(row["Actual to date"] or "0") > 0)
    row.write("Note", plot.dice.choice(["Invoices all paid.", "Paid in full", "No further spend"]))
    row.write("Actual to date", f"{number(row['Forecast outturn']) * 0.9:.0f}")
    return row.at("Forecast outturn")


@plants("MN84", "MN22", "MN88", "MN68")
def months_of_nobody(plot: Plot) -> Blame:
    person = _person(plot)
    _named_line(plot, person, "15400", Note=plot.dice.choice(["Ten months", "April to March", "3 of 9 months"]))
    return person.at("From")


@plants("MN85", "MN32")
def underspend_of_nowhere(plot: Plot) -> Blame:
    row = plot.pick(MONEY, holds("ID", "WFD-F01", "OUT-F01"))
    lines = plot.rows(MONEY, THIS_YEAR, in_workbook(row.workbook))
    log = plot.pick(LOG, in_workbook(row.workbook), holds("Status", "Open"))
    log.write("What", "Underspend of about thirty-seven thousand pounds persists")
    return max(lines, key=lambda line: number(line["Budget"]) - number(line["Forecast outturn"])).at("Forecast outturn")


@plants("MN86", "MN22", "RS31")
def part_of_another_cost(plot: Plot) -> Blame:
    person = _person(plot)
    _named_line(plot, person, "20500", Note="September to March")
    return person.at("Cost (pounds)")


@plants("MN87", "MS06", "RS26", "RS31", "CF10")
def money_before_the_start(plot: Plot) -> Blame:
    person = _person(plot, From="3 May 2027", To="30 Nov 2027")
    _named_line(plot, person, "15400")
    return person.at("From")


@plants("MN93", "MN88", "MN68", "MN82", "MN76")
def spent_without_its_last_nought(plot: Plot) -> Blame:
    row = plot.pick("Money", holds("ID", "OUT-F01", "WFD-F02"))
    return row.write("Actual to date", f"{number(row['Actual to date']) / 10:g}")


@plants("MN88", "MN22")
def spent_too_slowly(plot: Plot) -> Blame:
    return _named_line(plot, _person(plot), "15400").at("Actual to date")


@plants("RS84", "RS23", "RS14", "CF29", "RS15", "MN66", "MN67", "MN68", "MN69", "MN84", "CF10", "RK33")
def second_post_that_starts_later(plot: Plot) -> Blame:
    first = _person(plot)
    second = first.copy()
    second.write("ID", "SUF-P90")
    second.write("Role", "Occupational therapist, second post")
    second.write("Person or team", "Occupational therapist (second)")
    return second.write("From", "4 Jan 2027")


@plants("RS89", "RS12", "RS23", "RS14", "CF29", "RS15", "MN66", "MN67", "MN68", "MN69", "MN84", "CF10", "RK33")
def share_raised_and_cost_left(plot: Plot) -> Blame:
    first = _person(plot, Role="Forecasting", Person_or_team="Priya Nand")
    for number_of, role in ((91, "Data"), (92, "Figures")):
        other = first.copy()
        other.write("ID", f"SUF-P{number_of}")
        other.write("Role", role)
    return other.write("FTE", plot.dice.choice(["0.6", "0.8"]))


@plants("RS85")
def vacant_before_its_start(plot: Plot) -> Blame:
    person = _person(plot, From="1 Feb 2027", Post_status="Vacant")
    entry = plot.pick(LOG, in_workbook(person.workbook), holds("Status", "Open"))
    entry.write("What", "Occupational therapist post vacant since July")
    return person.at("From")


@plants("RS86")
def start_in_a_commentary(plot: Plot) -> Blame:
    person = _person(plot, From="1 Feb 2027", Post_status="Recruiting")
    stream = plot.rows(STREAMS, holds("Code", person.code))[0]
    stream.write(NEXT, f"{stream[NEXT]} The occupational therapist starts on 16 November.")
    return person.at("From")


@plants("RS87")
def part_of_a_post(plot: Plot) -> Blame:
    person = _person(plot)
    risk = plot.pick(RISKS, in_workbook(person.workbook), holds("Status", "Open"))
    risk.write("Mitigation", f"{risk['Mitigation']}. Occupational therapist of 0.8 FTE")
    return person.at("FTE")


@plants("RS88")
def in_post_before_anybody_is_found(plot: Plot) -> Blame:
    person = _person(plot)
    stream = plot.rows(STREAMS, holds("Code", person.code))[0]
    stream.write(NEXT, f"{stream[NEXT]} Recruit to the vacant occupational therapist post.")
    return person.at("Post status")


@plants("RS93")
def in_post_before_the_start(plot: Plot) -> Blame:
    person = _person(plot)
    risk = plot.pick(RISKS, in_workbook(person.workbook), holds("Status", "Open"))
    risk.write("Mitigation", f"{risk['Mitigation']}; occupational therapist starts 11 January")
    return person.at("Post status")


@plants("MN95", "MN88", "MN68", "MN62")
def spent_with_digits_exchanged(plot: Plot) -> Blame:
    return plot.pick("Money", holds("ID", "STA-F01")).write("Actual to date", "958000")


@plants("MN96", "MN76", "MN88", "MN68", "MN67", "MN29", "MN32")
def line_pasted_in_thousands(plot: Plot) -> Blame:
    row = plot.pick("Money", holds("ID", "WFD-F02", "TRN-F02"))
    for column in ("Actual to date", "Forecast outturn"):
        row.write(column, f"{number(row[column]) / 1000:g}")
    return row.write("Budget", f"{number(row['Budget']) / 1000:g}")


@plants("MN97", "MN27", "MN11", "MN12")
def total_with_an_id(plot: Plot) -> Blame:
    rows = plot.rows("Money", in_workbook(plot.workbook("workforce.xlsx", "sufficiency.xlsx")))
    total = rows[0].copy()
    sums = {
        column: sum(number(row[column] or "0") for row in rows)
        for column in ("Budget", "Actual to date", "Forecast outturn")
    }
    for column, amount in sums.items():
        total.write(column, f"{amount:.0f}")
    total.write("ID", f"{rows[0].code}-F91")
    total.write("Note", "")
    return total.write("Line", "Total")
