"""The colours that were told at each board, side by side in words, and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from xl_send.commands.keeping.trend import TrendResult
from xl_send.rag.rollup import PROGRAMME
from xl_send.results import AspectName
from xl_send.workbook.days import say

SCHEMA = "xl_send/trend/1"
SHOWN = 4


def trend_text(found: TrendResult) -> str:
    """The latest boards in columns; all of them are in the other forms."""
    days = list(found.dates)[-SHOWN:]
    earlier = len(found.dates) - len(days)
    head = f"{found.programme}: colours as they were told"
    lines = [head, "=" * len(head), "", _line("", [say(day) for day in days])]
    for of, aspect in found.places:
        if of == PROGRAMME or aspect == AspectName.OVERALL.value:
            named = AspectName(aspect).heading if of == PROGRAMME else of
            lines.append(_line(named, [found.dates[day].get((of, aspect), "-") for day in days]))
    more = f" {earlier} earlier board{'s are' if earlier > 1 else ' is'} left out." if earlier else ""
    return "\n".join([*lines, "", f"Every aspect of every workstream: --format csv.{more}"])


def _line(first: str, others: Sequence[str]) -> str:
    return f"{first:<22}{''.join(f'{other:<19}' for other in others)}".rstrip()


def trend_json(found: TrendResult) -> str:
    """Every colour of every board. Dates are as in 2026-11-13."""
    written = {
        "schema": SCHEMA,
        "programme": found.programme,
        "boards": [
            {
                "as_at": day.isoformat(),
                "colours": [{"of": of, "aspect": aspect, "status": status} for (of, aspect), status in colours.items()],
            }
            for day, colours in found.dates.items()
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)
