"""What other thresholds would have given: in words, as JSON and as comma-separated values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from xl_send.commands.data.dry_run import DryRunResult
from xl_send.listings.dry_run import TurnedColour, dry_run_table
from xl_send.output.data.csv_rows import table_csv
from xl_send.output.lines import wrapped
from xl_send.results import Status
from xl_send.words import counted, first_few
from xl_send.workbook.days import say

SCHEMA = "xl_send/dry_run/1"
NAMED = 20


def dry_run_text(found: DryRunResult) -> str:
    """What could not be read, the difference in one sentence, then where, board by board; aspects before items."""
    lines = [*found.not_read, *([""] if found.not_read else []), _sentence(found)]
    if found.aspects:
        lines += ["", "Aspects", *(line for turned in found.aspects[:NAMED] for line in _line(turned))]
    if found.items:
        lines += ["", "Items", *(line for turned in found.items[:NAMED] for line in _line(turned))]
    left = max(0, len(found.aspects) - NAMED) + max(0, len(found.items) - NAMED)
    if left:
        lines.append(f"  and {left} more: --format csv gives all.")
    return "\n".join(lines)


def _sentence(found: DryRunResult) -> str:
    boards = f"Over the last {counted(len(found.boards), 'board')} ({first_few(map(say, found.boards))})"
    whose = f"the thresholds of {Path(found.policy).name}"
    if not found.items and not found.aspects:
        among = " among what could be read" if found.not_read else ""
        return f"{boards} {whose} would have changed no colour{among}."
    counts = found.counts()
    told = [_more(counts[status], status) for status in _order(counts)]
    given = f"would have given {first_few(told)}" if told else "would have changed colours, as many each way"
    return "\n".join(wrapped(f"{boards} {whose} {given}; {counted(len(found.items), 'item')} in all."))


def _more(number: int, status: Status) -> str:
    return f"{abs(number)} {status.value} {'more' if number > 0 else 'fewer'}"


def _order(counts: Mapping[Status, int]) -> Iterator[Status]:
    first = (Status.RED, Status.AMBER, Status.GREEN)
    yield from (status for status in (*first, *(item for item in Status if item not in first)) if status in counts)


def _line(turned: TurnedColour) -> list[str]:
    turn = f"{turned.before.value} to {turned.after.value}"
    text = f"{say(turned.board)}  {turned.id} {turned.name[:50]}: {turn}; {turned.reason}"
    return wrapped(text, "  ", "    ")


def dry_run_json(found: DryRunResult) -> str:
    """The same for programs. Dates are as in 2026-11-13."""
    written = {
        "schema": SCHEMA,
        "policy": found.policy,
        "boards": [board.isoformat() for board in found.boards],
        "not_read": list(found.not_read),
        "counts": {status.value: number for status, number in found.counts().items()},
        "items": [_turned(turned) for turned in found.items],
        "aspects": [_turned(turned) for turned in found.aspects],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _turned(turned: TurnedColour) -> dict[str, str]:
    return {
        "board": turned.board.isoformat(),
        "id": turned.id,
        "kind": turned.kind,
        "workstream": turned.workstream,
        "name": turned.name,
        "before": turned.before.value,
        "after": turned.after.value,
        "reason": turned.reason,
    }


def dry_run_csv(found: DryRunResult) -> str:
    """One row for each colour that would have been another."""
    return table_csv(dry_run_table((*found.aspects, *found.items)))
