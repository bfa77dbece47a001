"""The clear sequence that overlapping workstreams need: which dates to move, how far and why.

Source: Order in the conflicts contract. It proposes; it never edits a date.
"""

from __future__ import annotations

from xl_send.ordering.leftovers import Left
from xl_send.ordering.moves import Move
from xl_send.ordering.proposing import Proposal, Step, propose

__all__ = ["Left", "Move", "Proposal", "Step", "propose"]
