"""What a proposal is worth and how sure it is, in the same words wherever it is shown."""

from __future__ import annotations

from xl_send.scheduling.proposal.proposal import Proposal
from xl_send.text import working_days
from xl_send.words import counted, every_name


def worth(proposal: Proposal) -> str:
    """How much moves, what stays late, and how much the conflicts would still say."""
    days = sum(abs(move.by) for move in proposal.moves)
    if not proposal.moves:
        moved = "No date needs to move"
    else:
        moved = f"{counted(len(proposal.moves), 'date')} would move, by {working_days(days)} in all"
    overlaps = sum(item.overlaps for item in proposal.late)
    dates = len(proposal.late) - overlaps
    late = f"; {counted(dates, 'date')} would still be too late" if dates else ""
    late += f"; {counted(overlaps, 'overlap')} would stay" if overlaps else ""
    left = counted(len(proposal.left), "conflict") if proposal.left else "no conflict"
    return f"{moved}{late}; {left} would be left."


def how_sure(proposal: Proposal) -> str:
    """Whether anything better is possible."""
    if proposal.proved:
        return (
            "Proved the best: no order leaves less too late, and of those that leave as little none moves less. "
            "A key milestone's days count five times."
        )
    if proposal.with_solver:
        shown = f" It is not shown {every_name(proposal.unproved)}." if proposal.unproved else ""
        return f"Not proved the best: the solver ran out of its time.{shown} A better order may exist."
    return (
        "Not proved the best: found by priority rules, without a solver. A better order may exist. "
        'To have it proved, install the solver: pip install "xl_send[solver]".'
    )
