"""The sheets of labels of a programme workbook: whose Programme sheet it has, and the thresholds that serve all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PureWindowsPath

from xl_send.consolidation.accounts import Difference
from xl_send.consolidation.returns import Return, Values
from xl_send.consolidation.row_sources import NotTaken, row_text
from xl_send.workbook.cells import Value, row_number
from xl_send.workbook.columns import columns_of
from xl_send.workbook.policies import MATRIX, SUPPRESSION, Policy
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.thresholds import Matrix, Silence, Thresholds
from xl_send.workbook.submissions import LeftOut

AS_AT, TEMPLATE_VERSION, LEFT_OUT = "As at", "Template version", "Files left out"
# What each return says of itself: the first stand on the Returns sheet, the others are named as not taken.
_ON_RETURNS = {"Prepared by", TEMPLATE_VERSION, LEFT_OUT}
# What the last return says otherwise because it is the last one.
_OF_A_PERIOD = {AS_AT, "Previous as at", "Reporting period"}
_OF_ONE_RETURN = {"Reported RAG", "Reason"}
_DEFAULT = "the template's default"
_SILENCE_TITLES = ("Rule", "Reason", "Until")


def programme_cover(
    taken: Sequence[Return], lead: Return, as_at: date, left_out: Iterable[LeftOut]
) -> dict[str, Value]:
    """The Programme sheet of the return that leads, with this As at; what a programme office's workbook says stands.

    Files that are `left_out` are named there, but for those of which the workstreams are known: their rows say so.
    """
    offices = [item for item in taken if item.submission.programme_edition and item is not lead and not item.carried]
    cover = dict(lead.labels(Cover))
    for office in offices if len(offices) == 1 and not lead.submission.programme_edition else ():
        cover |= office.labels(Cover)
    cover = {**cover, AS_AT: as_at}
    for title in (TEMPLATE_VERSION, LEFT_OUT):
        cover.pop(title, None)
    files = sorted(PureWindowsPath(file.path).name for file in left_out if not file.codes)
    return {**cover, **({LEFT_OUT: ", ".join(files)} if files else {})}


def cover_differences(taken: Sequence[Return], cover: Values, lead: Return) -> Iterator[Difference]:
    """Where another return's Programme sheet says something else than the one that is taken."""
    for column in columns_of(Cover):
        if column.title in _ON_RETURNS | _OF_ONE_RETURN:
            continue
        mine = lead.labels(Cover).get(AS_AT) if column.title == AS_AT else cover.get(column.title)
        for item in taken:
            if item.carried and column.title in _OF_A_PERIOD:
                continue
            other = item.labels(Cover).get(column.title)
            if other is not None and other != mine:
                yield Difference(Cover.SHEET.title, "", column.title, lead.path, mine, item.path, other)


def cover_not_taken(taken: Sequence[Return], cover: Values) -> Iterator[NotTaken]:
    """What a return reports of the whole programme, where it is not what the Programme sheet says."""
    for item in taken:
        labels = item.labels(Cover)
        said = {title: labels[title] for title in sorted(_OF_ONE_RETURN & labels.keys())}
        if said and any(cover.get(title) != value for title, value in said.items()):
            why = "Each return gives its own view of the whole; the Programme sheet has one."
            yield NotTaken(item.path, Cover.SHEET.title, 0, "", row_text(said.items()), why)


def thresholds_of(policy: Policy, by_workbook: Mapping[str, Return]) -> dict[str, Value]:
    """The thresholds as they were typed where they are taken from; one that is left out is the default."""
    found: dict[str, Value] = {}
    for column in columns_of(Thresholds):
        giver = policy.givers.get(column.name)
        typed = by_workbook[giver.workbook].labels(Thresholds).get(column.title) if giver else None
        if typed is not None:
            found[column.title] = typed
        if column.name == SUPPRESSION and policy.thresholds.suppress_below != policy.agreed.suppress_below:
            found[column.title] = policy.thresholds.suppress_below
    return found


