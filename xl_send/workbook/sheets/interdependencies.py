"""What workstreams need of one another, and the diagnostic tasks that compete for the same schools."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.columns import Calculated, Need, Record, Sheet, column
from xl_send.workbook.ids import Id, Link, Links, Names, Reference
from xl_send.workbook.kinds import Choice, Day, Number, OwnList, Text, YesNo
from xl_send.workbook.sheets.choices import Handover, Method, State, TaskStatus
from xl_send.workbook.sheets.shared_columns import workstream_column

REQUIRED = Need.REQUIRED
EXTERNAL = "External"


@frozen(slots=True, kw_only=True)
class Interdependency(Record):
    """One party's account of a handover. The other party lists the same id in its own workbook."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Interdependencies",
        purpose="What one workstream hands to another. Both list it under the same id; each fills its own side.",
        letter="D",
        shared_id=True,
        calculated=(
            Calculated("rag", "RAG by float", "The colour that this account earns by its own dates.", after="forecast"),
            Calculated(
                "room",
                "Float (working days)",
                "Working days between the handover and the day it is needed by.",
                Number(),
                after="forecast",
            ),
            Calculated(
                "handover", "Handover date", "The day of the handover: done, expected or promised.", Day(), folded=True
            ),
        ),
    )

    id: str = column(
        "ID", Id("D"), "The receiver's code, D and a number: TRN-D01. Both parties use it.", need=REQUIRED, vital=True
    )
    needed: str | None = column("Needed", Text(long=True), "What is handed over.", need=REQUIRED)
    kind: Handover | None = column("Kind", Choice(Handover), "What kind of thing it is.", need=REQUIRED)
    giver: str = column(
        "Giver",
        Link("Workstreams", or_word=EXTERNAL),
        "The code of the workstream that hands it over, or External.",
        need=REQUIRED,
        vital=True,
    )
    giver_milestone: str | None = column(
        "Giver milestone", Link("Milestones"), "The giver's milestone at which it is ready.", vital=True
    )
    receiver: str = column(
        "Receiver",
        Link("Workstreams"),
        "The code of the workstream that needs it.",
        need=REQUIRED,
        vital=True,
    )
    receiver_milestone: str | None = column(
        "Receiver milestone", Link("Milestones"), "The receiver's milestone that waits for it.", need=REQUIRED
    )
    needed_by: date | None = column(
        "Needed by", Day(), "The receiver's word: the day it is needed by.", need=Need.RECEIVER, vital=True
    )
    promised: date | None = column(
        "Promised for", Day(), "The giver's word: the day it was promised for.", vital=True, excuses=True
    )
    forecast: date | None = column(
        "Forecast", Day(), "The giver's word: the day now expected.", vital=True, excuses=True
    )
    giver_agrees: bool | None = column(
        "Giver agrees", YesNo(), "Yes once the giver has agreed to hand it over.", need=Need.GIVER, vital=True
    )
    receiver_agrees: bool | None = column(
        "Receiver agrees", YesNo(), "Yes once the receiver agrees with the date.", need=Need.RECEIVER, vital=True
    )
    delivered: date | None = column(
        "Delivered", Day(), "The giver's word: the day it was handed over.", vital=True, excuses=True
    )
    accepted: date | None = column(
        "Accepted", Day(), "The receiver's word: the day it was accepted.", vital=True, excuses=True
    )
    giver_owner: str | None = column("Giver owner", Text(), "Who hands it over.", folded=True)
    receiver_owner: str | None = column("Receiver owner", Text(), "Who receives it.", folded=True)
    escalate_to: str | None = column("Escalate to", Link("Forums"), "The forum that settles a dispute.", folded=True)
    schools_must_act: bool = column(
        "Schools must act", YesNo(), "Yes if schools must do something for it. Blank is No.", blank=False, folded=True
    )
    state: State = column(
        "State",
        Choice(State),
        "Blank is Active. Paused and Withdrawn rows are not rated.",
        vital=True,
        blank=State.ACTIVE,
        folded=True,
        excuses=True,
    )
    change: str | None = column("Change reference", Text(), "The change request behind a change.", folded=True)
    note: str | None = column("Note", Text(long=True), "Anything both parties should know.", folded=True)


@frozen(slots=True, kw_only=True)
class Diagnostic(Record):
    """A dated piece of finding out, which takes the time of schools and staff."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Diagnostics",
        purpose="Data pulls, case reviews, surveys and the like: what they look at, in which schools, and when.",
        letter="T",
    )

    id: str = column("ID", Id("T"), "The workstream's code, T and a number: TRN-T01.", need=REQUIRED, vital=True)
    name: str | None = column("Task", Text(long=True), "What is to be found out.", need=REQUIRED)
    workstream: str = workstream_column()
    method: Method | None = column("Method", Choice(Method), "How it is found out.", need=REQUIRED)
    service: str | None = column(
        "Service area", OwnList(name="Service areas"), "The service it looks at.", need=REQUIRED
    )
    cohort: str | None = column("Cohort", OwnList(name="Cohorts"), "The children it looks at.")
    schools: tuple[str, ...] = column("Schools", Names(), "Schools that take part, separated by semicolons.", blank=())
    starts: date = column("Starts", Day(), "The first day.", need=REQUIRED, vital=True)
    ends: date = column("Ends", Day(), "The last day, as planned.", need=REQUIRED, vital=True)
    forecast_end: date | None = column("Forecast end", Day(), "The last day now expected.", vital=True, excuses=True)
    actual_end: date | None = column("Actual end", Day(), "The day it ended.", vital=True, excuses=True)
    after: tuple[Reference, ...] = column(
        "After", Links(("Diagnostics",)), "Ids of the tasks whose output it uses.", blank=()
    )
    lead: str | None = column("Lead", Text(), "The one role and person who leads it.", need=REQUIRED)
    status: TaskStatus = column(
        "Status", Choice(TaskStatus), "Planned, Under way, Done or Dropped.", need=REQUIRED, vital=True
    )
