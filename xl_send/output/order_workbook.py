"""The proposed order as a workbook of its own: the order, and the conflicts that stay."""

from __future__ import annotations

from xl_send.network import Network
from xl_send.scheduling.proposal import Proposal, Step
from xl_send.scheduling.proposal.wording import how_sure, worth
from xl_send.xlsx.write.listings import Entry, Listing, Titles, listing_workbook

ORDER, LEFT = "Order", "Conflicts left"
ORDER_TITLES: Titles = {
    "Place": (8, "The place in the proposed order."),
    "ID": (13, "The row's id in its own workbook."),
    "Kind": (13, "A milestone, a diagnostic task or a handover."),
    "Workstream": (14, "The workstream's code."),
    "What": (40, "What it is called."),
    "Starts": (14, "The proposed day; of a task, its first day."),
    "Ends": (14, "The proposed day; of a task, its last day."),
    "Date now": (14, "The day that the workbook says now; of a task, its first day. Blank where nothing moves."),
    "Working days": (13, "By how many working days it moves; negative where it comes forward."),
    "Why": (64, "What forced the move."),
}
LEFT_TITLES: Titles = {
    "IDs": (22, "The rows that it concerns."),
    "What stays": (72, "The conflict that no move in this order cures."),
    "Why": (72, "The shortest proof of it that was found."),
}


def order_workbook(proposal: Proposal) -> bytes:
    """The proposal as the bytes of an .xlsx file."""
    notes = (
        f"A proposal: no workbook was changed, and each owner decides. {worth(proposal)}",
        how_sure(proposal),
        "What has moved is marked under Working days. Read Why, agree it, and type the dates into your own workbook.",
    )
    steps = [order_row(place, step) for place, step in enumerate(proposal.steps, 1)]
    order = Listing(ORDER, notes, ORDER_TITLES, steps, marked="Working days")
    left = Listing(LEFT, (worth(proposal), how_sure(proposal)), LEFT_TITLES, left_rows(proposal))
    return listing_workbook("Proposed order", (order, left))


def left_rows(proposal: Proposal) -> list[tuple[Entry, ...]]:
    """What stays in conflict, and what has no place in the order."""
    rows: list[tuple[Entry, ...]] = [(", ".join(item.ids), item.what, item.why) for item in proposal.left]
    return rows + [(name, "Left out of the order.", f"{why.capitalize()}.") for name, why in proposal.left_out.items()]


def order_row(place: int, one: Step) -> tuple[Entry, ...]:
    """A step under the titles of the order."""
    moved = one.move
    return (
        place, one.node.id, one.node.kind.value.capitalize(), one.node.workstream,
        Network.name_of(one.node) or "", one.start, one.end,
        moved.old if moved else None, moved.by if moved else None, moved.why if moved else "",
    )  # fmt: skip
