"""The status of a line of budget (status: resources and money)."""

from __future__ import annotations

from xl_send.rag.context import Context
from xl_send.rag.not_rated import not_rated
from xl_send.results import Fact, Rating, Status
from xl_send.text import pounds, share
from xl_send.workbook.doubts import in_thousands
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.thresholds import Thresholds


def overspend(line: MoneyLine) -> float | None:
    """Forecast outturn over budget as a share of the budget, negative when under; None for a budget of 0.

    For a line of income, whose budget is negative, less income than budgeted is an overspend.
    """
    if line.budget == 0:
        return None
    return round((line.outturn - line.budget) / abs(line.budget), 9)


def money_rating(line: MoneyLine, context: Context) -> Rating:
    """The colour of a line's overspend, or of a grant's underspend that may not be carried forward."""
    still = not_rated(line, line.workstream, context)
    if still:
        return still
    over = overspend(line)
    facts: dict[str, Fact] = {"budget": line.budget, "outturn": line.outturn, "overspend": over}
    cells = (line.at("outturn"), line.at("budget"))
    if doubtful := in_thousands(line):
        cell = line.at(doubtful)
        return Rating.not_known(f"its {cell.column} is in doubt: {cell.address}", cell, *cells, facts=facts)
    if over is None:
        return _without_budget(line, facts)
    status, aside = _colour(line, over, context.thresholds)
    how = f"{share(abs(over))} {'over' if over > 0 else 'under'} budget" if over else "on budget"
    reason = f"{how}: forecast outturn {pounds(line.outturn)}, budget {pounds(line.budget)}{aside}"
    if line.funding is None and status is Status.GREEN and _would_lose(line, over, context.thresholds):
        cell = line.at("funding")
        return Rating.not_known(f"{how}, and its Funding ({cell.address}) is blank", cell, *cells, facts=facts)
    return Rating(status, reason, cells, facts, how).telling("budget", "outturn")


def _without_budget(line: MoneyLine, facts: dict[str, Fact]) -> Rating:
    cells = (line.at("outturn"), line.at("budget"))
    if line.outturn:
        return Rating(Status.RED, f"forecast outturn of {pounds(line.outturn)} without a budget", cells, facts).telling(
            "outturn"
        )
    return Rating(Status.NOT_RATED, "neither a budget nor a forecast outturn", cells, facts)


def _colour(line: MoneyLine, over: float, thresholds: Thresholds) -> tuple[Status, str]:
    red, amber = round(thresholds.money_red, 9), round(thresholds.money_amber, 9)
    if over > red:
        return Status.RED, ""
    if over > amber:
        return Status.AMBER, ""
    if line.funding is Funding.GRANT and _would_lose(line, over, thresholds):
        return Status.AMBER, "; a grant, with no carry-forward agreed"
    return Status.GREEN, ""


def _would_lose(line: MoneyLine, over: float, thresholds: Thresholds) -> bool:
    """Whether so much is left over that a grant would be lost, as none of it may be carried forward."""
    return not line.carry_forward and -over > round(thresholds.money_red, 9)
