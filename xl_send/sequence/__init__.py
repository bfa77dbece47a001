"""A clear order for what shares time and people: an abstract scheduler that knows nothing of workbooks.

Source: Order in the conflicts contract. Days are whole numbers; whoever uses it counts working days.
"""

from __future__ import annotations

from xl_send.sequence.frame import Frame
from xl_send.sequence.knots import knot
from xl_send.sequence.problem import Activity, Aim, BadProblemError, Change, Link, Problem, Resource, Window
from xl_send.sequence.results import Broken, Conflict, Late, Order, Overfull, Score
from xl_send.sequence.solving import solve
from xl_send.sequence.why import Chain, Crowd, Reason, reason_for

__all__ = [
    "Activity",
    "Aim",
    "BadProblemError",
    "Broken",
    "Chain",
    "Change",
    "Conflict",
    "Crowd",
    "Frame",
    "Late",
    "Link",
    "Order",
    "Overfull",
    "Problem",
    "Reason",
    "Resource",
    "Score",
    "Window",
    "knot",
    "reason_for",
    "solve",
]
