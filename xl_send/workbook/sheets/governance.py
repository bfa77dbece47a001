"""Forums, their meetings, and the calendar of terms, holidays and recesses."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.columns import Need, Record, Sheet, column
from xl_send.workbook.ids import Link
from xl_send.workbook.kinds import Choice, Day, Text, YesNo
from xl_send.workbook.sheets.choices import CalendarKind, ForumLevel

REQUIRED = Need.REQUIRED


@frozen(slots=True, kw_only=True)
class Forum(Record):
    """A body that decides, assures or monitors."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Forums",
        purpose="The bodies that decide, assure or monitor.",
        unique=("name",),
        setting=True,
        identity=1,
    )

    name: str = column("Forum", Text(), "The forum's name, as on its agenda.", need=REQUIRED, vital=True)
    level: ForumLevel | None = column("Level", Choice(ForumLevel), "How senior it is.", need=REQUIRED)
    chair: str | None = column("Chair", Text(), "The role that chairs it.")
    key_decisions: bool = column(
        "Takes key decisions", YesNo(), "Yes if it may take key decisions.", need=REQUIRED, vital=True
    )
    public: bool | None = column("Public", YesNo(), "Yes if its papers are published.", need=REQUIRED)

    @property
    def label(self) -> str:
        """The forum's name."""
        return self.name


@frozen(slots=True, kw_only=True)
class Meeting(Record):
    """One meeting of a forum."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Meetings",
        purpose="The dates on which each forum meets, and when its papers are due.",
        unique=("forum", "day"),
        setting=True,
    )

    forum: str = column("Forum", Link("Forums"), "The forum that meets.", need=REQUIRED, vital=True)
    day: date = column("Meeting date", Day(), "The day it meets.", need=REQUIRED, vital=True)
    papers_due: date | None = column(
        "Papers due", Day(), "The day papers must be in. Blank is counted back from the meeting.", vital=True
    )

    @property
    def label(self) -> str:
        """The forum and its day."""
        return f"{self.forum}, {self.day:%d %b %Y}"


@frozen(slots=True, kw_only=True)
class CalendarEntry(Record):
    """A term, a break, a recess or a day on which the council is closed."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Calendar",
        purpose="Terms, breaks, recesses and closure days. Yours to edit: councils differ.",
        unique=("name", "starts"),
        setting=True,
    )

    name: str | None = column("Name", Text(), "Such as Autumn term 2026.", need=REQUIRED)
    kind: CalendarKind = column("Kind", Choice(CalendarKind), "What it is.", need=REQUIRED, vital=True)
    starts: date = column("From", Day(), "The first day.", need=REQUIRED, vital=True)
    ends: date = column("To", Day(), "The last day.", need=REQUIRED, vital=True)

    @property
    def label(self) -> str:
        """Its name."""
        return self.name or f"row {self.row}"
