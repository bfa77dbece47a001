"""The clear sequence that overlapping workstreams need: which dates to move, how far and why.

Source: Order in the conflicts contract. It proposes; it never edits a date.
"""

from __future__ import annotations

from xl_send.scheduling.proposal.applying import applied
from xl_send.scheduling.proposal.leftovers import StillLate
from xl_send.scheduling.proposal.moves import Move
from xl_send.scheduling.proposal.proposal import Proposal, Step, propose

__all__ = ["Move", "Proposal", "Step", "StillLate", "applied", "propose"]
