"""What a report is made from, and the questions that every section asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from xl_send.board_pack.wording import filled, joined, labelled
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.findings import Finding
from xl_send.results import Aspect, AspectName, Item, ProgrammeStatus, Status
from xl_send.rules.catalogue import CONFLICTS
from xl_send.rules.causes import open_heads
from xl_send.text import listed
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import EXTERNAL
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unread import Unread

R = TypeVar("R", bound=Record)

PROGRAMME = "programme"
WORST_FIRST = (
    Status.RED, Status.AMBER, Status.NO_DATA, Status.GREEN, Status.NOT_DUE, Status.COMPLETE, Status.NOT_RATED,
    Status.CONTEXT,
)  # fmt: skip


@dataclass(frozen=True)
class Material:
    """A programme, its picture and its findings, with nothing in them that a report must not tell."""

    programme: Programme
    picture: ProgrammeStatus
    findings: tuple[Finding, ...]
    shown: Disclosure

    @cached_property
    def faults(self) -> tuple[Finding, ...]:
        """What is to be put right in the workbooks themselves, neither explained nor following from another."""
        return tuple(open_heads([finding for finding in self.findings if not finding.rule.startswith(CONFLICTS)]))

    @cached_property
    def follow(self) -> int:
        """How many findings follow from those and go with them."""
        found = [finding for finding in self.findings if not (finding.rule.startswith(CONFLICTS) or finding.explained)]
        return len(found) - len(self.faults)

    @cached_property
    def explained(self) -> tuple[Finding, ...]:
        """The findings, conflicts too, that their owners have explained."""
        return tuple(finding for finding in self.findings if finding.explained)

    @cached_property
    def conflicts(self) -> tuple[Finding, ...]:
        """Where workstreams stand in one another's way."""
        return tuple(
            finding for finding in self.findings if finding.rule.startswith(CONFLICTS) and not finding.explained
        )

    @property
    def as_at(self) -> date | None:
        """The date with which the report is labelled."""
        return self.picture.as_at or self.programme.latest

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds by which the programme is rated."""
        policy = self.programme.policy
        return policy.thresholds if policy else Thresholds()

    @property
    def whose_thresholds(self) -> str:
        """Whose thresholds and calendar the colours rest on, or nothing where there is no workbook."""
        policy = self.programme.policy
        told = policy.sentence.partition(": ")[2] if policy else ""
        return told[:1].upper() + told[1:]

    @property
    def lead(self) -> Submission | None:
        """The workbook that speaks for the programme: that with the latest As at."""
        dated = [submission for submission in self.programme.submissions if submission.as_at]
        return max(dated, key=lambda submission: submission.as_at or date.min, default=None) or next(
            iter(self.programme.submissions), None
        )

    def none(self, told: str, *records: type[Record]) -> str:
        """That there is nothing of a kind; where some of it could not be read, of that which could."""
        unread = Unread(self.programme).of(*records)
        return f"{told.removesuffix('.')} among what could be read: {listed(unread)}." if unread else told

    def rated(self, record: type[R]) -> list[tuple[Item, R]]:
        """The items of one sheet with their records, in the order of the picture."""
        return [(item, item.record) for item in self.picture.items if isinstance(item.record, record)]

    def aspect(self, of: str, name: AspectName) -> Aspect | None:
        """One aspect of a workstream or of the programme."""
        return self._aspects.get((of, name))

    @cached_property
    def _aspects(self) -> dict[tuple[str, AspectName], Aspect]:
        return {(aspect.of, aspect.aspect): aspect for aspect in self.picture.aspects}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The workstreams that have a picture of their own, in order."""
        return tuple(dict.fromkeys(aspect.of for aspect in self.picture.aspects if aspect.of != PROGRAMME))

    def stream(self, code: str) -> str:
        """A workstream's name with its code, or the code alone where its workbook was not read."""
        if code == EXTERNAL:
            return "Outside the programme"
        found = self.programme.streams.get(code)
        return f"{found.name} ({code})" if found and found.name else code

    def stream_name(self, code: str) -> str:
        """A workstream's name without its code, for use beside an id that begins with it."""
        found = self.programme.streams.get(code)
        return found.name if found and found.name else ""

    def whose(self, record: str, workstream: str, owner: str | None, *besides: str) -> tuple[str, ...]:
        """The small print under a row's name: its id and workstream, its owner, and what else there is."""
        return filled(joined(record, self.stream_name(workstream)), labelled("Owner", owner), *besides)

    @cached_property
    def by_id(self) -> dict[str, tuple[Item, ...]]:
        """The items by id: a KPI that two workbooks give is two items."""
        found: dict[str, tuple[Item, ...]] = {}
        for item in self.picture.items:
            found[item.id] = (*found.get(item.id, ()), item)
        return found

    @cached_property
    def kpi_names(self) -> dict[str, str]:
        """What each KPI measures, by id."""
        return {kpi.id: kpi.name or "" for kpi in self.programme.each(Kpi)}


def name_of(item: Item) -> str:
    """What an item is, in its owner's words."""
    names = (getattr(item.record, field, None) for field in ("name", "needed", "what", "role"))
    return next((name for name in names if name), item.id)


def severity(item: Item) -> int:
    """Where an item stands when the worst come first."""
    return WORST_FIRST.index(item.status)
