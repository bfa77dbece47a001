"""What waits for what across workstreams: how soon, how late without harm, and what stands in the way.

Source: the network of the conflicts contract. It is worked out once for each programme, whatever order its
workbooks were read in.
"""

from __future__ import annotations

from xl_send.network.accounts import Accounts, HandoverDate, handover_date, reconciled
from xl_send.network.axis import Axis
from xl_send.network.decisions import deciding_meeting, is_beyond_meetings
from xl_send.network.loops import Loop
from xl_send.network.meetings import ForumMeetings, Meetings, forums_meant
from xl_send.network.network import Network
from xl_send.network.nodes import Dated, Edge, EdgeKind, Node, NodeKind, UnresolvedReason, UnresolvedReference
from xl_send.network.plans import Plan, change_references, date_held_to, given, ids_named, settled_changes
from xl_send.network.worked_out import network_of, not_collecting

__all__ = [
    "Accounts",
    "Axis",
    "Dated",
    "Edge",
    "EdgeKind",
    "Loop",
    "UnresolvedReference",
    "Meetings",
    "Network",
    "Node",
    "NodeKind",
    "Plan",
    "ForumMeetings",
    "UnresolvedReason",
    "HandoverDate",
    "forums_meant",
    "given",
    "handover_date",
    "not_collecting",
    "network_of",
    "ids_named",
    "date_held_to",
    "change_references",
    "deciding_meeting",
    "is_beyond_meetings",
    "reconciled",
    "settled_changes",
]
