"""How to read the report: what each state means, the programme's own thresholds, and where it all came from."""

from __future__ import annotations

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, joined
from xl_send.results import Status
from xl_send.text import days, file_name, plain, share, working_days
from xl_send.workbook.sheets.choices import Between, Frequency
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Submission

_MEANINGS = (
    (Status.RED, "Beyond what the programme tolerates."),
    (Status.AMBER, "Behind, within what the programme tolerates."),
    (Status.GREEN, "As planned or expected, or better."),
    (Status.COMPLETE, "Done. A milestone reached late is complete too, and says how late."),
    (Status.NO_DATA, "It should be known by now and is not. It counts neither as good nor as bad."),
    (Status.NOT_DUE, "Nothing is expected of it yet."),
    (Status.NOT_RATED, "Closed, paused or withdrawn, or too little to go by. The reason is given."),
    (Status.CONTEXT, "A figure shown so that others can be understood. It has no good or bad direction."),
)
_HOW = (
    "Every colour is worked out from the dates and figures in the workbooks, as at the date that each workbook gives.",
    "Nobody chooses it, and today's date plays no part.",
    "Beside it stands the colour that the owner reports. Where the two differ, both are shown.",
    "An aspect takes the colour of its worst item; colours are never averaged.",
    (
        "A milestone that is not key counts one step better, and so does a leading KPI while the KPI it leads to has "
        "a colour, unless a third or more of the aspect's colours are the same."
    ),
    "An aspect has no data when more than half of what could be rated has none and nothing is Red.",
    "The overall colour is that of the worst aspect.",
    "A Red risk whose treatment is owned, dated and paid for counts Amber there.",
)


def key(material: Material) -> Section:
    """The key, the way to a colour, and the workbooks behind the report."""
    parts = (
        SectionPart("What the states mean", tables=(_states(),)),
        SectionPart("How a colour is reached", sentences=_HOW),
        SectionPart(
            "The programme's thresholds",
            sentences=_besides(material),
            tables=(_thresholds(material.thresholds), _matrix(material.thresholds)),
        ),
        SectionPart("Workbooks", tables=(_workbooks(material),))
        if material.programme.submissions
        else SectionPart("Workbooks", sentences=("No workbook was read.",)),
    )
    return Section("key", "Key and sources", parts)


def _states() -> Table:
    rows = tuple((TableEntry(tag=Tag.of(status)), TableEntry(meaning)) for status, meaning in _MEANINGS)
    return Table("States", (Heading("State", "tag"), Heading("Meaning")), rows)


def _thresholds(by: Thresholds) -> Table:
    headings = (Heading("What is rated", "name"), Heading("Green"), Heading("Amber"), Heading("Red"))
    return Table("Where Green ends and Red begins", headings, tuple(tuple(map(TableEntry, row)) for row in _rows(by)))


def _rows(by: Thresholds) -> tuple[tuple[str, str, str, str], ...]:
    green, amber = working_days(int(by.milestone_green)), working_days(int(by.milestone_amber))
    tight, agreed = working_days(int(by.tight_float)), days(int(by.agreement_days))
    low, high = share(by.money_amber), share(by.money_red)
    full, over = share(by.full_allocation), share(by.over_allocation)
    return (
        (
            "Milestone", f"Up to {green} late", f"Up to {amber} late",
            f"More than {amber} late; past its forecast date; or late at all on a fixed date",
        ),
        ("KPI", "As expected or better", "Short by no more than its tolerance", "Short by more than its tolerance"),
        ("Risk", "By the matrix", "By the matrix", "By the matrix"),
        ("Issue", "Low severity", "Medium severity", "High severity"),
        (
            "Interdependency",
            f"In time; and, within {agreed} of the need, with {tight} or more to spare and agreed by both",
            "In time, with less to spare or not agreed; or delivered and not yet accepted",
            "After it is needed, or past its date",
        ),
        ("Money", f"Up to {low} overspent", f"Up to {high} overspent", f"More than {high} overspent"),
        (
            "People", f"Up to {full} of their time in use", f"Up to {over}, or post not filled",
            f"Above {over}, or not funded",
        ),
    )  # fmt: skip


def _besides(material: Material) -> tuple[str, ...]:
    """What the table of thresholds has no room for."""
    by = material.thresholds
    between = "rises evenly to the next" if by.between is Between.STRAIGHT_LINE else "holds until the next"
    overdue = joined(*(f"{item.value.lower()} {plain(by.overdue_after(item))}" for item in Frequency))
    policy = material.programme.policy
    return filled(
        policy.sentence if policy else "",
        f"A KPI's tolerance is its own, else the smaller of {share(by.kpi_tolerance)} of what is expected and "
        f"{share(by.kpi_journey)} of the way from baseline to target. Between milestones an expectation {between}.",
        f"A KPI has no data when its latest figure is older than this many days, publication lag aside: {overdue}. "
        f"A figure that rests on fewer than {plain(by.rate_base)} cases is not rated.",
        f"Counts of children smaller than {plain(by.suppress_below)} are hidden." if by.suppress_below else "",
    )


def _matrix(by: Thresholds) -> Table:
    """The risk matrix, likelihood down and impact across."""
    width = max((len(row) for row in by.matrix), default=0)
    headings = (Heading("Likelihood", "name"), *(Heading(f"Impact {number}", "tag") for number in range(1, width + 1)))
    rows = tuple(
        (TableEntry(str(likelihood)), *(TableEntry(tag=Tag.of(colour)) for colour in row))
        for likelihood, row in enumerate(by.matrix, 1)
    )
    return Table("The risk matrix", headings, rows)


def _workbooks(material: Material) -> Table:
    headings = (
        Heading("Workbook", "name"), Heading("Workstreams"), Heading("As at", "day"), Heading("Rows read", "number"),
        Heading("Rows not read", "number"),
    )  # fmt: skip
    return Table(
        "Workbooks read",
        headings,
        tuple(_workbook(material, submission) for submission in material.programme.submissions),
    )


def _workbook(material: Material, submission: Submission) -> tuple[TableEntry, ...]:
    by = submission.cover.prepared_by
    return (
        TableEntry(file_name(submission.workbook), notes=filled(f"Prepared by {by}" if by else "")),
        TableEntry(joined(*(material.stream(code) for code in sorted(submission.codes))) or "None"),
        TableEntry(day(submission.as_at) or "Cannot be read"),
        TableEntry(f"{submission.rows_read:,}"),
        TableEntry(f"{len(submission.unread_rows):,}"),
    )
