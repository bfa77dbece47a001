"""A clear order for what shares time and people: an abstract scheduler that knows nothing of workbooks.

Source: Order in the conflicts contract. Days are whole numbers; whoever uses it counts working days.
"""

from __future__ import annotations

from xl_send.scheduling.solver.frame import Frame
from xl_send.scheduling.solver.irreducible_conflicts import irreducible_conflict
from xl_send.scheduling.solver.pauses import Pauses
from xl_send.scheduling.solver.problem import (
    Activity,
    Aim,
    BadProblemError,
    CapacityChange,
    Exclusion,
    Gate,
    Precedence,
    Problem,
    RenewableResource,
    StartWindow,
)
from xl_send.scheduling.solver.reasons import Chain, Overload, Reason, reason_for
from xl_send.scheduling.solver.results import BrokenPrecedence, Conflict, LateActivity, Order, Overfull, Score, order_of
from xl_send.scheduling.solver.solve import solve

__all__ = [
    "Activity",
    "Aim",
    "BadProblemError",
    "BrokenPrecedence",
    "Chain",
    "CapacityChange",
    "Conflict",
    "Exclusion",
    "Gate",
    "Pauses",
    "Overload",
    "Frame",
    "LateActivity",
    "Precedence",
    "Order",
    "Overfull",
    "Problem",
    "Reason",
    "RenewableResource",
    "Score",
    "StartWindow",
    "irreducible_conflict",
    "order_of",
    "reason_for",
    "solve",
]
