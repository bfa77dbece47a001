"""What we do not know: what was not read, has no data, is carried forward from before, or is silenced or explained."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import SectionPart
from xl_send.board_pack.wording import are, filled
from xl_send.results import ItemKind, Status
from xl_send.words import counted, every_name, file_name, first_few
from xl_send.workbook.days import say
from xl_send.workbook.lost_sheets import left_out_files, unreturned
from xl_send.workbook.sheets.choices import Audience
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Submission
from xl_send.workbook.unread import Unread

_NAMED = 4
_KINDS = {
    ItemKind.MILESTONE: "milestone", ItemKind.KPI: "KPI", ItemKind.RISK: "risk", ItemKind.ISSUE: "issue",
    ItemKind.INTERDEPENDENCY: "handover", ItemKind.RESOURCE: "line of people's time", ItemKind.MONEY: "line of money",
}  # fmt: skip
_PUBLISHED = {Milestone: "milestone", Kpi: "KPI", Risk: "risk", LogEntry: "issue or decision"}
_PLURALS = {"line of people's time": "lines of people's time", "line of money": "lines of money",
            "issue or decision": "issues and decisions"}  # fmt: skip


def unknown(material: Material) -> SectionPart:
    """Everything that a reader cannot see from the colours, in few lines."""
    return SectionPart("What we do not know", points=tuple(_told(material)))


def _told(material: Material) -> Iterator[str]:
    yield from _refused(material)
    yield from _lost(material)
    yield from _absent(material)
    yield from filled(_unread(material), _no_data(material), _dated(material))
    yield from filled(_silenced(material), _hidden(material), rows_withheld(material))


def _refused(material: Material) -> Iterator[str]:
    if material.refused:
        number = len(material.refused)
        named = first_few([file_name(name) for name, _ in material.refused], most=_NAMED)
        yield f"{counted(number, 'file')} could not be read or settled and {are(number)} not in this pack: {named}."


def _absent(material: Material) -> Iterator[str]:
    """Workstreams of which no return came: nothing of theirs is told, and it may be Red."""
    lost = [
        *unreturned(material.programme),
        *(item for item in left_out_files(material.programme) if not item.workbook),
    ]
    if lost:
        yield f"Missing from this pack, so that nothing is known of it: {every_name([item.sentence for item in lost])}."


def _lost(material: Material) -> Iterator[str]:
    """Sheets and columns that were not found: nothing in them is told, and it may be Red."""
    unread = Unread(material.programme)
    lost = dict.fromkeys([item.sentence for item in unread.lost])
    lost.update(dict.fromkeys(item for item in unread.sentences if item.startswith("the column")))
    if lost:
        number = counted(len(lost), "sheet or column", "sheets or columns")
        yield f"{number} could not be read: {first_few(lost, most=_NAMED)}."


def _unread(material: Material) -> str:
    rows = [row for submission in material.programme.submissions for row in submission.unread_rows]
    if not rows:
        return ""
    have = "has" if len(rows) == 1 else "have"
    named = first_few([_place(material, row) for row in rows], most=_NAMED)
    return f"{counted(len(rows), 'row')} could not be read and {have} no colour: {named}."


def _place(material: Material, row: UnreadRow) -> str:
    """Where an unread row stands, and why: no cell is quoted, and for outsiders no id either."""
    where = row.id if row.id and material.profile.ids else f"one of {row.table.sheet}"
    if material.profile.sees is not Audience.BOARD or not row.why:
        return where
    return f"{where} ({row.why})"


def _no_data(material: Material) -> str:
    """How many rows of each kind have no data, and which of them because something of them is in doubt."""
    told = []
    for kind, noun in _KINDS.items():
        number = sum(
            item.kind is kind and item.status is Status.NO_DATA and material.may_see(item.record)
            for item in material.picture.items
        )
        if number:
            told.append(counted(number, noun, _PLURALS.get(noun, "")))
    seen = (item for item in material.picture.items if item.rating.doubted and material.may_see(item.record))
    doubted = list(dict.fromkeys(item.id for item in seen))
    named = first_few(doubted, most=_NAMED) if material.profile.ids else str(len(doubted))
    why = f" Of these {named} {are(len(doubted))} in doubt." if doubted else ""
    return f"No data: {every_name(told)}.{why}" if told else ""


def _dated(material: Material) -> str:
    """Returns that are older than this pack, or without a date that can be read."""
    latest = material.as_at
    if latest is None:
        return ""
    if material.programme.as_at_override:
        return f"Everything is measured as at {say(latest)}, whatever date the workbooks give."
    submissions = material.programme.submissions
    days = [(_returned(material, found), found.as_at) for found in submissions]
    streams = [material.programme.streams.get(code) for code in material.codes]
    days += [(f"the return of {material.stream(found.code)}", found.returned) for found in streams if found]
    older = [
        f"{what} is as at {say(day)}, {counted((latest - day).days, 'day')} older"
        for what, day in days
        if day and day < latest
    ]
    bare = [_returned(material, found) for found in submissions if found.as_at is None]
    undated = [f"{one} has no As at date that can be read, and nothing in it is rated" for one in bare]
    told = [*older, *undated]
    return f"Of another day: {first_few(told, most=_NAMED)}." if told else ""


def _returned(material: Material, submission: Submission) -> str:
    """Whose return a workbook is: `the return of Transition (TRN)`."""
    codes = sorted(submission.codes)
    return f"the return of {every_name([material.stream(code) for code in codes])}" if codes else "a return"


def _silenced(material: Material) -> str:
    """How much is not told of because an owner silenced a rule or explained a finding."""
    silences = [
        silence
        for submission in material.programme.submissions
        for silence in submission.thresholds.silences
        if (at := material.programme.as_at_of(submission)) and silence.until >= at
    ]
    told = filled(
        counted(len(silences), "rule is silenced", "rules are silenced") if silences else "",
        counted(len(material.explained), "finding is explained", "findings are explained")
        if material.explained
        else "",
    )
    open_still = len(material.faults)
    faults = counted(open_still, "finding is not yet put right", "findings are not yet put right") if open_still else ""
    every = filled(faults, *told)
    return f"In the workbooks {every_name(every)}; the office has the list." if every else ""


def _hidden(material: Material) -> str:
    """What stands in place of small counts, where any is hidden."""
    return f"Counts of children are hidden where they are {material.shown.fewer}." if material.shown.guarded else ""


def rows_withheld(material: Material) -> str:
    """How many rows are not for this audience."""
    found = {noun: material.left_out(record) for record, noun in _PUBLISHED.items()}
    told = [counted(number, noun, _PLURALS.get(noun, "")) for noun, number in found.items() if number]
    if not told:
        return ""
    whom = "the board only" if material.profile.sees is Audience.PARTNERS else "the board or for partners only"
    number = sum(found.values())
    return f"{every_name(told)} {are(number)} for {whom}."
