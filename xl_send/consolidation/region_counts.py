"""What of a council's programme may be told to its region: colours, and how many rows have each. No text of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.rag.rollup import PROGRAMME
from xl_send.rag.rollup.aspects import each_once
from xl_send.results import AspectName, ItemKind, Status
from xl_send.table import CellKind, ColumnLook, Table, TableColumn, TableRow
from xl_send.workbook.loaded import Refusal
from xl_send.workbook.submissions import Programme

StatusCounts = Mapping[Status, int]


class CouncilCounts(NamedTuple):
    """One council: the name of its file, the day, the programme's colours, and how many of each state.

    `workstreams` are counted by their overall colour, `items` by kind.
    """

    file: str
    as_at: date
    colours: Mapping[AspectName, Status]
    workstreams: StatusCounts
    items: Mapping[ItemKind, StatusCounts]


def counts_of(file: str, programme: Programme, as_at: date) -> CouncilCounts:
    """The counts of a programme as the public may know it: what is hidden there is in no count."""
    picture = Publication(Disclosure(programme, ShownTo.PUBLIC)).picture
    overall = [aspect for aspect in picture.aspects if aspect.aspect is AspectName.OVERALL]
    whole = {aspect.aspect: aspect.status for aspect in picture.aspects if aspect.of == PROGRAMME}
    by_kind: dict[ItemKind, Counter[Status]] = {kind: Counter() for kind in ItemKind}
    for item in each_once(picture.items):
        by_kind[item.kind][item.status] += 1
    return CouncilCounts(
        file, as_at, whole, Counter(aspect.status for aspect in overall if aspect.of != PROGRAMME), by_kind
    )


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
_EVERY, _STREAMS = "All councils", "Workstreams"
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
        *(TableColumn(f"{_STREAMS} {status.value}", 13, _NUMBER, "How many workstreams are so.") for status in SHOWN),
    )
    rows: list[TableRow] = [
        (
            one.file, one.as_at, *(_colour(one, name) for name in (AspectName.OVERALL, *_PARTS)),
            *(one.workstreams.get(status, 0) for status in SHOWN),
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
    )
    rows: list[TableRow] = [
        _row(_EVERY, LABELS[kind], counts_together(one.items[kind] for one in councils)) for kind in ItemKind
    ]
    rows += [_row(one.file, LABELS[kind], one.items[kind]) for one in councils for kind in ItemKind]
    return Table("Counts", columns, rows, (_ABOUT,))


def _row(whose: str, what: str, counts: StatusCounts) -> TableRow:
    return (whose, what, *(counts.get(status, 0) for status in Status), sum(counts.values()))


def not_counted_table(refused: Sequence[Refusal]) -> Table:
    """A row for each file that is not counted."""
    columns = (
        TableColumn("File", 34, help="The name of the file."),
        TableColumn("Why", 90, help="Why it is not counted."),
    )
    return Table("Not counted", columns, [(item.path, item.sentence) for item in refused], ())
