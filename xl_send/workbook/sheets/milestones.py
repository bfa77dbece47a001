"""Milestones: the events by which delivery is judged."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.columns import Calculated, Need, Record, Sheet, column
from xl_send.workbook.ids import Id, Link, Links, Names, Reference
from xl_send.workbook.kinds import Choice, Day, Number, Text, YesNo
from xl_send.workbook.sheets.choices import Audience, Decision, Phase, Rag, State
from xl_send.workbook.sheets.shared_columns import (
    own_id_column,
    plan_reference_column,
    publish_column,
    workstream_column,
)

REQUIRED = Need.REQUIRED


@frozen(slots=True, kw_only=True)
class Milestone(Record):
    """A significant event that is either reached or not, never an activity that goes on."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Milestones",
        purpose="The significant events of each workstream, from set up to sustain. Not activities.",
        letter="M",
        calculated=(
            Calculated("rag", "RAG by dates", "The colour that this row earns by its own dates.", after="reported"),
            Calculated(
                "late",
                "Working days late",
                "Working days after the plan date, by the actual or forecast date.",
                Number(),
                after="reported",
            ),
            Calculated(
                "counted",
                "Changes that count",
                "How many change references stand behind the agreed date; none while one of them is open.",
                Number(),
                folded=True,
            ),
            Calculated("half_term", "Half-term", "The half-term in which the plan date falls."),
            Calculated(
                "plan", "Plan date", "The agreed date once a change is approved, else the baseline date.", Day()
            ),
        ),
    )

    id: str = column("ID", Id("M"), "The workstream's code, M and a number: TRN-M01.", need=REQUIRED, vital=True)
    name: str | None = column(
        "Milestone", Text(long=True), "The event in a few words: what will have happened.", need=REQUIRED
    )
    workstream: str = workstream_column()
    phase: Phase | None = column("Phase", Choice(Phase), "The phase this event completes or opens.", need=REQUIRED)
    key: bool | None = column(
        "Key", YesNo(), "Yes if the board would want to know at once that it is late.", need=REQUIRED
    )
    owner: str | None = column("Owner", Text(), "The one role and person who answers for it.", need=REQUIRED)
    baseline: date = column(
        "Baseline date", Day(), "The date first agreed. It is never changed afterwards.", need=REQUIRED, vital=True
    )
    forecast: date | None = column(
        "Forecast date",
        Day(),
        "The date now expected. Not needed once it is reached, nor while it or its workstream is paused or withdrawn.",
        need=REQUIRED,
        unless=("actual", ("state", State.PAUSED), ("state", State.WITHDRAWN)),
        vital=True,
    )
    actual: date | None = column(
        "Actual date", Day(), "The date it was reached. Blank until then.", vital=True, excuses=True
    )
    reported: Rag | None = column("Reported RAG", Choice(Rag), "The owner's own colour.")
    commentary: str | None = column("Commentary", Text(long=True), "Why, and what is being done.", anew=True)
    back_to_green: date | None = column("Back to green by", Day(), "When it will be on track again.")
    help_needed: str | None = column("Help needed", Text(long=True), "What the owner asks of the board.")
    depends_on: tuple[Reference, ...] = column(
        "Depends on",
        Links(("Milestones", "Diagnostics"), lags=True),
        "Ids of milestones or diagnostic tasks that come first. TRN-M02+10 means ten working days after TRN-M02.",
        blank=(),
    )
    done_when: str | None = column(
        "Done when", Text(long=True), "The evidence that will show it has been reached.", folded=True
    )
    evidence: str | None = column(
        "Evidence seen", Text(), "Where the evidence is kept, once it has been seen.", folded=True
    )
    coproduction: str | None = column(
        "Co-production",
        Text(long=True),
        "Who was involved (children, parent carers, schools, partners) and how.",
        since=2,
        folded=True,
    )
    equality: str | None = column(
        "Equality impact",
        Text(),
        "A link or reference to the equality impact assessment behind it.",
        since=2,
        folded=True,
    )
    fixed: bool = column(
        "Fixed date",
        YesNo(),
        "Yes for a statutory date or the end of a grant: any lateness is Red. Blank is No.",
        vital=True,
        blank=False,
        folded=True,
    )
    schools_must_act: bool = column(
        "Schools must act",
        YesNo(),
        "Yes if schools must do something; it then moves only in term time. Blank is No.",
        vital=True,
        blank=False,
        folded=True,
    )
    schools: tuple[str, ...] = column(
        "Schools", Names(), "Schools in this trial or rollout, separated by semicolons.", blank=(), folded=True
    )
    agreed: date | None = column(
        "Agreed date",
        Day(),
        "A new date that the board has agreed. Needs a change reference.",
        vital=True,
        folded=True,
        excuses=True,
    )
    changes: tuple[str, ...] = column(
        "Change reference",
        Names(separators=",;"),
        "The approved change behind the agreed date; several when it was moved more than once.",
        blank=(),
        folded=True,
        excuses=True,
    )
    forum: str | None = column("Forum", Link("Forums"), "The forum that decides or assures it.", folded=True)
    decision: Decision = column(
        "Decision needed",
        Choice(Decision),
        "What the forum must give. Blank is None.",
        vital=True,
        blank=Decision.NONE,
        folded=True,
    )
    notice: date | None = column(
        "Notice published",
        Day(),
        "For a key decision: when notice was published on the forward plan.",
        vital=True,
        folded=True,
    )
    decided: date | None = column(
        "Decision given",
        Day(),
        "The date on which the forum gave its decision.",
        vital=True,
        folded=True,
        excuses=True,
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
    plan_reference: str | None = plan_reference_column()
    updated: date | None = column("Last updated", Day(), "When this row was last looked at.", folded=True)
    publish: Audience = publish_column()
    own_id: str | None = own_id_column()
