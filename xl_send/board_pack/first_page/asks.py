"""What the forum is asked: the ask, what it costs, by when, and what happens if it is not given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.board_pack.first_page.marking import sitting_of
from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import Heading, PackTable, SectionPart, TableEntry
from xl_send.board_pack.wording import amounts_in, are, asks_something, day, filled, shortened
from xl_send.results import Item, Status
from xl_send.value_classes import frozen
from xl_send.words import counted, sentence
from xl_send.workbook.sheets.choices import Decision, ForumLevel, Level, LogKind, LogStatus
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry

MOST = 6
_LONGEST = 170
_LOGGED = frozenset({LogKind.DECISION, LogKind.CHANGE_REQUEST})
_OVER = frozenset({Status.NOT_RATED, Status.COMPLETE})
_HEADINGS = (
    Heading("What is asked", "ask"), Heading("What it costs", "figure"), Heading("By when", "day"),
    Heading("What happens if not", "says"),
)  # fmt: skip


@frozen(eq=True, slots=True)
class Ask:
    """One thing that somebody waits for. `rank` puts logged decisions first, then milestones, then help."""

    record: LogEntry | Milestone | Kpi
    what: str
    by: date | None
    otherwise: str
    forum: str
    rank: tuple[int, int] = (0, 0)
    cost: tuple[str, ...] = ()
    passed: bool = False

    @property
    def order(self) -> tuple[int, date, int, str]:
        """Where it stands: by its kind, then soonest, then gravest."""
        return self.rank[0], self.by or date.max, self.rank[1], self.record.id


def asks(material: Material) -> list[Ask]:
    """Everything that is asked of any forum and may be shown, in the order in which it is put.

    Help that only points to a logged decision is that decision, and is not put twice.
    """
    logged = list(_logged(material))
    named = re.compile("|".join(rf"\b{ask.record.id}\b" for ask in logged) or r"(?!)")
    helped = (ask for ask in _help(material) if not named.search(ask.what))
    found = [*logged, *_awaited(material), *helped]
    return sorted((ask for ask in found if asks_something(ask.what)), key=lambda ask: ask.order)


def of_this_forum(material: Material) -> list[Ask]:
    """What is asked of the forum that this pack goes to."""
    sitting = sitting_of(material)
    name = sitting.forum.casefold() if sitting else None
    return [ask for ask in asks(material) if name is not None and ask.forum.casefold() == name]


def asked_here(material: Material) -> SectionPart:
    """The asks of page 1: at most six, the rest counted."""
    found, sitting = of_this_forum(material), sitting_of(material)
    whose = sitting.forum if sitting else ""
    heading = f"Decisions for {whose}" if whose else "Decisions"
    if not whose:
        told = material.none("No forum of this audience is listed on the Forums sheet.", Forum)
        elsewhere = "What other forums are asked is in the annex." if asks(material) else ""
        return SectionPart(heading, sentences=filled(told, elsewhere))
    if not found:
        return SectionPart(
            heading, sentences=(material.none(f"Nothing is asked of {whose} now.", LogEntry, Milestone, Kpi),)
        )
    table = _table(material, f"What {whose} is asked", found)
    return SectionPart(heading, tables=(table,), drawn_from=(LogEntry, Milestone, Kpi))


def _table(material: Material, caption: str, found: Sequence[Ask]) -> PackTable:
    rest = len(found) - MOST
    where = f"stand{'s' if rest == 1 else ''} in the annex" if material.has_annex else f"{are(rest)} not listed"
    closing = f"{counted(rest, 'more ask')} {where}." if rest > 0 else ""
    rows = tuple(ask_row(material, ask, _LONGEST) for ask in found[:MOST])
    return PackTable(caption, _HEADINGS, rows, closing)


def ask_row(material: Material, ask: Ask, longest: int) -> tuple[TableEntry, ...]:
    """An ask as a row: what, with its id and owner; what it costs; by when; what happens if not."""
    return (
        TableEntry(shortened(ask.what, longest), notes=material.whose(ask.record.id, ask.record.owner)),
        TableEntry(", ".join(ask.cost) or "Not stated"),
        TableEntry(day(ask.by) or "No date given", notes=("This day has passed",) if ask.passed else ()),
        TableEntry(shortened(ask.otherwise, longest)),
    )


def _logged(material: Material) -> Iterator[Ask]:
    for entry in material.rows(LogEntry):
        if entry.kind in _LOGGED and entry.status is LogStatus.OPEN:
            yield Ask(
                entry, entry.what or "", entry.needed_by, entry.otherwise or "Not said", entry.forum or "",
                (0, list(Level).index(entry.severity)), amounts_in(entry.what, entry.otherwise),
                _passed(material, entry.needed_by),
            )  # fmt: skip


def _awaited(material: Material) -> Iterator[Ask]:
    """Milestones that wait for their forum: needed by the day on which they are now expected."""
    for item, row in material.rated(Milestone):
        if row.decision is Decision.NONE or row.decided or row.actual or item.status in _OVER:
            continue
        by = row.forecast or row.baseline
        what = f"{row.decision.value} on: {row.name or row.id}"
        otherwise = "The milestone waits for it."
        yield Ask(row, what, by, otherwise, row.forum or "", (1, 0), amounts_in(row.name), _passed(material, by))


def _help(material: Material) -> Iterator[Ask]:
    """Help that owners of Red and Amber milestones and KPIs ask of the board, in the board's own pack alone."""
    sitting = sitting_of(material)
    if not sitting or material.profile.level is not ForumLevel.PROGRAMME:
        return
    rated: list[tuple[Item, Milestone | Kpi]] = [*material.rated(Milestone), *material.rated(Kpi)]
    for item, row in rated:
        if item.status in {Status.RED, Status.AMBER} and asks_something(row.help_needed):
            what, by = material.says(row, row.help_needed), row.back_to_green
            otherwise = f"It stays {item.status.value}. {sentence(item.rating.in_brief)}"
            yield Ask(row, what, by, otherwise, sitting.forum, (2, severity(item)), amounts_in(what))


def _passed(material: Material, by: date | None) -> bool:
    return by is not None and material.as_at is not None and by < material.as_at


def without_a_way_back(material: Material) -> str:
    """How many Red and Amber milestones and KPIs do not fully say how they will be green again."""
    rated: list[tuple[Item, Milestone | Kpi]] = [*material.rated(Milestone), *material.rated(Kpi)]
    off = [row for item, row in rated if item.status in {Status.RED, Status.AMBER}]
    bare = [row for row in off if not (row.commentary and row.owner and row.back_to_green)]
    if not bare:
        return ""
    names = ", ".join(filled(*(row.id for row in bare[:8]))) if material.profile.ids else ""
    more = f" and {len(bare) - 8} more" if len(bare) > 8 else ""
    told = f"Of {len(off)} Red and Amber milestones and KPIs, {len(bare)} lack an action, an owner or a date for Green"
    return f"{told}: {names}{more}." if names else f"{told}."
