"""Suggest order, pressed: the proposed order on a sheet of its own, and what it leaves in conflict on another."""

from __future__ import annotations

from xl_send.commands.sequence import sequence as propose_order
from xl_send.listings.order import ORDER, left_table, may_move_further, order_table
from xl_send.progress import Progress
from xl_send.scheduling.proposal.wording import how_sure, worth
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress

NOTHING_LEFT = "There is nothing left to put in order: no milestone, task or handover is still to come."

NOTHING_READ = "Among what could be read there is nothing left to put in order."


def sequence(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """An order of what is still to come in which as much as possible fits. It moves no date of the officer's."""
    found = propose_order(press.source, progress=progress)
    proposal, unread = found.proposal, may_move_further(found.loaded.unread_line)
    order, left = order_table(proposal), left_table(proposal)
    if not proposal.steps:
        notes = (*unread, NOTHING_READ if unread else NOTHING_LEFT)
        blank = tuple(table._replace(notes=notes, rows=()) for table in (order, left))
        return ButtonAnswer(" ".join(notes), blank, show=ORDER)
    proposed = f"A proposal: no date was changed, and each owner decides. {worth(proposal)}"
    order = order._replace(notes=(*unread, proposed))
    left = left._replace(notes=(*unread, how_sure(proposal)))
    where = "The Order sheet shows it, and the Conflicts left sheet what no move cures."
    return ButtonAnswer(" ".join((*unread, worth(proposal), how_sure(proposal), where)), (order, left), show=ORDER)
