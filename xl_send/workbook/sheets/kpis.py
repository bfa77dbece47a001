"""KPIs, where each is expected to be at milestones, and where it actually was."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.columns import Calculated, Need, Record, Sheet, column
from xl_send.workbook.ids import Id, Link
from xl_send.workbook.kinds import Choice, Day, Measure, Number, Text, YesNo
from xl_send.workbook.sheets.choices import (
    Audience,
    Benefit,
    Better,
    Frequency,
    Indicator,
    Measures,
    Rag,
    State,
    Unit,
    YearBasis,
)
from xl_send.workbook.sheets.shared_columns import (
    own_id_column,
    plan_reference_column,
    publish_column,
    workstream_column,
)

REQUIRED = Need.REQUIRED
CONTEXT = ("better", Better.CONTEXT)


@frozen(slots=True, kw_only=True)
class Kpi(Record):
    """An indicator that the programme means to move, judged against what was expected at milestones."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="KPIs",
        purpose="Leading and lagging indicators, each with a baseline, a target and its expectations at milestones.",
        letter="K",
        shared_id=True,
        calculated=(
            Calculated(
                "rag",
                "RAG by expectation",
                "The colour that this row earns against what was expected.",
                after="reported",
            ),
            Calculated(
                "latest", "Latest", "The latest actual that is not after the as at date.", Measure(), after="reported"
            ),
            Calculated(
                "expected", "Expected", "What is expected at the date of that actual.", Measure(), after="reported"
            ),
            Calculated("latest_at", "Latest at", "The day that the latest actual speaks of.", Day(), folded=True),
            Calculated(
                "expected_since", "Expected since", "The day from which that expectation holds.", Day(), folded=True
            ),
            Calculated(
                "shortfall",
                "Shortfall",
                "How far the latest falls short of what is expected; in doubt where a figure cannot be right.",
                Measure(),
                folded=True,
            ),
            Calculated("tolerated", "Tolerated", "The shortfall that still counts as Amber.", Measure(), folded=True),
        ),
    )

    id: str = column("ID", Id("K"), "The workstream's code, K and a number: TRN-K01.", need=REQUIRED, vital=True)
    name: str | None = column("KPI", Text(long=True), "What is measured, in plain words.", need=REQUIRED)
    workstream: str = workstream_column()
    owner: str | None = column("Owner", Text(), "The one role and person who answers for it.", need=REQUIRED)
    unit: Unit = column("Unit", Choice(Unit), "What it is counted in.", need=REQUIRED, vital=True)
    better: Better = column(
        "Better when",
        Choice(Better),
        "Which way it should move. Context only figures are shown and not rated.",
        need=REQUIRED,
        vital=True,
    )
    baseline: float | None = column(
        "Baseline",
        Measure(),
        "The figure before the work began. Blank only while a baseline is due, or if Better when is Context only.",
        need=REQUIRED,
        unless=("baseline_due", CONTEXT),
        vital=True,
        spared=True,
    )
    baseline_date: date | None = column(
        "Baseline date",
        Day(),
        "The date the baseline figure describes.",
        need=REQUIRED,
        unless=("baseline_due", CONTEXT),
        vital=True,
        spared=True,
    )
    target: float | None = column(
        "Target",
        Measure(),
        "The figure the programme means to reach. Blank only if Better when is Context only.",
        need=REQUIRED,
        unless=(CONTEXT,),
        vital=True,
    )
    target_date: date | None = column(
        "Target date", Day(), "When the target is to be reached.", need=REQUIRED, unless=(CONTEXT,), vital=True
    )
    reported: Rag | None = column("Reported RAG", Choice(Rag), "The owner's own colour.")
    commentary: str | None = column("Commentary", Text(long=True), "Why, and what is being done.", anew=True)
    back_to_green: date | None = column("Back to green by", Day(), "When it will be on track again.")
    help_needed: str | None = column("Help needed", Text(long=True), "What the owner asks of the board.")
    type: Indicator | None = column(
        "Type", Choice(Indicator), "Leading gives early warning; lagging shows the outcome.", need=REQUIRED
    )
    frequency: Frequency = column(
        "Frequency", Choice(Frequency), "How often it is measured.", need=REQUIRED, vital=True
    )
    measures: Measures = column(
        "Measures",
        Choice(Measures),
        "What one figure speaks of: a moment, a period, the year so far, or the last 12 months.",
        need=REQUIRED,
        vital=True,
    )
    year_basis: YearBasis | None = column(
        "Year basis",
        Choice(YearBasis),
        "The year its figures belong to. Needed for Period and Year to date.",
        need=REQUIRED,
        unless=(("measures", Measures.SNAPSHOT), ("measures", Measures.ROLLING), CONTEXT),
        vital=True,
    )
    counts_children: bool | None = column(
        "Counts children", YesNo(), "Yes if the figure counts children: small numbers are then hidden in reports.",
        need=REQUIRED,
    )  # fmt: skip
    leads_to: str | None = column(
        "Leads to", Link("KPIs"), "The id of the lagging KPI this one gives early warning of.", folded=True
    )
    part_of: str | None = column(
        "Part of", Link("KPIs"), "The id of the total that this KPI is a part of.", since=2, folded=True
    )
    definition: str | None = column(
        "Definition", Text(long=True), "Who or what is counted, out of whom, and any exceptions.", folded=True
    )
    source: str | None = column("Source", Text(), "Where the figures come from.", folded=True)
    measure: str | None = column(
        "Measure",
        Text(),
        "The name of the public measure that this KPI is, so that published figures can stand beside it.",
        since=2,
        folded=True,
    )
    baseline_due: date | None = column(
        "Baseline due", Day(), "While there is no baseline: when there will be one.", folded=True
    )
    tolerance: float | None = column(
        "Tolerance",
        Measure(),
        "How far short of what is expected still counts as Amber, in the KPI's own unit. Blank uses the default.",
        vital=True,
        folded=True,
        excuses=True,
    )
    lag: float | None = column(
        "Publication lag (days)",
        Number(low=0),
        "Days between the end of a period and the day its figure is known.",
        vital=True,
        folded=True,
        excuses=True,
    )
    series_break: date | None = column(
        "Series break",
        Day(),
        "From this date figures cannot be compared with earlier ones.",
        vital=True,
        folded=True,
        excuses=True,
    )
    benefit: Benefit | None = column(
        "Benefit type", Choice(Benefit), "What the improvement is worth in money.", folded=True
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
    plan_reference: str | None = plan_reference_column()
    publish: Audience = publish_column()
    own_id: str | None = own_id_column()


@frozen(slots=True, kw_only=True)
class Expectation(Record):
    """Where an indicator should be at a milestone."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Expectations",
        purpose="One row for each KPI and milestone at which the programme has said where the KPI should be.",
        unique=("kpi", "milestone"),
        calculated=(Calculated("day", "Date", "The date on which it is expected.", Day()),),
    )

    kpi: str = column("KPI", Link("KPIs"), "The KPI's id.", need=REQUIRED, vital=True)
    milestone: str = column("Milestone", Link("Milestones"), "The milestone's id.", need=REQUIRED, vital=True)
    expected: float = column(
        "Expected", Measure(), "Where the KPI should be, in its own unit.", need=REQUIRED, vital=True
    )
    measured_on: date | None = column(
        "Measured on",
        Day(),
        "When it is measured. Blank is the milestone's baseline date.",
        vital=True,
        excuses=True,
    )
    note: str | None = column(
        "Note", Text(long=True), "Why this figure, above all where it runs against the direction."
    )

    @property
    def label(self) -> str:
        """The KPI at the milestone."""
        return f"{self.kpi} at {self.milestone}"


@frozen(slots=True, kw_only=True)
class Actual(Record):
    """What an indicator was found to be."""

    SHEET: ClassVar[Sheet] = Sheet(
        title="Actuals",
        purpose="One row for each KPI and period: the figure as it was. A blank is not a zero.",
        unique=("kpi", "period_end"),
    )

    kpi: str = column("KPI", Link("KPIs"), "The KPI's id.", need=REQUIRED, vital=True)
    period_end: date = column("Period end", Day(), "The last day the figure speaks of.", need=REQUIRED, vital=True)
    value: float | None = column(
        "Value", Measure(), "The figure, in the KPI's own unit. Leave blank if it was not collected.", vital=True
    )
    base: float | None = column(
        "Base",
        Number(low=0),
        "The number of children, responses or cases behind the figure.",
        vital=True,
        excuses=True,
    )
    note: str | None = column("Note", Text(long=True), "Anything a reader must know about this figure.")

    @property
    def label(self) -> str:
        """The KPI at the end of the period."""
        return f"{self.kpi} at {self.period_end:%d %b %Y}"
