"""What of a council's programme may be told to its region: colours, and how many rows have each. No text of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.rag.rollup import PROGRAMME
from xl_send.rag.rollup.aspects import each_once
from xl_send.reading.loaded import Refusal
from xl_send.results import AspectName, ItemKind, Status
from xl_send.table import CellKind, ColumnLook, Table, TableColumn, TableRow
from xl_send.value_classes import NamedTuple
from xl_send.words import counted, every_name
from xl_send.workbook.columns import Record
from xl_send.workbook.lost_sheets import unreturned
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Unread

StatusCounts = Mapping[Status, int]


class CouncilCounts(NamedTuple):
    """One council: the name of its file, the day, the programme's colours, and how many of each state.

    `workstreams` are counted by their overall colour, or None where their sheet was not read, and `items` by kind.
    `missing` says of which kinds there may be more rows, and why: a sheet or a return was not read.
    """

    file: str
    as_at: date
    colours: Mapping[AspectName, Status]
    workstreams: StatusCounts | None
    items: Mapping[ItemKind, StatusCounts]
    missing: Mapping[ItemKind, str]

    def rows_of(self, kind: ItemKind) -> StatusCounts | None:
        """How many rows of a kind have each status; None where their sheet was not read."""
        return None if self.missing.get(kind) == NO_SHEET else self.items[kind]

    @property
    def not_read(self) -> Mapping[str, str]:
        """Of what there may be more, as it is called, and why."""
        streams = {WORKSTREAMS: NO_SHEET} if self.workstreams is None else {}
        return streams | {LABELS[kind]: why for kind, why in self.missing.items()}


NO_SHEET = "its sheet was not read"


def counts_of(file: str, programme: Programme, as_at: date) -> CouncilCounts:
    """The counts of a programme as the public may know it: what is hidden there is in no count."""
    picture = Publication(Disclosure(programme, ShownTo.PUBLIC)).picture
    overall = [aspect for aspect in picture.aspects if aspect.aspect is AspectName.OVERALL]
    whole = {aspect.aspect: aspect.status for aspect in picture.aspects if aspect.of == PROGRAMME}
    by_kind: dict[ItemKind, Counter[Status]] = {kind: Counter() for kind in ItemKind}
    for item in each_once(picture.items):
        by_kind[item.kind][item.status] += 1
    streams = Counter(aspect.status for aspect in overall if aspect.of != PROGRAMME)
    listed = not any(item.record is Workstream and not item.part for item in Unread(programme).lost)
    return CouncilCounts(file, as_at, whole, streams if listed else None, by_kind, dict(_missing(programme)))


def _missing(programme: Programme) -> Iterator[tuple[ItemKind, str]]:
    """The kinds of which there may be more rows than were read, in words that name nothing of a workbook."""
    lost = (*Unread(programme).lost, *unreturned(programme))
    for kind, record in _SHEETS.items():
        found = [item for item in lost if item.record in (record, Cover)]
        codes = frozenset[str]().union(*(item.codes for item in found))
        if any(item.record is record and not item.part for item in found):
            yield kind, NO_SHEET
        elif found:
            whose = f"of {counted(len(codes), 'workstream')} " if codes else ""
            yield kind, f"{whose}there may be more"


def whole_but_for(councils: Sequence[CouncilCounts], kind: ItemKind | None = None) -> str:
    """The councils of which there may be more rows, of a kind or of any."""
    return every_name([one.file for one in councils if (kind in one.missing if kind else one.not_read)])


def counts_together(counts: Iterable[StatusCounts]) -> StatusCounts:
    """Several counts in one."""
    found: Counter[Status] = Counter()
    for one in counts:
        found.update(one)
    return found


SHOWN = (Status.RED, Status.AMBER, Status.GREEN, Status.COMPLETE, Status.NOT_DUE, Status.NO_DATA)
LABELS = {
    ItemKind.MILESTONE: "Milestones", ItemKind.KPI: "KPIs", ItemKind.RISK: "Risks",
    ItemKind.ISSUE: "Issues and decisions", ItemKind.INTERDEPENDENCY: "Interdependencies",
    ItemKind.RESOURCE: "Resources", ItemKind.MONEY: "Money",
}  # fmt: skip
_SHEETS: Mapping[ItemKind, type[Record]] = {
    ItemKind.MILESTONE: Milestone, ItemKind.KPI: Kpi, ItemKind.RISK: Risk, ItemKind.ISSUE: LogEntry,
    ItemKind.INTERDEPENDENCY: Interdependency, ItemKind.RESOURCE: Resource, ItemKind.MONEY: MoneyLine,
}  # fmt: skip
_EVERY, WORKSTREAMS, _NOT_READ = "All councils", "Workstreams", "Not read"
_ABOUT = (
    "Counts and colours alone, as the public may know them: no text of any workbook is here. A council is called by "
    "the name of its file."
)
_PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)
_NUMBER = CellKind.NUMBER


def councils_table(councils: Sequence[CouncilCounts]) -> Table:
    """A row a council: the programme's colours, and how many workstreams have each."""
    columns = (
        TableColumn("Council", 34, help="The name of its file."),
        TableColumn("As at", 14, CellKind.DAY, "The day that it describes."),
        *(
            TableColumn(name.heading, 18, help="The programme's colour.", look=ColumnLook.STATE)
            for name in (AspectName.OVERALL, *_PARTS)
        ),
        *(
            TableColumn(f"{WORKSTREAMS} {status.value}", 13, _NUMBER, "How many workstreams are so.")
            for status in SHOWN
        ),
        TableColumn(_NOT_READ, 40, help="Of what there may be more than was read, and why."),
    )
    rows: list[TableRow] = [
        (
            one.file, one.as_at, *(_colour(one, name) for name in (AspectName.OVERALL, *_PARTS)),
            *(None if one.workstreams is None else one.workstreams.get(status, 0) for status in SHOWN),
            "; ".join(f"{what}: {why}" for what, why in one.not_read.items()),
        )
        for one in councils
    ]  # fmt: skip
    return Table("Councils", columns, rows, (_ABOUT,))


