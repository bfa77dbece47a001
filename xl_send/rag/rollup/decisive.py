"""The Reds that decide the programme's colour by themselves, however few workstreams are Red (status: roll-up)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.network import Accounts
from xl_send.rag.rollup.aspects import WeighedAspect
from xl_send.rag.rollup.consequence import Consequences
from xl_send.rag.rollup.softening import Weighed, by_consequence
from xl_send.results import AspectName, ItemKind, Status
from xl_send.text import share
from xl_send.value_classes import NamedTuple
from xl_send.workbook.doubts import money_in_doubt
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.thresholds import Thresholds


class Decisive(NamedTuple):
    """One ground on which a programme is Red: the aspect it belongs to, in words, and the items that make it so."""

    aspect: AspectName
    words: str
    drivers: tuple[Weighed, ...]


class Deciding(NamedTuple):
    """By what it is judged whether a Red decides: dates, thresholds, and both accounts of every handover."""

    consequences: Consequences
    thresholds: Thresholds
    accounts: Mapping[str, Accounts]

    def among(self, parts: Sequence[WeighedAspect]) -> tuple[Decisive, ...]:
        """The decisive Reds of a programme, from its aspects over all items."""
        items = {part.name: part.weighed for part in parts}
        return (
            *self._fixed_dates(items[AspectName.DELIVERY]),
            *self._money(items[AspectName.RESOURCES]),
            *self._handovers(items[AspectName.INTERDEPENDENCIES]),
        )

    def _fixed_dates(self, weighed: Sequence[Weighed]) -> Iterator[Decisive]:
        missed = by_consequence(one for one in weighed if self._is_missed(one))
        if missed:
            dates = (
                "a statutory or fixed date is" if len(missed) == 1 else f"{len(missed)} statutory or fixed dates are"
            )
            yield Decisive(AspectName.DELIVERY, f"{dates} missed", missed)

    def _is_missed(self, one: Weighed) -> bool:
        """Whether a fixed date has passed, or cannot be kept; a forecast that passed before it is no miss yet."""
        row, facts = one.item.record, one.rating.facts
        if not isinstance(row, Milestone) or not row.fixed or one.rating.status is not Status.RED:
            return False
        plan, forecast, feasible = (facts.get(name) for name in ("plan", "forecast", "feasible"))
        as_at = self.consequences.as_at(one.item)
        if isinstance(forecast, date) and forecast >= as_at:  # it is Red for nothing else than what comes after it
            return True
        return isinstance(plan, date) and any(plan < day for day in (as_at, feasible) if isinstance(day, date))

    def _money(self, weighed: Sequence[Weighed]) -> Iterator[Decisive]:
        """All lines of money together, held to what is tolerated of one; those that are not known stay out.

        One may have no colour though its pounds are known: its Funding is blank.
        """
        every = [one for one in weighed if one.item.kind is ItemKind.MONEY]
        lines = [one for one in every if _has_sound_figures(one)]
        rows = [one.item.record for one in lines if isinstance(one.item.record, MoneyLine)]
        budget, outturn = sum(row.budget for row in rows), sum(row.outturn for row in rows)
        over = round((outturn - budget) / abs(budget), 9) if budget else float(outturn > 0)
        if over > round(self.thresholds.money_red, 9):
            how = f"{share(over)} over budget" if budget else "spent without a budget"
            red = by_consequence(one for one in lines if one.rating.status is Status.RED)
            known = all(one in lines or one.rating.status is Status.NOT_RATED for one in every)
            whole = "as a whole" if known else "as far as it is known"
            yield Decisive(AspectName.RESOURCES, f"the programme's money {whole} is {how}", red)

    def _handovers(self, weighed: Sequence[Weighed]) -> Iterator[Decisive]:
        open_still = by_consequence(one for one in weighed if self._is_undecided(one))
        if open_still:
            which = (
                "a handover into another workstream's key milestone is"
                if len(open_still) == 1
                else f"{len(open_still)} handovers into other workstreams' key milestones are"
            )
            yield Decisive(AspectName.INTERDEPENDENCIES, f"{which} undecided past its need", open_still)

    def _is_undecided(self, one: Weighed) -> bool:
        """Whether a handover is past its need-by, and both have not agreed on a day that is still to come."""
        row, need_by = one.item.record, one.rating.facts.get("need_by")
        accounts = self.accounts.get(one.item.id)
        if not isinstance(row, Interdependency) or one.rating.status is not Status.RED or accounts is None:
            return False
        as_at = self.consequences.as_at(one.item)
        receiving = self.consequences.programme.milestones.get(accounts.receiver_milestone or "")
        into_key = bool(one.item.also) and receiving is not None and receiving.key is True
        expected = accounts.promise.forecast or accounts.promise.promised
        settled = accounts.agreed and expected is not None and expected >= as_at
        return into_key and isinstance(need_by, date) and need_by < as_at and not settled


def _has_sound_figures(one: Weighed) -> bool:
    """Whether a line of money is under way, and what it says of pounds is not in doubt."""
    row = one.item.record
    return isinstance(row, MoneyLine) and one.rating.status is not Status.NOT_RATED and not money_in_doubt(row)
