"""The proposed order as lists: the order, the conflicts that stay, and the dates to type in."""

from __future__ import annotations

from xl_send.listings.findings import as_at_of
from xl_send.network import Network
from xl_send.scheduling.proposal import Proposal, Step
from xl_send.scheduling.proposal.wording import how_sure, worth
from xl_send.table import CellKind, CellLink, ColumnLook, Table, TableColumn, TableRow
from xl_send.workbook.submissions import Programme

ORDER, LEFT, MOVES = "Order", "Conflicts left", "Dates to change"
_ORDER = (
    TableColumn("Place", 8, CellKind.NUMBER, "The place in the proposed order."),
    TableColumn("ID", 13, help="The row's id in its own workbook."),
    TableColumn("Kind", 13, help="A milestone, a diagnostic task or a handover."),
    TableColumn("Workstream", 14, help="The workstream's code."),
    TableColumn("What", 40, help="What it is called."),
    TableColumn("Starts", 14, CellKind.DAY, "The proposed day; of a task, its first day."),
    TableColumn("Ends", 14, CellKind.DAY, "The proposed day; of a task, its last day."),
    TableColumn(
        "Date now", 14, CellKind.DAY,
        "The day that the workbook says now; of a task, its first day. Blank where nothing moves.",
    ),
    TableColumn(
        "Working days", 13, CellKind.NUMBER, "By how many working days it moves; negative where it comes forward.",
        ColumnLook.MARKED,
    ),
    TableColumn("Why", 64, help="What forced the move."),
)  # fmt: skip
_LEFT = (
    TableColumn("IDs", 22, help="The rows that it concerns."),
    TableColumn("What stays", 72, help="What stays too late, or what the conflicts would still say."),
    TableColumn("Why", 72, help="The shortest proof that was found, or what to do about it."),
)
_MOVES = (
    TableColumn("As at", 14, CellKind.DAY),
    TableColumn("ID", 13),
    TableColumn("Sheet", 20),
    TableColumn("Column", 20),
    TableColumn("Date now", 14, CellKind.DAY),
    TableColumn("Proposed date", 14, CellKind.DAY),
    TableColumn("Working days", 13, CellKind.NUMBER),
    TableColumn("Workbook", 30),
    TableColumn("Cell", 10, CellKind.LINK),
    TableColumn("Why", 64),
)


def order_table(proposal: Proposal, unread: str = "") -> Table:
    """A row a milestone, task or handover that is still to come, in the proposed order; first what was not read."""
    notes = (
        *may_move_further(unread),
        f"A proposal: no workbook was changed, and each owner decides. {worth(proposal)}",
        how_sure(proposal),
        "What has moved is marked under Working days. Read Why, agree it, and type the dates into your own workbook.",
    )
    return Table(ORDER, _ORDER, tuple(_step(place, step) for place, step in enumerate(proposal.steps, 1)), notes)


def may_move_further(unread: str) -> tuple[str, ...]:
    """What could not be read, as a note: dates that rest on it are not in the order."""
    return (f"{unread} What rests on it may move further.",) if unread else ()


def left_table(proposal: Proposal, unread: str = "") -> Table:
    """What stays late or in conflict, and what has no place in the order; first what was not read."""
    rows: list[TableRow] = [(", ".join(item.ids), item.what, item.why) for item in proposal.late]
    rows += [(finding.cell.record, finding.message, finding.fix) for finding in proposal.left]
    rows += [(name, "Left out of the order.", f"{why.capitalize()}.") for name, why in proposal.left_out.items()]
    return Table(LEFT, _LEFT, rows, (*may_move_further(unread), worth(proposal), how_sure(proposal)))


def moves_table(programme: Programme, proposal: Proposal) -> Table:
    """A row for each cell whose date would change."""
    rows = [
        (
            as_at_of(programme, cell), move.node.id, cell.sheet, cell.column, before, after, move.by, cell.workbook,
            CellLink(cell.sheet, cell.address), move.why,
        )
        for move in proposal.moves
        for cell, before, after in ((change.cell, change.before, change.after) for change in move.changes)
    ]  # fmt: skip
    return Table(MOVES, _MOVES, rows)


def _step(place: int, one: Step) -> TableRow:
    moved = one.move
    return (
        place, one.node.id, one.node.kind.value.capitalize(), one.node.workstream,
        Network.name_of(one.node) or "", one.start, one.end,
        moved.old if moved else None, moved.by if moved else None, moved.why if moved else "",
    )  # fmt: skip
