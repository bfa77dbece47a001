"""How a report opens: whose it is, its overall colour, and what must be known before all else."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.board_pack.material import PROGRAMME, Material
from xl_send.board_pack.sections.colours import comparison, why
from xl_send.board_pack.values import Notice, Overall, ReportTitle, Tag
from xl_send.board_pack.wording import are, day, joined, sentence
from xl_send.results import Aspect, AspectName
from xl_send.text import file_name, listed
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.submissions import Submission, UnreadRow
from xl_send.workbook.unread import Unread

ROWS_NAMED = 12


def title_of(material: Material) -> ReportTitle:
    """Whose report this is, of which programme and period, as at when."""
    cover = material.lead.cover if material.lead else None
    as_at = f"As at {say(material.as_at)}" if material.as_at else "No workbook has an As at date that can be read"
    period = (cover.period or "") if cover else ""
    facts = (
        ("Senior responsible owner", (cover.sro or "") if cover else ""),
        ("Programme manager", (cover.manager or "") if cover else ""),
        ("Made from", counted(len(material.programme.submissions), "workbook")),
        ("Thresholds", material.whose_thresholds),
        ("Last report", day(cover.previous) if cover else ""),
    )
    return ReportTitle(
        programme=(cover.programme if cover else None) or "SEND programme",
        council=(cover.council or "") if cover else "",
        strapline=f"{period}. {as_at}" if period else as_at,
        facts=tuple((name, text) for name, text in facts if text),
        as_at=material.as_at,
    )


def overall_of(material: Material) -> Overall:
    """The programme's colour with what drives it, and the colour that its owner reports."""
    aspect = material.aspect(PROGRAMME, AspectName.OVERALL)
    if aspect is None or material.as_at is None:
        return Overall(None, "Nothing is rated: no workbook has an As at date that can be read.")
    told, points = why(material, aspect)
    return Overall(
        computed=Tag.of(aspect.status),
        sentence=told,
        points=points,
        note=sentence(aspect.note),
        reported=Tag.of(aspect.reported) if aspect.reported else None,
        comparison=comparison(aspect.status, aspect.reported),
        reason=_reason_given(material, aspect),
    )


def _reason_given(material: Material, aspect: Aspect) -> str:
    """The reason that stands beside the reported colour, in the words of the workbook that reports it."""
    covers = [submission.cover for submission in (material.lead, *material.programme.submissions) if submission]
    return next((cover.reason for cover in covers if cover.reported is aspect.reported and cover.reason), "")


def notices_of(material: Material, refused: Sequence[tuple[str, str]]) -> tuple[Notice, ...]:
    """What a reader must know first: files and rows that are not in the report, and older accounts."""
    found = (_lost(material), _refused(refused), _unread(material), _undated(material), _older(material))
    return tuple(notice for notice in found if notice)


def _refused(refused: Sequence[tuple[str, str]]) -> Notice | None:
    if not refused:
        return None
    number = len(refused)
    points = tuple(f"{file_name(name)}: {why}" for name, why in refused)
    return Notice(
        f"{counted(number, 'file')} could not be read or counted and {are(number)} not in this report", points
    )


def _lost(material: Material) -> Notice | None:
    """Sheets and columns that were not found: nothing in them is told, and it may be Red."""
    unread = Unread(material.programme)
    lost = [item.sentence for item in unread.lost]
    points = tuple(dict.fromkeys((*lost, *(item for item in unread.sentences if item.startswith("the column")))))
    if not points:
        return None
    return Notice(f"{counted(len(points), 'sheet or column', 'sheets or columns')} could not be read", points)


def _unread(material: Material) -> Notice | None:
    rows = [row for submission in material.programme.submissions for row in submission.unread_rows]
    if not rows:
        return None
    points = [_place(row) for row in rows[:ROWS_NAMED]]
    if len(rows) > ROWS_NAMED:
        points.append(f"{len(rows) - ROWS_NAMED} more")
    have = "has" if len(rows) == 1 else "have"
    return Notice(f"{counted(len(rows), 'row')} could not be read and {have} no colour", tuple(points))


def _place(row: UnreadRow) -> str:
    return joined(file_name(row.table.workbook), row.table.sheet, f"row {row.row}", row.id, row.why)


def _undated(material: Material) -> Notice | None:
    undated = [submission for submission in material.programme.submissions if submission.as_at is None]
    if not undated or material.programme.as_at_override:
        return None
    number = len(undated)
    points = tuple(f"{returned(material, submission)}: {file_name(submission.workbook)}" for submission in undated)
    return Notice(
        f"{counted(number, 'workbook')} without an As at date that can be read: nothing in it is rated", points
    )


def _older(material: Material) -> Notice | None:
    """Accounts older than the report's date, with how much older."""
    latest = material.as_at
    if latest is None:
        return None
    if material.programme.as_at_override:
        return Notice(f"Everything is measured as at {say(latest)}, whatever date the workbooks give")
    points = tuple(
        f"{returned(material, submission)} is as at {say(at)}, {counted((latest - at).days, 'day')} older"
        for submission in material.programme.submissions
        if (at := submission.as_at) and at < latest
    )
    number = len(points)
    return Notice(f"{counted(number, 'return')} {are(number)} older than the rest", points) if points else None


def returned(material: Material, submission: Submission) -> str:
    """Whose return a workbook is: `The return of Transition (TRN)`."""
    codes = sorted(submission.codes)
    return f"The return of {listed([material.stream(code) for code in codes])}" if codes else "A return"
