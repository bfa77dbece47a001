"""One page a workstream for those who lead it: its own rows and words, and its findings with rule and cell."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.board_pack.annex.milestones import own_date, soonest
from xl_send.board_pack.annex.workstreams import account
from xl_send.board_pack.first_page.colour import whose_thresholds
from xl_send.board_pack.material import Material, item_name, severity
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry, Tag
from xl_send.board_pack.wording import are, asks_something, day, filled, shortened
from xl_send.findings import Finding, Severity
from xl_send.results import Item, Status
from xl_send.words import counted, sentence
from xl_send.workbook.ids import code_of
from xl_send.workbook.lost_sheets import RATABLE
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.unread import NotRead, Unread

ITEMS, FINDINGS = 8, 4
_OFF = frozenset({Status.RED, Status.AMBER, Status.NO_DATA})
_ITEMS = (
    Heading("Red, Amber or without data", "ask"),
    Heading("RAG", "tag"),
    Heading("Why", "ask"),
    Heading("When", "day"),
)
_FINDINGS = (Heading("Where", "name"), Heading("What is wrong", "ask"), Heading("What to do", "says"))


def workstream_pages(material: Material) -> tuple[PackPage, ...]:
    """A page for each workstream that was read."""
    return tuple(_page(material, code) for code in material.codes)


def _page(material: Material, code: str) -> PackPage:
    own = account(material, code)
    parts = (own, _items(material, code), _findings(material, code))
    heading = own.heading or code
    told = filled(*own.sentences, whose_thresholds(material))
    first = SectionPart("Colour", own.tag, told, facts=own.facts, place=own.place)
    filled_parts = tuple(part for part in (first, *parts[1:]) if not part.empty)
    return PackPage(f"workstream-{code.lower()}", heading, filled_parts, front=True)


def _items(material: Material, code: str) -> SectionPart:
    """Its rows that are off Green, the worst first."""
    own = [
        item
        for item in material.picture.items
        if code in {item.workstream, item.also} and item.status in _OFF and material.may_see(item.record)
    ]
    unread = _unread(material, code)
    if not own:
        return SectionPart("Its rows", sentences=filled("No row is Red or Amber or without data.", unread))
    own.sort(key=lambda item: (severity(item), item.id))
    rest = len(own) - ITEMS
    closing = f"{counted(rest, 'more row')} not listed: see the Status sheet." if rest > 0 else ""
    rows = tuple(_row(material, item) for item in own[:ITEMS])
    table = PackTable("Rows that are Red or Amber or without data", _ITEMS, rows, closing)
    return SectionPart("Its rows", sentences=filled(unread), tables=(table,))


def _unread(material: Material, code: str) -> str:
    """How many of its rows could not be read and are in no list: of those that have a colour each is among the rest."""
    found = (NotRead.of(row) for rows in Unread(material.programme).rows.values() for _, row in rows)
    number = sum(row.workstream == code and row.unread.record not in RATABLE for row in found)
    return f"{counted(number, 'row')} of it could not be read and {are(number)} not listed." if number else ""


def _row(material: Material, item: Item) -> tuple[TableEntry, ...]:
    record = item.record
    when = soonest(material, item, record) if isinstance(record, Milestone) else None
    own = own_date(material, item, record) if isinstance(record, Milestone) else ""
    says = material.says(record, record.help_needed) if isinstance(record, Milestone | Kpi) else ""
    says = says if asks_something(says) else ""
    return (
        TableEntry(shortened(item_name(item), 90), notes=(item.id,)),
        TableEntry(tag=Tag.of(item.status)),
        TableEntry(sentence(item.rating.in_brief), notes=filled(f"Help asked: {shortened(says, 90)}" if says else "")),
        TableEntry(day(when), notes=filled(own)),
    )


def _findings(material: Material, code: str) -> SectionPart:
    """What is to be put right in its workbook, errors first, by rule and cell."""
    books = {found.workbook for found in material.programme.submissions if code in found.codes}
    several = any(len(found.codes) > 1 for found in material.programme.submissions if found.workbook in books)
    own = [one for one in material.faults if one.cell.workbook in books and (not several or _is_of(one, code))]
    if not own:
        return SectionPart("Findings", sentences=("There is nothing to put right in its workbook.",))
    own.sort(key=lambda one: list(Severity).index(one.severity))
    rest = len(own) - FINDINGS
    closing = f"{counted(rest, 'more finding')}: xl-send validate lists all." if rest > 0 else ""
    table = PackTable("Findings not yet put right, errors first", _FINDINGS, _finding_rows(own[:FINDINGS]), closing)
    return SectionPart("Findings", tables=(table,))


def _is_of(one: Finding, code: str) -> bool:
    return code_of(one.cell.record) == code


def _finding_rows(own: Sequence[Finding]) -> tuple[tuple[TableEntry, ...], ...]:
    return tuple(
        (
            TableEntry(
                f"{one.cell.sheet} {one.cell.address}".strip(),
                notes=(f"{one.severity.value.capitalize()}, {one.rule}",),
            ),
            TableEntry(shortened(one.message, 130)),
            TableEntry(shortened(one.fix, 90)),
        )
        for one in own
    )
