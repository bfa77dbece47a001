"""What has changed of people, of diagnostic tasks and of money."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison
from xl_send.text import pounds, share
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.sheets.choices import Funding, PostStatus, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.thresholds import Thresholds

# Pounds that a board need not know first, and those that it must, whatever share of the budget they are.
SMALL, LARGE = 10_000.0, 100_000.0


def resource_changes(since: BoardComparison) -> Iterator[Change]:
    """Posts filled or vacant, people, shares and dates of a line, and who pays."""
    for pair in since.pairs(Resource):
        noted = Noted(since, pair, ChangeSubject.RESOURCE)
        yield from noted.value(ChangeKind.POST, "post", first=pair.then.post is PostStatus.IN_POST)
        for name in ("who", "fte", "available", "term_time"):
            yield from noted.value(ChangeKind.PERSON, name)
        yield from noted.value(ChangeKind.FUNDING, "funding", first=pair.now.funding is Funding.NOT_FUNDED)
        for name in ("starts", "ends"):
            yield from noted.day(ChangeKind.DATES_MOVED, name)


def task_changes(since: BoardComparison) -> Iterator[Change]:
    """Diagnostic tasks done, dropped or begun, and the dates of those still to come."""
    for pair in since.pairs(Diagnostic):
        noted = Noted(since, pair, ChangeSubject.TASK)
        yield from noted.value(ChangeKind.TASK, "status", first=pair.now.status is TaskStatus.DROPPED)
        if pair.now.status in {TaskStatus.PLANNED, TaskStatus.UNDER_WAY}:
            for name in ("starts", "ends", "forecast_end"):
                yield from noted.day(ChangeKind.DATES_MOVED, name)


def money_changes(since: BoardComparison) -> Iterator[Change]:
    """Budgets, outturns and carry-forwards; spending goes up by itself, so only a fall is told."""
    for pair in since.pairs(MoneyLine):
        noted = Noted(since, pair, ChangeSubject.MONEY)
        for name in ("budget", "outturn"):
            yield from _amount(noted, name)
        if (pair.now.spent or 0.0) < (pair.then.spent or 0.0):
            yield from _amount(noted, "spent")
        yield from noted.value(ChangeKind.FUNDING, "funding", first=pair.now.funding is Funding.NOT_FUNDED)
        yield from noted.value(ChangeKind.MONEY, "carry_forward")


def _amount(noted: Noted[MoneyLine], name: str) -> Iterator[Change]:
    then, now = (getattr(row, name) for row in noted.pair)
    if not noted.pair.alters(name):
        return
    before, after = ("blank" if item is None else pounds(item) for item in (then, now))
    by = ""
    if then and now is not None:
        by = f" ({share(abs(now / then - 1))} {'more' if now > then else 'less'})"
    text = f"{columns_by_name(MoneyLine)[name].title} is now {after}, was {before}{by}"
    yield noted.change(ChangeKind.MONEY, text, name, first=_is_much_worse(noted, name))._replace(
        before=before, after=after
    )


def _is_much_worse(noted: Noted[MoneyLine], name: str) -> bool:
    """Whether more is to be spent beyond the budget, or less may be, by what a board would ask about."""
    then, now = noted.pair
    policy = noted.since.now.programme.policy
    by = (now.outturn - now.budget) - (then.outturn - then.budget)
    amber = (policy.thresholds if policy else Thresholds()).money_amber * abs(then.budget)
    return name != "spent" and by > min(max(amber, SMALL), LARGE)
