"""Suggest order, pressed: the proposed order on a sheet of its own, and what it leaves in conflict on another."""

from __future__ import annotations

from xl_send.commands.outcomes import Progress
from xl_send.output.order_workbook import LEFT, LEFT_TITLES, ORDER, ORDER_TITLES, left_rows, order_row
from xl_send.scheduling.proposal import propose
from xl_send.scheduling.proposal.wording import how_sure, worth
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, CellKind, ColumnTitle, Filled
from xl_send.shells.buttons.button_validate import gathered_of
from xl_send.xlsx.write.listings import Titles

NOTHING_LEFT = "There is nothing left to put in order: no milestone, task or handover is still to come."
_KINDS = {
    **dict.fromkeys(("Place", "Working days"), CellKind.NUMBER),
    **dict.fromkeys(("Starts", "Ends", "Date now"), CellKind.DAY),
}


def sequence(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """An order of what is still to come in which as much as possible fits. It moves no date of the officer's."""
    gathered = gathered_of(press, progress)
    (proposal,) = (propose(item) for item in progress([gathered.programme], "looking for an order", 1))
    if not proposal.steps:
        lists = ((ORDER, ORDER_TITLES), (LEFT, LEFT_TITLES))
        blank = tuple(Filled(name, NOTHING_LEFT, _titles(titles), ()) for name, titles in lists)
        return ButtonAnswer(NOTHING_LEFT, blank, show=ORDER)
    steps = tuple(tuple(order_row(place, step)) for place, step in enumerate(proposal.steps, 1))
    order = Filled(ORDER, f"A proposal: no date was changed, and each owner decides. {worth(proposal)}",
                   _titles(ORDER_TITLES), steps)  # fmt: skip
    left = Filled(LEFT, how_sure(proposal), _titles(LEFT_TITLES), tuple(left_rows(proposal)))
    where = "The Order sheet shows it, and the Conflicts left sheet what no move cures."
    return ButtonAnswer(f"{worth(proposal)} {how_sure(proposal)} {where}", (order, left), show=ORDER)


def _titles(titles: Titles) -> tuple[ColumnTitle, ...]:
    return tuple(ColumnTitle(title, width, _KINDS.get(title, CellKind.TEXT)) for title, (width, _) in titles.items())
