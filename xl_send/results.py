"""What a status is: never bare, but with its reason, the cells that decided it and the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import groupby

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple, field, frozen
from xl_send.words import every_name
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Rag

Fact = str | float | bool | date | None | tuple[str, ...] | Mapping[str, "Fact"]


class Status(StrEnum):
    """Every state that a headline counts. Missing is not Red, not Green and not zero."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"
    COMPLETE = "Complete"
    NOT_DUE = "Not due"
    NO_DATA = "No data"
    CONTEXT = "Context"
    NOT_RATED = "Not rated"

    @property
    def coloured(self) -> bool:
        """Whether this is Red, Amber or Green."""
        return self in {Status.RED, Status.AMBER, Status.GREEN}


class ItemKind(StrEnum):
    """What kind of record an item is."""

    MILESTONE = "milestone"
    KPI = "kpi"
    RISK = "risk"
    ISSUE = "issue"
    INTERDEPENDENCY = "interdependency"
    RESOURCE = "resource"
    MONEY = "money"


# By these words a reason says that something was read and cannot be right; behind them stand the cell and why.
_IN_DOUBT = " is in doubt"


@frozen(eq=True, slots=True)
class Rating:
    """One status with its reason in words, the cells that decided it and the facts behind it.

    `brief` is the reason in a few words, for a list of what drives a colour: "18 working days late".
    `unknown` is No data because something that decides it could not be read or is in doubt: it may be Red.
    `settled` is what the row says of itself, which nothing else can change: paused, closed, for context.
    `told` names the facts that the reason gives in words.
    """

    status: Status
    reason: str
    cells: tuple[Cell, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    brief: str = ""
    unknown: bool = False
    settled: bool = False
    told: frozenset[str] = frozenset()

    @classmethod
    def not_known(cls, reason: str, *cells: Cell, facts: Mapping[str, Fact] | None = None, brief: str = "") -> Rating:
        """No data, because something that would decide the colour is not known."""
        return cls(Status.NO_DATA, reason, cells, facts or {}, brief, unknown=True)

    def telling(self, *names: str) -> Rating:
        """The same, the reason of which gives these facts."""
        told = self.told.union(names)
        return Rating(self.status, self.reason, self.cells, self.facts, self.brief, self.unknown, self.settled, told)

    @property
    def in_brief(self) -> str:
        """The few words, or the whole reason where it is short enough to need none; of a doubt, without its cell."""
        told = self.brief or self.reason
        before, doubt, _ = told.partition(f"{_IN_DOUBT}: ")
        return f"{before}{_IN_DOUBT}" if self.unknown and doubt else told

    @property
    def doubted(self) -> bool:
        """Whether it is not known because something that was read cannot be right."""
        return self.unknown and _IN_DOUBT in self.reason


class Account(NamedTuple):
    """One party's account of an interdependency, as its own workbook tells it."""

    cell: Cell
    own_status: Status
    facts: Mapping[str, Fact]


class Item(NamedTuple):
    """One rated record. `status` is by the programme's thresholds, `own` by its own workbook's.

    `also` is the giver of an interdependency, whose aspect it counts in as well.
    """

    id: str
    kind: ItemKind
    workstream: str
    rating: Rating
    own: Rating
    record: Record
    reported: Rag | None = None
    also: str = ""
    accounts: tuple[Account, ...] = ()

    @property
    def status(self) -> Status:
        """The status by which the programme is rolled up."""
        return self.rating.status

    @property
    def reason(self) -> str:
        """Why, in words."""
        return self.rating.reason


class AspectName(StrEnum):
    """The five aspects of a workstream or programme, never averaged, and the overall."""

    DELIVERY = "delivery"
    BENEFITS = "benefits"
    RISKS = "risks"
    INTERDEPENDENCIES = "interdependencies"
    RESOURCES = "resources"
    OVERALL = "overall"

    @property
    def heading(self) -> str:
        """The aspect as a heading."""
        return {"risks": "Risks and issues", "resources": "Resources and money"}.get(self.value, self.capitalize())


MOST_NAMED = 5


class Driver(NamedTuple):
    """An item that makes a colour what it is: its own status, and why in few words."""

    id: str
    status: Status
    brief: str

    @property
    def words(self) -> str:
        """TRN-M07 (18 working days late)."""
        return f"{self.id} ({self.brief})"


class Connective(StrEnum):
    """What leads from the lead of a reason to its drivers."""

    NONE = ""
    BECAUSE = " because "
    BECAUSE_OF = ", because of "
    COLON = ": "


@frozen(eq=True, slots=True)
class Reason:
    """Why an aspect has its colour, kept apart and worded last.

    `lead` is what comes first ("Red"), `drivers` those that are to be named, in order of consequence. `unread`
    is what of it could not be read, and is said before anything else; `carried` is what is of an earlier return, as
    none came since, `earlier` what is of a return that describes an earlier day than the whole.
    """

    lead: str
    link: Connective = Connective.NONE
    drivers: tuple[Driver, ...] = ()
    unread: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    @property
    def opening(self) -> str:
        """What is said before any driver is named."""
        carried = f"Carried forward: {every_name(self.carried)}. " if self.carried else ""
        earlier = f"Of an earlier day: {every_name(self.earlier)}. " if self.earlier else ""
        unread = f"Not evidenced: {every_name(self.unread)}. " if self.unread else ""
        return f"{carried}{earlier}{unread}{self.lead}"

    @property
    def named(self) -> tuple[Driver, ...]:
        """The drivers that are named in full: the first few."""
        return tuple(dict.fromkeys(self.drivers))[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many drivers are only counted."""
        return len(dict.fromkeys(self.drivers)) - len(self.named)

    @property
    def words(self) -> str:
        """The whole in one sentence: the first few drivers, what several share said once, and the rest counted."""
        told = list(self._told())
        return f"{self.opening}{self.link}{every_name(told)}" if told else self.opening

    def _told(self) -> Iterator[str]:
        """The named drivers, those side by side for the same reason together, and how many more there are."""
        named = self.named
        alike = [(brief, list(found)) for brief, found in groupby(named, key=lambda driver: driver.brief)]
        rest = {driver.brief for driver in self.drivers if driver not in named}
        for place, (brief, found) in enumerate(alike):
            ids, last = [driver.id for driver in found], place == len(alike) - 1
            if last and rest == {brief} and len(ids) > 1:
                yield f"{every_name([*ids, f'{self.more} more'])} ({brief})"
                return
            yield f"{every_name(ids)} ({brief})"
        if self.more:
            yield f"{self.more} more"


class Aspect(NamedTuple):
    """One aspect of a workstream (its code) or of the programme (`programme`).

    `drivers` are the ids of all items that make it so, in order of consequence. `counts` are unsoftened and
    hold every state that occurs. `without_data` is the share of ratable items without data.
    """

    of: str
    aspect: AspectName
    status: Status
    own_status: Status
    reported: Rag | None
    drivers: tuple[str, ...]
    counts: Mapping[Status, int]
    reason: Reason
    without_data: float = 0.0
    note: str = ""

    @property
    def sentence(self) -> str:
        """Why, in words: "Red because TRN-M07 (18 working days late)"."""
        return self.reason.words


class ProgrammeStatus(NamedTuple):
    """The whole computed picture of a programme: every item and every aspect.

    `unread` says what could not be read, sheet by sheet: a headline says it first.
    """

    as_at: date | None
    items: tuple[Item, ...]
    aspects: tuple[Aspect, ...]
    unread: tuple[str, ...] = ()
