"""The proposed order in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import date

from xl_send.commands.sequence import SequenceResult
from xl_send.findings import Finding
from xl_send.listings.order import may_move_further
from xl_send.network import Network
from xl_send.output.lines import hanging, wrapped
from xl_send.output.policy import policy_lines
from xl_send.scheduling.proposal import Move, Proposal, Step
from xl_send.scheduling.proposal.wording import how_sure, worth
from xl_send.text import working_days
from xl_send.words import counted
from xl_send.workbook.days import say

NAME_WIDTH = 48


def sequence_text(found: SequenceResult) -> str:
    """What moves and why, what stays in conflict and why, then the whole order."""
    proposal = found.proposal
    parts = {
        f"Dates to move ({len(proposal.moves)})": [line for move in proposal.moves for line in _move(move)],
        f"Still late, or at once, in this order ({len(proposal.late)})": [
            line for item in proposal.late for line in hanging(f"{item.what} {item.why}")
        ],
        f"Conflicts left once these dates are typed in ({len(proposal.left)})": [
            line for finding in proposal.left for line in hanging(_finding(finding))
        ],
        f"Left out of the order ({len(proposal.left_out)})": [
            line for name, why in proposal.left_out.items() for line in hanging(f"{name}: {why}.")
        ],
        f"The order ({counted(len(proposal.steps), 'step')}; * moved)": [_step(step) for step in proposal.steps],
    }
    lines = [*_opening(proposal), *policy_lines(found.programme)]
    if found.loaded.unread:
        lines = [*may_move_further(found.loaded.unread_line), "", *lines]
    for title, said in parts.items():
        if said:
            lines += ["", title, *(f"  {line}" for line in said)]
    return "\n".join(
        [*lines, "", "This is a proposal. No workbook was changed: each owner decides on their own dates."]
    )


def _opening(proposal: Proposal) -> Iterable[str]:
    yield worth(proposal)
    yield from wrapped(how_sure(proposal))


def _move(one: Move) -> list[str]:
    direction = f"{working_days(abs(one.by))} {'later' if one.by > 0 else 'earlier'}"
    return hanging(f"{one.node.id}: {_span(one.old, one.old_end)} becomes {_span(one.new, one.new_end)}, {direction}: "
                    f"{one.why}.")  # fmt: skip


def _finding(finding: Finding) -> str:
    return f"{finding.severity.value} {finding.rule} {finding.message}"


def _step(one: Step) -> str:
    mark = "*" if one.move else " "
    name = textwrap.shorten(Network.name_of(one.node) or "", NAME_WIDTH, placeholder="...")
    return f"{mark} {one.node.id:<8} {_span(one.start, one.end):<37} {name}".rstrip()


def _span(first: date, last: date) -> str:
    return say(first) if first == last else f"{say(first)} to {say(last)}"
