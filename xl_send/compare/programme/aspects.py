"""How the programme and its workstreams stand, then and now: computed, reported, and what drives the colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.programme.colours import colour_direction
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.findings import Cell
from xl_send.results import Aspect, AspectName, Status
from xl_send.words import every_name, sentence
from xl_send.workbook.sheets.programme import Cover, Workstream

PROGRAMME = "programme"
MOST = 5
OFF_GREEN = {Status.RED, Status.AMBER}


def aspect_changes(since: BoardComparison) -> Iterator[Change]:
    """Each aspect whose colour differs, with its drivers then and now, and each colour that is reported anew."""
    overall_first = sorted(since.now.aspects.items(), key=lambda item: item[1].aspect is not AspectName.OVERALL)
    for place, now in overall_first:
        then = since.then.aspects.get(place)
        if then and then.status is not now.status:
            yield _computed(since, then, now)
        if then and then.reported is not now.reported and _is_known(since, now.of):
            yield _reported(since, then, now)


def _computed(since: BoardComparison, then: Aspect, now: Aspect) -> Change:
    what = "Overall" if now.aspect is AspectName.OVERALL else now.aspect.heading
    because = f" because of {_named(then.drivers)}" if then.status in OFF_GREEN and then.drivers else ""
    text = f"{what}: now {now.sentence}. It was {then.status.value}{because}"
    return _change(colour_direction(then.status, now.status), text, now)._replace(
        before=then.status.value,
        after=now.status.value,
        then=_drivers(since.then, then),
        now=_drivers(since.now, now),
    )


def _is_known(since: BoardComparison, of: str) -> bool:
    """Whether what the owner reports was read on both sides: without a return nothing is reported, or taken back."""
    if any(of != PROGRAMME and of not in board.programme.codes for board in (since.then, since.now)):
        return False
    return not any(
        "reported" in board.not_read_of(row) for board in (since.then, since.now) for row in _reporting(board, of)
    )


def _named(drivers: tuple[str, ...]) -> str:
    """The first few drivers by their ids."""
    more = len(drivers) - MOST
    return every_name([*drivers[:MOST], *([f"{more} more"] if more > 0 else [])])


def _reported(since: BoardComparison, then: Aspect, now: Aspect) -> Change:
    before, after = (item.reported.value if item.reported else "no colour" for item in (then, now))
    text = f"its owner now reports {after}, and reported {before}"
    change = _change(ChangeKind.REPORTED, text, now)._replace(before=before, after=after)
    return change._replace(then=_owners(since.then, then.of), now=_owners(since.now, now.of))


def _change(what: ChangeKind, text: str, now: Aspect) -> Change:
    of = "" if now.of == PROGRAMME else now.of
    return Change(
        what, ChangeSubject.WORKSTREAM if of else ChangeSubject.PROGRAMME, sentence(text), of, of, now.aspect.heading
    )


def _drivers(board: BoardSnapshot, aspect: Aspect) -> tuple[Cell, ...]:
    """The first deciding cell of each driver."""
    items = [item for item in board.picture.items if item.id in aspect.drivers]
    return tuple(cell for item in items for cell in item.rating.cells[:1])


def _owners(board: BoardSnapshot, of: str) -> tuple[Cell, ...]:
    """Where the owner's own colour stands."""
    return tuple(row.at("reported") for row in _reporting(board, of) if of != PROGRAMME or row.reported)


def _reporting(board: BoardSnapshot, of: str) -> Sequence[Cover | Workstream]:
    """The rows in which the owner of the programme, or of a workstream, may give a colour."""
    if of == PROGRAMME:
        return [book.cover for book in board.books]
    stream = board.programme.streams.get(of)
    return [stream] if stream else []
