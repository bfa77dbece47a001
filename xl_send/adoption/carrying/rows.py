"""A row of ours in the making: where it comes from, what it holds, and what it is called once ids are made."""

from __future__ import annotations

import hashlib

from xl_send.adoption.finding.wording import comparable
from xl_send.value_classes import field, mutable
from xl_send.workbook.cells import Value


@mutable()
class MadeRow:
    """A row for a sheet of ours.

    `own` is their id, `stream` the workstream it belongs to as they name it; `parent` is the row whose id stands in
    its column KPI, `at` the milestone's; `follows` are their ids of what comes before it.
    """

    sheet: str
    values: dict[str, Value] = field(default_factory=dict)
    own: str = ""
    stream: str = ""
    source: tuple[str, int] = ("", 0)
    table: str = ""
    parent: MadeRow | None = None
    at: MadeRow | None = None
    follows: str = ""
    follows_title: str = ""
    complete: bool = False

    @property
    def id(self) -> str:
        """Its id, once made."""
        return str(self.values.get("ID", ""))

    def fingerprint(self, main: str) -> str:
        """What tells this row again on a second run: their id, else a digest of what it is about."""
        if self.own:
            return self.own
        text = comparable(f"{self.stream} {self.values.get(main, '')}")
        return f"#{hashlib.sha256(text.encode()).hexdigest()[:10]}"