def _colour(one: CouncilCounts, name: AspectName) -> str:
    return one.colours[name].value if name in one.colours else ""


def counts_table(councils: Sequence[CouncilCounts]) -> Table:
    """A row for each council and kind: how many of each state; first those of all councils together."""
    columns = (
        TableColumn("Council", 34, help="The name of its file, or all of them together."),
        TableColumn("What is counted", 24, help="What the rows are."),
        *(TableColumn(status.value, 12, _NUMBER, "How many are so.") for status in Status),
        TableColumn("All", 10, _NUMBER, "How many there are."),
        TableColumn(_NOT_READ, 40, help="Why there may be more, and in which councils."),
    )
    rows: list[TableRow] = [
        _row(_EVERY, kind, counts_together(one.items[kind] for one in councils), whole_but_for(councils, kind))
        for kind in ItemKind
    ]
    rows += [
        _row(one.file, kind, one.rows_of(kind), one.missing.get(kind, "")) for one in councils for kind in ItemKind
    ]
    return Table("Counts", columns, rows, (_ABOUT,))


def _row(whose: str, kind: ItemKind, counts: StatusCounts | None, not_read: str) -> TableRow:
    if counts is None:
        return (whose, LABELS[kind], *(None for _ in Status), None, not_read)
    return (whose, LABELS[kind], *(counts.get(status, 0) for status in Status), sum(counts.values()), not_read)


def not_counted_table(refused: Sequence[Refusal]) -> Table:
    """A row for each file that is not counted."""
    columns = (
        TableColumn("File", 34, help="The name of the file."),
        TableColumn("Why", 90, help="Why it is not counted."),
    )
    return Table("Not counted", columns, [(item.path, item.sentence) for item in refused], ())