def threshold_differences(
    taken: Sequence[Return], policy: Policy, by_workbook: Mapping[str, Return]
) -> Iterator[Difference]:
    """Where a return's thresholds or risk matrix are not those that are taken."""
    used = thresholds_of(policy, by_workbook)
    for column in columns_of(Thresholds):
        giver = policy.givers.get(column.name)
        mine = used.get(column.title, column.blank if isinstance(column.blank, float | str) else None)
        for item in taken:
            other = item.labels(Thresholds).get(column.title)
            if other is not None and other != mine:
                source = giver.workbook if giver else _DEFAULT
                yield Difference(Thresholds.SHEET.title, "", column.title, source, mine, item.path, other)
    giver = policy.givers.get(MATRIX)
    for item in taken:
        mine_matrix, other_matrix = policy.agreed.matrix, item.submission.thresholds.matrix
        if other_matrix != mine_matrix:
            source = giver.workbook if giver else _DEFAULT
            said = [_matrix_text(matrix, beside) for matrix, beside in
                    ((mine_matrix, other_matrix), (other_matrix, mine_matrix))]  # fmt: skip
            yield Difference(Thresholds.SHEET.title, "", "Risk matrix", source, said[0], item.path, said[1])


def _matrix_text(matrix: Matrix, beside: Matrix) -> str:
    """The cells of a matrix that are not those of another: `likelihood 2, impact 5: Amber`."""
    there = {(down, across): colour for down, row in enumerate(beside, 1) for across, colour in enumerate(row, 1)}
    return "; ".join(
        f"likelihood {down}, impact {across}: {colour.value}"
        for down, row in enumerate(matrix, 1)
        for across, colour in enumerate(row, 1)
        if there.get((down, across)) != colour
    )


def silences_of(taken: Sequence[Return], policy: Policy) -> tuple[Silence, ...]:
    """The silenced rules of the programme workbook: those of the workbook that rules, else those of every return."""
    if policy.submission:
        return policy.submission.thresholds.silences
    first, *others = [item.submission.thresholds.silences for item in taken]
    return tuple(one for one in first if all(_said(one) in map(_said, silences) for silences in others))


def _said(silence: Silence) -> tuple[str, str, date]:
    return silence.rule, silence.reason, silence.until


def settings_not_taken(taken: Sequence[Return], silences: Sequence[Silence]) -> Iterator[NotTaken]:
    """Silenced rules that hold in their own return alone, and what on a Thresholds sheet could not be read."""
    kept = set(map(_said, silences))
    for item in taken:
        found = item.submission
        sheet = Thresholds.SHEET.title
        for silence in found.thresholds.silences:
            if _said(silence) not in kept:
                said = row_text(zip(_SILENCE_TITLES, _said(silence), strict=True))
                why = "A silenced rule holds in its own return alone."
                yield NotTaken(item.path, sheet, row_number(silence.cell.address), silence.rule, said, why)
        unread = [
            *found.matrix_faults,
            *(one for one in found.unread_cells if _is_silence(one.cell.sheet, one.cell.column, item)),
        ]
        for cell in unread:
            if cell.text:
                said = f"{cell.cell.column}: {cell.text}"
                yield NotTaken(item.path, sheet, row_number(cell.cell.address), "", said, "It could not be read.")
        holding = {row_number(silence.cell.address) for silence in found.thresholds.silences}
        for blank in found.blanks:
            is_idle = row_number(blank.cell.address) not in holding
            if is_idle and _is_silence(blank.cell.sheet, blank.cell.column, item):
                why = f"{blank.cell.column} is blank, so it silences nothing."
                yield NotTaken(item.path, sheet, row_number(blank.cell.address), "", f"Rule: {blank.cell.record}", why)


def _is_silence(sheet: str, column: str, item: Return) -> bool:
    return sheet == item.submission.thresholds.table.sheet and column in _SILENCE_TITLES
