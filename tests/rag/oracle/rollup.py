"""Aspects, workstreams and the programme by the second reading of the rules of colours, from the colours of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rag.oracle.sight import tidy
from xl_send.network import network_of
from xl_send.results import Item, ItemKind
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.choices import Funding, Indicator, Mitigation, PostStatus, Proximity, Response, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme

ASPECTS: Mapping[str, frozenset[ItemKind]] = {
    "delivery": frozenset({ItemKind.MILESTONE}),
    "benefits": frozenset({ItemKind.KPI}),
    "risks": frozenset({ItemKind.RISK, ItemKind.ISSUE}),
    "interdependencies": frozenset({ItemKind.INTERDEPENDENCY}),
    "resources": frozenset({ItemKind.RESOURCE, ItemKind.MONEY}),
}
COLOURS = ("Red", "Amber", "Green")
MILDER = {"Red": "Amber", "Amber": "Green"}
Parts = Mapping[str, Sequence[Item]]


class RollUp:
    """The roll-up of a programme, from what its rows are."""

    def __init__(self, programme: Programme, items: Sequence[Item]) -> None:
        self.programme = programme
        self.items = items
        self.of = {item.id: item.status.value for item in items if item.kind is ItemKind.KPI}
        self.limits = programme.policy.thresholds if programme.policy else Thresholds()

    def colours(self) -> Mapping[tuple[str, str], str]:
        """The colour of each aspect and of the overall, for each workstream and for the programme."""
        codes, found = sorted(self.programme.codes), dict[tuple[str, str], str]()
        for code in codes:
            parts = self._parts([item for item in self.items if code in (item.workstream, item.also)])
            found |= {(code, name): self._aspect(rows) for name, rows in parts.items()}
            stream = self.programme.streams.get(code)
            halted = stream is not None and stream.state is not State.ACTIVE
            found[code, "overall"] = "Not rated" if halted else self._overall(parts)
        whole, decisive = self._parts(self.items), set(self._decisive())
        for name, rows in whole.items():
            unknown, alone = _is_unknown(rows), self._aspect(rows)
            states = [found[code, name] for code in codes]
            found["programme", name] = self._of_all(states, alone, decided=name in decisive, unknown=unknown)
            if name not in decisive and alone == "No data" and not unknown and "Red" not in states:
                found["programme", name] = "No data"
        states, alone = [found[code, "overall"] for code in codes], self._overall(whole)
        overall = self._of_all(states, alone, decided=bool(decisive), unknown=_is_unknown(self.items))
        evidence = {found["programme", name] for name in ("delivery", "benefits")}
        found["programme", "overall"] = "Amber" if overall == "Green" and "No data" in evidence else overall
        return found

    @staticmethod
    def _parts(items: Sequence[Item]) -> Parts:
        return {name: [item for item in items if item.kind in kinds] for name, kinds in ASPECTS.items()}

    def _aspect(self, items: Sequence[Item], *, in_hand: bool = False) -> str:
        """The worst after softening, unless too much is without data."""
        counts = [self._counts(item, items, in_hand=in_hand) for item in items]
        ratable = [colour for colour in counts if colour in (*COLOURS, "No data")]
        if not ratable:
            return _without_colour(counts)
        if "Red" not in ratable and (_is_unknown(items) or 2 * ratable.count("No data") > len(ratable)):
            return "No data"
        return next(colour for colour in COLOURS if colour in ratable)

    def _counts(self, item: Item, beside: Sequence[Item], *, in_hand: bool) -> str:
        """What a row counts as: a step better where it is softened and fewer than a third are alike."""
        colour, row = item.status.value, item.record
        if in_hand and colour == "Red" and isinstance(row, Risk) and self._is_in_hand(row):
            return "Amber"
        soft = isinstance(row, Milestone) and row.key is False
        if isinstance(row, Kpi) and row.type is Indicator.LEADING:
            soft = self.of.get(row.leads_to or "") in COLOURS
        among: list[str] = [one.status.value for one in beside if one.status.value in (*COLOURS, "Complete")]
        return MILDER.get(colour, colour) if soft and 3 * among.count(colour) < len(among) else colour

    def _is_in_hand(self, risk: Risk) -> bool:
        as_at, due = self.programme.as_at(risk), risk.action_due
        planned = risk.response in {Response.TREAT, Response.TRANSFER} and risk.mitigation and risk.owner
        known = risk.proximity not in {None, Proximity.NOW}
        if not (planned and known and due and as_at and due > as_at):
            return False
        if risk.kind not in {None, Mitigation.EXTRA_CAPACITY}:
            return True
        line = next((one for one in self.programme.each(Resource) if one.id == risk.resource), None)
        if line is None or line.funding in {None, Funding.NOT_FUNDED} or line.ends < due:
            return False
        return line.post is PostStatus.IN_POST or line.starts >= (self.programme.as_at(line) or date.max)

    def _overall(self, parts: Parts) -> str:
        """The worst aspect that has data; Red or No data while anything is unknown; not Green without evidence."""
        colours = {name: self._aspect(rows, in_hand=True) for name, rows in parts.items()}
        worst = next((colour for colour in COLOURS if colour in colours.values()), "")
        if worst != "Red" and any(map(_is_unknown, parts.values())):
            return "No data"
        if worst == "Green" and "No data" in (colours["delivery"], colours["benefits"]):
            return "Amber"
        there = [colours[name] for name, rows in parts.items() if rows]
        return worst or ("No data" if "No data" in there else _without_colour(there))

    def _of_all(self, states: Sequence[str], alone: str, *, decided: bool, unknown: bool) -> str:
        """By the shares of the workstreams that are rated; `alone` where none has a colour."""
        rated = [state for state in states if state in (*COLOURS, "Complete")]
        red, amber = (tidy(rated.count(one) / len(rated)) if rated else 0.0 for one in ("Red", "Amber"))
        if decided or (red and red >= tidy(self.limits.programme_red)):
            return "Red"
        if unknown:
            return "No data"
        if red or (amber and amber >= tidy(self.limits.programme_amber)):
            return "Amber"
        return "Green" if "Green" in rated or "Amber" in rated else alone

    def _decisive(self) -> Iterator[str]:
        """The aspects with a Red that decides by itself."""
        red = [item for item in self.items if item.status.value == "Red"]
        if any(self._is_missed(item) for item in red):
            yield "delivery"
        if any(self._is_undecided(item) for item in red):
            yield "interdependencies"
        counted = [one for one in self.items if one.status.value != "Not rated"]
        lines = [one.record for one in counted if isinstance(one.record, MoneyLine)]
        budget, outturn = sum(one.budget for one in lines), sum(one.outturn for one in lines)
        over = tidy(outturn / budget - 1) if budget else float(outturn > 0)
        if over > tidy(self.limits.money_red):
            yield "resources"

    def _is_missed(self, item: Item) -> bool:
        row, as_at = item.record, self.programme.as_at(item.record)
        if not isinstance(row, Milestone) or not row.fixed or row.forecast is None or as_at is None:
            return False
        plan, soonest = item.rating.facts["plan"], item.rating.facts["feasible"]
        passed = isinstance(plan, date) and (plan < as_at or (isinstance(soonest, date) and plan < soonest))
        return row.forecast >= as_at or passed

    def _is_undecided(self, item: Item) -> bool:
        accounts = network_of(self.programme).accounts.get(item.id)
        if item.kind is not ItemKind.INTERDEPENDENCY or accounts is None or accounts.need.needed_by is None:
            return False
        as_at = self.programme.as_at(accounts.need) or date.min
        waits = self.programme.milestones.get(accounts.receiver_milestone or "")
        day = accounts.promise.forecast or accounts.promise.promised
        agreed = accounts.need.receiver_agrees and accounts.promise.giver_agrees and day is not None and day >= as_at
        between = accounts.need.giver in self.programme.codes - {code_of(item.id)}
        return between and waits is not None and bool(waits.key) and accounts.need.needed_by < as_at and not agreed


def _is_unknown(items: Sequence[Item]) -> bool:
    return any(item.rating.unknown for item in items)


def _without_colour(states: Sequence[str]) -> str:
    if states and all(state == "Complete" for state in states):
        return "Complete"
    return "Not due" if "Not due" in states else "Not rated"
