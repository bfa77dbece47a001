"""People and money."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.columns import Need, Record, Sheet, column
from xl_send.workbook.ids import FinancialYear, Id, Link
from xl_send.workbook.kinds import Choice, Day, Number, Pounds, Text, YesNo
from xl_send.workbook.sheets.choices import Funding, PostStatus

REQUIRED = Need.REQUIRED


@frozen(slots=True, kw_only=True)
class Resource(Record):
    """A share of one person's or team's time, for a stretch of dates."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Resources",
        purpose="Whose time the work takes, how much of it, when, and who pays.",
        letter="P",
    )

    id: str = column("ID", Id("P"), "The workstream's code, P and a number: TRN-P01.", need=REQUIRED, vital=True)
    role: str | None = column("Role", Text(), "What they do for this workstream.", need=REQUIRED)
    who: str = column(
        "Person or team",
        Text(),
        "Who does it. Write the same name in every workbook so that shared people can be seen.",
        need=REQUIRED,
        vital=True,
    )
    workstream: str = column(
        "Workstream", Link("Workstreams"), "The code of the workstream it is for.", need=REQUIRED, vital=True
    )
    starts: date = column("From", Day(), "The first day.", need=REQUIRED, vital=True)
    ends: date = column("To", Day(), "The last day.", need=REQUIRED, vital=True)
    fte: float = column(
        "FTE", Number(low=0), "Full-time equivalent for this line: 0.4 is two days a week.", need=REQUIRED, vital=True
    )
    available: float | None = column(
        "Available FTE", Number(low=0), "The person's or team's whole capacity, for all work.", vital=True
    )
    term_time: bool = column(
        "Term time only",
        YesNo(),
        "Yes if they work in term time alone. Blank is No.",
        vital=True,
        blank=False,
        excuses=True,
    )
    funding: Funding | None = column("Funding", Choice(Funding), "Who pays.", need=REQUIRED, vital=True, spared=True)
    cost: float | None = column("Cost (pounds)", Pounds(), "What the line costs over its dates.")
    post: PostStatus | None = column(
        "Post status", Choice(PostStatus), "Whether anybody is in the post.", need=REQUIRED, vital=True, spared=True
    )


@frozen(slots=True, kw_only=True)
class MoneyLine(Record):
    """One line of budget in one financial year."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Money",
        purpose="What each workstream may spend, has spent and expects to spend, by financial year.",
        letter="F",
    )

    id: str = column("ID", Id("F"), "The workstream's code, F and a number: TRN-F01.", need=REQUIRED, vital=True)
    name: str | None = column("Line", Text(), "What the money is for.", need=REQUIRED)
    workstream: str = column(
        "Workstream", Link("Workstreams"), "The code of the workstream it is for.", need=REQUIRED, vital=True
    )
    funding: Funding | None = column(
        "Funding", Choice(Funding), "Where the money comes from.", need=REQUIRED, vital=True, spared=True
    )
    year: str | None = column("Financial year", FinancialYear(), "Such as 2026-27.", need=REQUIRED)
    budget: float = column("Budget", Pounds(), "What may be spent, in pounds.", need=REQUIRED, vital=True)
    spent: float | None = column("Actual to date", Pounds(), "What has been spent so far, in pounds.")
    outturn: float = column(
        "Forecast outturn", Pounds(), "What will have been spent by the year's end.", need=REQUIRED, vital=True
    )
    carry_forward: bool = column(
        "Carry-forward agreed", YesNo(), "Yes if an underspend may be carried forward. Blank is No.",
        vital=True, blank=False,
    )  # fmt: skip
    note: str | None = column("Note", Text(long=True), "Anything a reader must know about this line.")
