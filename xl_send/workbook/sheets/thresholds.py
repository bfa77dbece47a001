"""The programme's own thresholds, each with its default (source: the programme's rating rules)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple, field, frozen
from xl_send.workbook.columns import Layout, Record, Sheet, column
from xl_send.workbook.kinds import Choice, Kind, Number, Percent
from xl_send.workbook.sheets.choices import Between, Frequency, Rag

Matrix = tuple[tuple[Rag, ...], ...]

DAYS = Number(low=0, high=3660)
SHARE = Percent(low=0, high=1)
# A person may be planned for more than the whole of their time.
ALLOCATION = Percent(low=0, high=5)


def default_colour(likelihood: int, impact: int) -> Rag:
    """The colour of a cell of the default matrix: Red from 15, Amber from 8 and for impact 5."""
    score = likelihood * impact
    if score >= 15:
        return Rag.RED
    return Rag.AMBER if score >= 8 or impact == 5 else Rag.GREEN


DEFAULT_MATRIX: Matrix = tuple(
    tuple(default_colour(likelihood, impact) for impact in range(1, 6)) for likelihood in range(1, 6)
)


class Silence(NamedTuple):
    """A rule that the programme has chosen not to be told of until a date, and why."""

    rule: str
    reason: str
    until: date
    cell: Cell


def _setting(title: str, kind: Kind, explanation: str, default: object, *, since: int = 0) -> float:
    found: float = column(title, kind, explanation, blank=default, vital=True, since=since)
    return found


@frozen(slots=True, kw_only=True)
class Thresholds(Record):
    """Where Green ends and Red begins, and how long things may take. A blank means the default.

    `matrix` has a row for each likelihood and a column for each impact, both from 1; `matrix_cells`
    says where each (likelihood, impact) stands.
    """

    SHEET: ClassVar[Sheet] = Sheet(
        title="Thresholds",
        purpose="Where Green ends and Red begins. Change them only with your board's agreement.",
        layout=Layout.LABELS,
        unique=(),
        setting=True,
    )

    milestone_green: float = _setting(
        "Milestone green within (working days)", DAYS, "A milestone this many working days late is still Green.", 5.0
    )
    milestone_amber: float = _setting(
        "Milestone amber within (working days)", DAYS, "A milestone this many working days late is still Amber.", 20.0
    )
    kpi_tolerance: float = _setting(
        "KPI default tolerance", SHARE, "Share of the expected figure by which a KPI may fall short and be Amber.", 0.1
    )
    kpi_journey: float = _setting(
        "KPI tolerance of the journey",
        SHARE,
        "Share of the way from baseline to target by which a KPI may fall short and be Amber. The smaller counts.",
        0.25,
    )
    smallest_tolerance: float = _setting(
        "Smallest tolerance",
        SHARE,
        "For a KPI that is to be kept level: this many points of a percent, this share of any other figure.",
        0.01,
        since=1,
    )
    between: Between = column(
        "KPI expectation between milestones",
        Choice(Between),
        "Step keeps the last expectation until the next; Straight line rises evenly between them.",
        blank=Between.STEP,
        vital=True,
    )
    rate_base: float = _setting(
        "Rate only with a base of at least", DAYS, "A figure resting on fewer cases than this is not rated.", 10.0
    )
    overdue_monthly: float = _setting(
        "KPI data overdue after: Monthly (days)", DAYS, "A monthly figure older than this counts as no data.", 60.0
    )
    overdue_half_termly: float = _setting(
        "KPI data overdue after: Half-termly (days)", DAYS, "A half-termly figure older than this is no data.", 115.0
    )
    overdue_quarterly: float = _setting(
        "KPI data overdue after: Quarterly (days)", DAYS, "A quarterly figure older than this counts as no data.", 135.0
    )
    overdue_termly: float = _setting(
        "KPI data overdue after: Termly (days)", DAYS, "A termly figure older than this counts as no data.", 185.0
    )
    overdue_annual: float = _setting(
        "KPI data overdue after: Annual (days)", DAYS, "An annual figure older than this counts as no data.", 400.0
    )
    tight_float: float = _setting(
        "Tight float (working days)", DAYS, "A handover with less room than this is tight.", 10.0
    )
    agreement_days: float = _setting(
        "Agreement expected before need-by (days)", DAYS, "Both parties should have agreed this long before.", 60.0
    )
    full_allocation: float = _setting(
        "Full allocation", ALLOCATION, "Above this share of a person's capacity they are over-allocated.", 1.0
    )
    over_allocation: float = _setting(
        "Over-allocation is red above", ALLOCATION, "Above this share of a person's capacity the line is Red.", 1.2
    )
    money_amber: float = _setting("Money amber over", SHARE, "A line overspent by more than this is Amber.", 0.05)
    money_red: float = _setting("Money red over", SHARE, "A line overspent by more than this is Red.", 0.1)
    programme_red: float = _setting(
        "Programme is red from (share)",
        SHARE,
        "From this share of workstreams Red, the programme is Red.",
        0.6,
        since=1,
    )
    programme_amber: float = _setting(
        "Programme is amber from (share)",
        SHARE,
        "From this share of workstreams Amber, the programme is Amber; it is too where any is Red.",
        0.75,
        since=1,
    )
    review_red: float = _setting(
        "Risk review: Red (days)", DAYS, "Where its forum has no meetings listed: review a Red risk this often.", 45.0
    )
    review_amber: float = _setting(
        "Risk review: Amber (days)", DAYS, "Where its forum has no meetings: review an Amber risk this often.", 62.0
    )
    review_green: float = _setting(
        "Risk review: Green (days)", DAYS, "Where its forum has no meetings: review a Green risk this often.", 93.0
    )
    school_tasks: float = _setting(
        "Tasks one school may be in at once", DAYS, "More diagnostics, trials and rollouts than this overload it.", 2.0
    )
    school_notice: float = _setting(
        "Minimum notice to schools (school days)",
        DAYS,
        "School days that schools need before they must act.",
        10.0,
        since=2,
    )
    most_milestones: float = _setting(
        "Milestones a workstream should not exceed", DAYS, "More than this and they are probably activities.", 12.0
    )
    key_notice: float = _setting(
        "Key decision notice (clear days)", DAYS, "Clear days' public notice before a key decision.", 28.0
    )
    call_in: float = _setting(
        "Call-in (clear working days)", DAYS, "Clear working days before a key decision takes effect.", 5.0
    )
    papers_before: float = _setting(
        "Papers before a meeting (clear working days)", DAYS, "Clear working days papers must be out beforehand.", 5.0
    )
    statutory_buffer: float = _setting(
        "Buffer before statutory dates (working days)",
        DAYS,
        "Working days that should lie between the last preparation and a statutory date.",
        5.0,
        since=2,
    )
    suppress_below: float = _setting(
        "Suppress counts below", DAYS, "Counts of children smaller than this are hidden in reports.", 5.0
    )
    matrix: Matrix = DEFAULT_MATRIX
    matrix_cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()

    @property
    def label(self) -> str:
        """The sheet itself: there is one set of thresholds in a workbook."""
        return "Thresholds"

    def overdue_after(self, frequency: Frequency) -> float:
        """Days after which a figure of this frequency counts as no data, before publication lag."""
        return {
            Frequency.MONTHLY: self.overdue_monthly,
            Frequency.HALF_TERMLY: self.overdue_half_termly,
            Frequency.QUARTERLY: self.overdue_quarterly,
            Frequency.TERMLY: self.overdue_termly,
            Frequency.ANNUAL: self.overdue_annual,
        }[frequency]

    def colour_of(self, likelihood: float, impact: float) -> Rag | None:
        """The matrix's colour, or None where a smaller matrix has no such score."""
        if likelihood > len(self.matrix) or impact > len(self.matrix[int(likelihood) - 1]):
            return None
        return self.matrix[int(likelihood) - 1][int(impact) - 1]
