"""Who is reporting, for which programme, as at when; and its workstreams."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.columns import Calculated, Layout, Need, Record, Sheet, column
from xl_send.workbook.ids import Code
from xl_send.workbook.kinds import Choice, Day, Pounds, Text, YesNo
from xl_send.workbook.sheets.choices import Framework, Rag, State

REQUIRED = Need.REQUIRED

# The edition of the workbook that is written here, and the latest that is known here.
EDITION = "0.2.0"
# How the edition of a programme office is told from that of a workstream, beside the version.
_PROGRAMME = "programme"


def version_of(edition: str) -> str:
    """What stands as Template version in a workbook that is written: `0.1.0`, or `0.1.0 programme`."""
    return f"{EDITION} {_PROGRAMME}" if edition == _PROGRAMME else EDITION


def edition_number(version: str | None) -> int:
    """The number of the edition in a Template version: 1 of `0.1.0`; the first where none is said."""
    parts = (version or "").split(" ", maxsplit=1)[0].split(".")
    return int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else 1


def is_programme_edition(version: str | None) -> bool:
    """Whether a Template version is that of a programme office's workbook."""
    number, _, edition = (version or "").casefold().strip().partition(" ")
    return number[:1].isdigit() and edition.strip() == _PROGRAMME


@frozen(slots=True, kw_only=True)
class Cover(Record):
    """What the return as a whole says of itself."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Programme",
        purpose="Who is reporting, for which programme, and as at which date.",
        layout=Layout.LABELS,
        unique=(),
    )

    council: str | None = column("Council", Text(), "Your council's full name.", need=REQUIRED)
    authority: str | None = column(
        "Local authority code",
        Text(),
        "The ONS code of your council, such as E10000014. It finds published figures.",
        since=2,
    )
    programme: str | None = column(
        "Programme", Text(), "The programme's name, the same in every workstream's workbook.", need=REQUIRED
    )
    framework: Framework | None = column(
        "Framework", Choice(Framework), "The national programme or plan this work answers to.", need=REQUIRED
    )
    sro: str | None = column(
        "Senior responsible owner", Text(), "The role accountable for the programme as a whole.", need=REQUIRED
    )
    manager: str | None = column("Programme manager", Text(), "The role that runs the programme day to day.")
    period: str | None = column(
        "Reporting period", Text(), "The period this return is for, such as Autumn 1 2026.", need=REQUIRED
    )
    as_at: date | None = column(
        "As at",
        Day(),
        "The date that this return describes. Everything is measured against it; today's date is never used.",
        need=REQUIRED,
    )
    prepared_by: str | None = column("Prepared by", Text(), "The role that prepared this return.", need=REQUIRED)
    previous: date | None = column("Previous as at", Day(), "The as at date of the return before this one.")
    grant: float | None = column("Grant total (pounds)", Pounds(), "The whole grant, in pounds, if there is one.")
    grant_ends: date | None = column("Grant ends", Day(), "The last day on which the grant may be spent.")
    reported: Rag | None = column("Reported RAG", Choice(Rag), "Your own view of the programme as a whole.")
    reason: str | None = column(
        "Reason",
        Text(long=True),
        "Why you report that colour, above all where it is better than the computed one.",
        anew=True,
    )
    left_out: str | None = column(
        "Files left out",
        Text(long=True),
        "Filled by the product: files that could not be brought in, so that nothing is known of what they say.",
        since=2,
        anew=True,
    )
    template: str | None = column(
        "Template version", Text(), "Filled by the product. It tells which edition of the workbook this is."
    )

    @property
    def label(self) -> str:
        """The sheet itself: there is one cover in a workbook."""
        return "Programme"


@frozen(slots=True, kw_only=True)
class Workstream(Record):
    """One strand of the programme with one accountable owner."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Workstreams",
        purpose="One row for each workstream that this workbook reports on. This workbook owns their codes.",
        unique=("code",),
        calculated=(
            Calculated(
                "rag",
                "RAG by dates and figures",
                "The worst colour of this workstream's live delivery, benefits, risks and interdependencies.",
                after="reported",
            ),
        ),
    )

    code: str = column(
        "Code", Code(), "Two to five capitals. Every id of this workstream begins with it.", need=REQUIRED, vital=True
    )
    name: str | None = column("Workstream", Text(), "The workstream's name, as the board knows it.", need=REQUIRED)
    purpose: str | None = column(
        "Purpose", Text(long=True), "What will be different for children and families, in a sentence."
    )
    owner: str | None = column("Owner", Text(), "The one role and person accountable for it.", need=REQUIRED)
    starts: date | None = column(
        "Starts", Day(), "The day the workstream starts.", need=REQUIRED, vital=True, spared=True
    )
    ends: date | None = column("Ends", Day(), "The day the workstream ends.", need=REQUIRED)
    reported: Rag | None = column("Reported RAG", Choice(Rag), "The owner's own colour.")
    reason: str | None = column(
        "Reason and path to green",
        Text(long=True),
        "Why this colour and, when it is Amber or Red, the action, owner and date that bring it back to green.",
        anew=True,
    )
    progress: str | None = column(
        "Progress since last time", Text(long=True), "What was done since the last return.", anew=True
    )
    next_period: str | None = column(
        "Next period", Text(long=True), "What will be done before the next return.", anew=True
    )
    deputy: str | None = column("Deputy", Text(), "Who acts when the owner is away.", folded=True)
    sponsor: str | None = column("Sponsor", Text(), "The senior person who clears the way.", folded=True)
    state: State = column(
        "State",
        Choice(State),
        "Blank is Active. Paused and Withdrawn rows are not rated.",
        vital=True,
        blank=State.ACTIVE,
        folded=True,
    )
    change: str | None = column(
        "Change reference", Text(), "The change request that paused or withdrew it.", folded=True
    )
    carried: date | None = column(
        "Carried forward from",
        Day(),
        "Filled by the product where no return came: the day of the last one, which stands in its place.",
        folded=True,
        since=2,
        anew=True,
        by_product=True,
    )
    returned: date | None = column(
        "Return as at",
        Day(),
        "Filled by the product where the return is of an earlier day than this workbook: the day that it describes.",
        folded=True,
        since=2,
        anew=True,
        by_product=True,
    )
    without_return: bool = column(
        "Without a return",
        YesNo(),
        "Filled by the product: Yes where there is no return to go by, so that nothing is known of the workstream.",
        blank=False,
        vital=True,
        folded=True,
        since=2,
        anew=True,
    )
    not_read: str | None = column(
        "Not read",
        Text(long=True),
        "Filled by the product: sheets and columns of its return that were not found, so that what they hold is "
        "not known, and columns that it does without.",
        folded=True,
        since=2,
        anew=True,
    )

    def is_over(self, day: date) -> bool:
        """Whether nothing more is reported of it on a day: it was withdrawn, or has ended before."""
        return self.state is State.WITHDRAWN or (self.ends is not None and self.ends < day)
