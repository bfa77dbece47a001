"""Faults of money lines that their Notes show, or a decision."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.resources.resources import MONEY
from faults.planting import plants
from faults.plot import Plot, Row, has, holds, in_workbook, number

THIS_YEAR = holds("Financial year", "2026-27")
NOT_CARRIED = holds("Carry-forward agreed", "No")


def _is_under_way(row: Row) -> bool:
    return number(row["Actual to date"] or "0") > number(row["Budget"]) / 10


def _is_under(row: Row) -> bool:
    return number(row["Forecast outturn"]) < number(row["Budget"]) * 0.98


@plants("MN61")
def paid_from_next_year(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED, _is_under_way)
    row.write(
        "Note", plot.dice.choice(["Paid from February", "Contract to be awarded in January", "Nothing spent yet"])
    )
    return row.at("Actual to date")


@plants("MN62", "MN68")
def all_spent_before_the_last_payment(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED, _is_under)
    row.write("Note", plot.dice.choice(["Two stage payments, second in March", "Last payment due in February"]))
    return row.write("Actual to date", row["Forecast outturn"])


@plants("MN63")
def carried_on_a_hope(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, _is_under)
    row.write("Note", "Late start. Carry-forward request goes to the DfE in February.")
    return row.write("Carry-forward agreed", "Yes")


@plants("MN64")
def more_carried_than_is_left(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED)
    log = plot.pick("Issues and decisions", in_workbook(row.workbook), holds("Kind", "Decision needed"), has("What"))
    log.write("What", f"Carry forward £{number(row['Budget']) * 0.31:,.0f} of {row['ID']}")
    return row.at("Forecast outturn")


@plants("MN65")
def product_of_another_month(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, _is_under)
    row.write("Note", f"10 schools x £{number(row['Forecast outturn']) * 0.083:,.0f}")
    return row.at("Forecast outturn")


@plants("MN80", "MN32", "WM04")
def budget_over_the_forecast(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED)
    row.write("Note", plot.dice.choice(["Provider uplift of 4% from September", "Fees went up in the autumn"]))
    return row.write("Forecast outturn", row["Budget"])


@plants("MN81", "WM01", "WM04", "MN27", "MN63")
def carried_before_the_board_decides(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED, _is_under, lambda row: row.code in {"TRN", "OUT"})
    row.write("Note", "Second post unfilled")
    log = plot.pick("Issues and decisions", in_workbook(row.workbook), holds("Kind", "Decision needed"), has("What"))
    log.write("What", f"Carry the underspend of {row['ID']} forward?")
    return row.write("Carry-forward agreed", "Yes")


@plants("MN82", "MN32", "WM04", "WM01", "MN62", "MN61")
def grant_half_spent(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED, holds("Funding", "Grant"), lambda row: row.code == "TRN")
    row.write("Note", "")
    row.write("Actual to date", f"{number(row['Budget']) * 0.3:.0f}")
    return row.write("Forecast outturn", f"{number(row['Budget']) * 0.55:.0f}")


@plants("MN89", "MN32", "MN82", "WM04", "MN85")
def left_at_the_budget_though_it_moves(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED)
    part = round(number(row["Budget"]) / 2000) * 1000
    row.write("Note", plot.dice.choice([f"£{part:,} moves to next year", f"£{part:,} will be spent in 2027-28"]))
    return row.write("Forecast outturn", row["Budget"])


@plants("MN90", "MN32", "WM04", "MN21", "MN05")
def counted_in_both_years(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED, lambda row: len(_of_its_name(row)) == 1)
    row.write("Note", "")
    second = row.copy()
    for column, text in {"ID": f"{row.code}-F90", "Financial year": "2027-28", "Actual to date": ""}.items():
        second.write(column, text)
    whole = number(row["Forecast outturn"]) * 1.8
    return second.write("Note", f"Whole scheme still £{whole:,.0f}")


def _of_its_name(row: Row) -> list[Row]:
    return row.plot.rows(MONEY, in_workbook(row.workbook), holds("Line", row["Line"]))


@plants("MN91", "MN68", "MN32", "MN11", "WM04", "MN82", "MN67", "MN22", "MN66", "MN86")
def budget_of_other_parts(plot: Plot) -> Blame:
    row = plot.pick(MONEY, THIS_YEAR, NOT_CARRIED)
    row.write("Note", "£20,000 cover, £9,000 bridging days and £6,000 printing")
    row.write("Forecast outturn", "35000")
    row.write("Actual to date", "15000")
    return row.write("Budget", plot.dice.choice(["53000", "50300"]))
