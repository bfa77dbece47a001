"""Key and sources: what each state means, the thresholds and whose they are, the workbooks, product and rules."""

from __future__ import annotations

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, with_commas
from xl_send.results import Status
from xl_send.text import days, rounded, share, working_days
from xl_send.words import file_name
from xl_send.workbook.sheets.choices import Between, Frequency
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Submission

HASH_LENGTH = 16
_MEANINGS = (
    (Status.RED, "Beyond what the programme tolerates."),
    (Status.AMBER, "Behind, within what the programme tolerates."),
    (Status.GREEN, "As planned or expected, or better."),
    (Status.COMPLETE, "Done. A milestone reached late says how late."),
    (Status.NO_DATA, "It should be known by now and is not: neither good nor bad."),
    (Status.NOT_DUE, "Nothing is expected of it yet."),
    (Status.NOT_RATED, "Closed, paused, withdrawn, or too little to go by."),
    (Status.CONTEXT, "Shown so that others can be understood."),
)
_HOW = (
    (
        "Every colour is worked out from the dates and figures in the workbooks, as at the date that each workbook "
        "gives; nobody chooses it. The colour that an owner reports stands beside it where the two differ."
    ),
    (
        "A milestone that is not key counts one step better in its aspect, and so does a leading KPI while the KPI it "
        "leads to has a colour, unless a third of the aspect or more have the same. A Red risk whose treatment is "
        "in hand counts Amber in the whole. A workstream has its worst aspect's colour. The programme goes by its "
        "workstreams, and by a statutory or fixed date missed, its money as a whole, or an undecided handover past its "
        "need."
    ),
)


def key(material: Material) -> PackPage:
    """The key, the way to a colour, and what is behind the pack."""
    parts = (
        SectionPart("What the states mean", tables=(_states(),), sentences=_HOW),
        SectionPart(
            "Where Green ends and Red begins", sentences=_besides(material), tables=(_thresholds(material.thresholds),)
        ),
        sources(material),
    )
    return PackPage("key", "Key and sources", parts)


def sources(material: Material) -> SectionPart:
    """The workbooks that were read, by name alone, with what tells one edition of them from another."""
    product = f"xl_send {material.request.product}".strip()
    made = f"Made with {product} ({rules_told()}; template {template_told(material)})."
    if not material.programme.submissions:
        return SectionPart("Sources", sentences=("No workbook was read.", made))
    policy = material.programme.policy
    told = filled(policy.sentence if policy else "", made)
    return SectionPart("Sources", sentences=told, tables=(_workbooks(material),))


def rules_told() -> str:
    """How many rules there are in this edition of them."""
    from xl_send.rules import all_rules

    return f"{len(all_rules())} rules"


def template_told(material: Material) -> str:
    """The template versions that the workbooks name, each once."""
    found = dict.fromkeys(one.cover.template for one in material.programme.submissions if one.cover.template)
    return ", ".join(found) or "not named"


def _states() -> PackTable:
    half = (len(_MEANINGS) + 1) // 2
    pairs = zip(_MEANINGS[:half], _MEANINGS[half:], strict=True)
    rows = tuple(
        (TableEntry(tag=Tag.of(one)), TableEntry(says), TableEntry(tag=Tag.of(other)), TableEntry(means))
        for (one, says), (other, means) in pairs
    )
    headings = (Heading("State", "tag"), Heading("Meaning"), Heading("Also", "tag"), Heading("Its meaning"))
    return PackTable("States", headings, rows)


def _thresholds(by: Thresholds) -> PackTable:
    headings = (Heading("What is rated", "tag"), Heading("Green"), Heading("Amber"), Heading("Red"))
    return PackTable(
        "Where Green ends and Red begins", headings, tuple(tuple(map(TableEntry, row)) for row in _rows(by))
    )


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
        ("Risk, issue", "By the matrix; or Low", "By the matrix; or Medium", "By the matrix; or High severity"),
        (
            "Handover",
            f"In time; and, within {agreed} of the need, with {tight} or more to spare and agreed by both",
            "In time, with less to spare or not agreed; or delivered and not yet accepted",
            "After it is needed, or past its date",
        ),
        ("Money", f"Up to {low} overspent", f"Up to {high} overspent", f"More than {high} overspent"),
        ("People", f"Up to {full} of their time", f"Up to {over}, or post not filled", f"Above {over}, or not funded"),
    )  # fmt: skip


def _besides(material: Material) -> tuple[str, ...]:
    """What the table of thresholds has no room for."""
    by = material.thresholds
    between = "rises evenly to the next" if by.between is Between.STRAIGHT_LINE else "holds until the next"
    overdue = with_commas(*(f"{item.value.lower()} {rounded(by.overdue_after(item))}" for item in Frequency))
    return filled(
        f"A KPI's tolerance is its own, else the smaller of {share(by.kpi_tolerance)} of what is expected and "
        f"{share(by.kpi_journey)} of the way from baseline to target. Between milestones an expectation {between}. "
        f"A KPI has no data when its latest figure is older than this many days, publication lag aside: {overdue}. "
        f"A figure that rests on fewer than {rounded(by.rate_base)} cases is not rated. {_suppression(by)}".strip(),
    )


def _suppression(by: Thresholds) -> str:
    return f"Counts of children smaller than {rounded(by.suppress_below)} are hidden." if by.suppress_below else ""


def _workbooks(material: Material) -> PackTable:
    headings = (
        Heading("Workbook", "name"), Heading("Prepared by"), Heading("Workstreams", "tag"), Heading("As at", "day"),
        Heading("Rows read", "number"),
        Heading("Rows not read", "number"), Heading("SHA-256 begins", "text"),
    )  # fmt: skip
    rows = tuple(_workbook(material, found) for found in material.programme.submissions)
    return PackTable("Workbooks read", headings, rows).trimmed()


def _codes(material: Material, submission: Submission) -> str:
    """The workstreams of a workbook: by their codes, or by their names for those who are shown no ids."""
    codes = sorted(submission.codes)
    return (
        with_commas(*(code if material.profile.ids else material.stream_name(code) or code for code in codes)) or "None"
    )


def _workbook(material: Material, submission: Submission) -> tuple[TableEntry, ...]:
    by = submission.cover.prepared_by
    return (
        TableEntry(file_name(submission.workbook)),
        TableEntry(by if by and material.profile.staffing else ""),
        TableEntry(_codes(material, submission)),
        TableEntry(day(submission.as_at) or "Cannot be read"),
        TableEntry(f"{submission.rows_read:,}"),
        TableEntry(f"{len(submission.unread_rows):,}"),
        TableEntry(material.request.hashes.get(submission.workbook, "")[:HASH_LENGTH]),
    )
