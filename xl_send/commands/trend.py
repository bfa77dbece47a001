"""The colours that were told at each board, side by side."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xl_send.commands.outcomes import Outcome
from xl_send.history import Colours
from xl_send.history.boards import colours_of, kept_periods
from xl_send.output.sarif import plain_text
from xl_send.rag.rollup import PROGRAMME
from xl_send.results import AspectName
from xl_send.workbook.days import say

SCHEMA = "xl_send/trend/1"
SHOWN = 4
Place = tuple[str, str]


class Trend(NamedTuple):
    """The colours of one programme by date, the earliest first."""

    programme: str
    dates: Mapping[date, Colours]

    @property
    def places(self) -> list[Place]:
        """What has a colour on any date: the programme before its workstreams, the overall before the aspects."""
        found = {place for colours in self.dates.values() for place in colours}
        names = [AspectName.OVERALL.value, *(item.value for item in AspectName if item is not AspectName.OVERALL)]
        return sorted(found, key=lambda item: (item[0] != PROGRAMME, item[0], names.index(item[1])))


def trend(url: str, form: str) -> Outcome:
    """Every colour that was told at each board that a history keeps."""
    history, periods = kept_periods(url)
    found = Trend(periods[-1].programme, {period.as_at: colours_of(history, period) for period in periods})
    return Outcome({"text": _text, "json": _json, "csv": _csv}[form](found))


def _text(found: Trend) -> str:
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


def _json(found: Trend) -> str:
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


def _csv(found: Trend) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("As at", "Of", "Aspect", "Status"))
    for day, colours in found.dates.items():
        writer.writerows((day.isoformat(), plain_text(of), aspect, status) for (of, aspect), status in colours.items())
    return out.getvalue().rstrip("\n")
