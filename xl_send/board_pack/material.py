"""What a pack is made from, and the questions that every page asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from xl_send.board_pack.audiences import AudienceProfile, PackAudience, may_see
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.wording import filled, with_commas
from xl_send.disclosure.owners_words import may_tell, text_shown
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.disclosure.texts import may_be_shown
from xl_send.findings import Finding
from xl_send.patterns import Pattern
from xl_send.results import Aspect, AspectName, Driver, Item, ProgrammeStatus, Status
from xl_send.rules.catalogue import CONFLICTS
from xl_send.rules.causes import open_heads
from xl_send.value_classes import field, frozen
from xl_send.words import capital, every_name
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.lost_sheets import left_out_files
from xl_send.workbook.sheets.choices import Audience
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission, identity
from xl_send.workbook.unread import Unread

if TYPE_CHECKING:
    from xl_send.board_pack.past import PastBoards

R = TypeVar("R", bound=Record)

PROGRAMME = "programme"
WORST_FIRST = (
    Status.RED, Status.AMBER, Status.NO_DATA, Status.GREEN, Status.NOT_DUE, Status.COMPLETE, Status.NOT_RATED,
    Status.CONTEXT,
)  # fmt: skip
_EVENT = Pattern(r"\brisk that (.+?)(?:, (?:which|so|and|leading|resulting)\b.*)?[.]?$", re.IGNORECASE | re.DOTALL)
# What a KPI's colour and picture rest on.
KPI_SHEETS = (Kpi, Expectation, Actual)
# Rows without a Publish of their own, and what they are called where they are left out.
_STAFFING, _MONEY = Resource, MoneyLine


@frozen(eq=True)
class Material:
    """A programme, its picture and its findings, with nothing in them that a pack must not tell.

    `past` are the boards before this one, where any was given; `refused` the files that could not be read.
    """

    programme: Programme
    picture: ProgrammeStatus
    findings: tuple[Finding, ...]
    shown: Disclosure
    request: PackRequest = field(default_factory=PackRequest)
    past: PastBoards | None = None
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def profile(self) -> AudienceProfile:
        """What this audience gets."""
        return self.request.profile

    @property
    def has_annex(self) -> bool:
        """Whether everything that the front pages only count stands behind them."""
        return self.request.audience is PackAudience.BOARD

    @cached_property
    def hidden_ids(self) -> frozenset[str]:
        """The ids of rows that this audience is not shown: one account that says so is enough."""
        rows = [row for found in self.programme.submissions for record in found.records.values() for row in record]
        by_publish = {
            identity(row)
            for row in rows
            if isinstance(publish := getattr(row, "publish", None), Audience) and not may_see(self.profile, publish)
        }
        return frozenset(by_publish | {identity(row) for row in rows if self._leads_to(row, by_publish)})

    def _leads_to(self, row: Record, hidden: set[str]) -> bool:
        """Whether a row without a Publish of its own is left out, for what it names or for what it is."""
        if isinstance(row, Interdependency):
            return bool({row.giver_milestone, row.receiver_milestone} & hidden)
        if isinstance(row, Diagnostic):
            return self.profile.sees is not Audience.BOARD
        if isinstance(row, _STAFFING):
            return not self.profile.staffing
        return isinstance(row, _MONEY) and not self.profile.money_lines

    def may_see(self, row: Record) -> bool:
        """Whether this audience is shown a row."""
        return identity(row) not in self.hidden_ids

    def rows(self, record: type[R]) -> Iterator[R]:
        """The rows of one sheet that this audience is shown."""
        return (row for row in self.programme.each(record) if self.may_see(row))

    def left_out(self, record: type[Record]) -> int:
        """How many rows of a sheet are not for this audience."""
        return len({identity(row) for row in self.programme.each(record) if not self.may_see(row)})

    def rated(self, record: type[R]) -> list[tuple[Item, R]]:
        """The items of one sheet that this audience is shown, with their records, in the order of the picture."""
        found = ((item, item.record) for item in self.picture.items)
        return [(item, row) for item, row in found if isinstance(row, record) and self.may_see(row)]

    def says(self, row: Record, text: str | None) -> str:
        """A text of a row in its owner's words, as it may be shown."""
        return text_shown(self.shown, row, "commentary", text) if text else ""

    def kept_words(self, place: str) -> tuple[str, ...]:
        """An officer's words kept for a place, without those that may identify a person or tell of few children."""
        words = self.request.words.get(place, ())
        return tuple(one for one in words if may_be_shown(one) and not may_tell(self.shown, one))

    def named(self, item: Item) -> str:
        """An item by its name with its id, or by its name alone for those who are shown no ids."""
        return self.with_id(item_name(item), item.id)

    def with_id(self, name: str, record: str) -> str:
        """A name with its id behind it; what has no name is its id."""
        if not self.profile.ids:
            return name
        return f"{name} ({record})" if name and name != record else record

    def figure_at(self, kpi: Kpi, actual: Actual) -> str:
        """A figure of a KPI with its day, as it may be shown: 57% at 22 May 2026."""
        doubt = " (in doubt)" if is_given_in_doubt(kpi, actual) else ""
        return f"{self.shown.actual(kpi, actual)} at {say(actual.period_end)}{doubt}"

    @cached_property
    def faults(self) -> tuple[Finding, ...]:
        """What is to be put right in the workbooks themselves, neither explained nor following from another."""
        return tuple(open_heads([finding for finding in self.findings if not finding.rule.startswith(CONFLICTS)]))

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
        """The date with which the pack is labelled."""
        return self.picture.as_at or self.programme.latest

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds by which the programme is rated."""
        policy = self.programme.policy
        return policy.thresholds if policy else Thresholds()

    @property
    def lead(self) -> Submission | None:
        """The workbook that speaks for the programme: that with the latest As at."""
        return self.programme.lead

    def unread(self, *records: type[Record]) -> tuple[str, ...]:
        """What of these sheets could not be read, files that were left out among it."""
        return (*(item.sentence for item in left_out_files(self.programme)), *Unread(self.programme).of(*records))

    def none(self, told: str, *records: type[Record]) -> str:
        """That there is nothing of a kind; where some of it could not be read, of that which could."""
        unread = self.unread(*records)
        return f"{told.removesuffix('.')} among what could be read: {every_name(unread)}." if unread else told

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

    def drivers(self, aspect: Aspect) -> list[Driver]:
        """What drives an aspect's colour and may be shown, in order of consequence, each once."""
        return [driver for driver in dict.fromkeys(aspect.reason.drivers) if driver.id not in self.hidden_ids]

    def driving(self, driver: Driver) -> Item | None:
        """The item behind a driver: of two with one id that which has its colour."""
        return next((item for item in self.by_id.get(driver.id, ()) if item.status is driver.status), None)

    def stream(self, code: str) -> str:
        """A workstream's name with its code, or the code alone where its workbook was not read."""
        if code == EXTERNAL:
            return "Outside the programme"
        return self.with_id(self.stream_name(code), code) if self.stream_name(code) else code

    def stream_name(self, code: str) -> str:
        """A workstream's name without its code, for use beside an id that begins with it."""
        found = self.programme.streams.get(code)
        return found.name if found and found.name else ""

    def whose(self, record: str, owner: str | None, *besides: str) -> tuple[str, ...]:
        """The small print under a row's name: its id and its owner, and what else there is."""
        if not self.profile.ids:
            return filled(*besides)
        return filled(with_commas(record, owner), *besides)

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[Item]]:
        """The items by id: a KPI that two workbooks give is two items."""
        found: dict[str, list[Item]] = {}
        for item in self.picture.items:
            found.setdefault(item.id, []).append(item)
        return found

    @cached_property
    def kpi_names(self) -> dict[str, str]:
        """What each KPI measures, by id, of those that are shown."""
        return {kpi.id: kpi.name or "" for kpi in self.rows(Kpi)}


def item_name(item: Item) -> str:
    """What an item is, in its owner's words.

    Of a risk that is written in the three parts it is what would happen, without cause and consequence: a long title is
    cut, and would tell the cause alone.
    """
    if isinstance(item.record, Risk) and (found := _EVENT.search(item.record.name or "")):
        return capital(found[1])
    names = (getattr(item.record, field, None) for field in ("name", "needed", "what", "role"))
    return next((name for name in names if name), item.id)


def severity(item: Item) -> int:
    """Where an item stands when the worst come first."""
    return WORST_FIRST.index(item.status)
