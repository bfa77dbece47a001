"""Next: the return of the next period, begun from the last one, everything that stands carried over in place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xl_send.commands.loading import AsAt, Readable, Readables, as_at_given, each_source
from xl_send.commands.result import Result
from xl_send.commands.starting.originals import (
    Original,
    original_paths,
    read_original,
    refuse_where_nothing_is_made,
    write_all,
)
from xl_send.commands.starting.within import returns_kept, returns_within
from xl_send.consolidation.next_period import NextPeriod, next_as_at, next_period
from xl_send.errors import RefusedError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple, frozen
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.xlsx.update.update import MarkedCopy, rewritten

SEVERAL = 2


class NextReturn(NamedTuple):
    """A return that was begun: the last one, where the next is, what was rolled on, and if the last was signed.

    `told` is what is to be said of it besides: that it has another name, or that something of the last is not in it.
    `not_found` is what of the last was not found under its name, so that it was not rolled on; `lacking` what a
    programme workbook lacks of it, as that was not read when it was brought in.
    """

    last: str
    path: Path
    rolled: NextPeriod
    signed: bool
    told: tuple[str, ...] = ()
    not_found: str = ""
    lacking: str = ""


@frozen(eq=True)
class NextResult(Result):
    """The returns that were begun, and the files from which none could be, each with its reason.

    `told` is what is to be said of all that were begun from one programme workbook or history.
    """

    returns: tuple[NextReturn, ...]
    refused: tuple[Refusal, ...]
    told: tuple[str, ...] = ()

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return bool(self.refused) or any(item.not_found or item.lacking for item in self.returns)


def next_return(
    *sources: Readables,
    output: str | os.PathLike[str] = "",
    archive: bool = False,
    as_at: AsAt = None,
    progress: Progress = quietly,
) -> NextResult:
    """Begin the return of the next period from each last one; the last ones are not changed.

    From a programme workbook, or a history's last board, one is begun for each return in it.

    Each copy keeps its name, in the folder `output` or in one called next beside it. As at is rolled on to `as_at`,
    else by as long as lay between the last two returns; what is written anew each period is put aside on the sheet
    Last time; with `archive`, rows that are done with go to the sheet Archive. Every other part of a file stays as it
    is, byte for byte. All that can be begun are worked out before any is written.
    Raises `CannotRunError` where nothing is named or nothing can be begun.
    """
    day, begun, refused = as_at_given(as_at), list[tuple[Original, NextPeriod, MarkedCopy]](), []
    told: dict[str, None] = {}
    histories = [name for name in map(_history, each_source(sources)) if name]
    paths = original_paths([source for source in each_source(sources) if not _history(source)])
    origins: list[str | Path] = [*histories, *paths]
    for origin in progress(origins, "Beginning the next period", len(origins)):
        try:
            within = returns_within(read_original(origin)) if isinstance(origin, Path) else returns_kept(origin)
            begun += [(one, *_begun(one, day, archive=archive)) for one in within.originals]
            told |= dict.fromkeys(within.told)
        except RefusedError as error:
            refused.append(Refusal(error.path, error.sentence))
    if not begun:
        refuse_where_nothing_is_made(refused)
    places = write_all([(one.path, copy.content) for one, _, copy in begun], output, "next")
    returns = (
        NextReturn(str(one.path), place, rolled, copy.signed, one.told, one.not_found, one.lacking)
        for (one, rolled, copy), place in zip(begun, places, strict=True)
    )
    return NextResult(tuple(returns), tuple(refused), (*told, *_days_apart([rolled for _, rolled, _ in begun])))


def _days_apart(begun: Sequence[NextPeriod]) -> list[str]:
    """That returns which were begun together are for several days, as their last ones were."""
    days = sorted({one.as_at for one in begun})
    return (
        []
        if len(days) < SEVERAL
        else [f"They are not all for one day: {first_few(map(say, days))}. To begin all for one: --as-at DATE."]
    )


def _history(source: Readable) -> str:
    """The name of a history, where a source is one."""
    from xl_send.history import is_history

    name = os.fspath(source) if isinstance(source, str | os.PathLike) else ""
    return name if name and is_history(name) else ""


def _begun(original: Original, as_at: date | None, *, archive: bool) -> tuple[NextPeriod, MarkedCopy]:
    """What makes a workbook the next return, and that return. Raises `RefusedError` where it cannot be begun."""
    submission, name = original.submission, str(original.path)
    last = submission.cover.as_at
    if last is None:
        raise RefusedError(name, "Its As at cannot be read. Put it right, then begin the next return.")
    day = as_at or next_as_at(submission)
    if day is None:
        sentence = "Its Previous as at does not tell how long a period is. Say when the next one is: --as-at DATE."
        raise RefusedError(name, sentence)
    if day <= last:
        raise RefusedError(name, f"Its As at is {say(last)} already. The next one must be later than {say(day)}.")
    rolled = next_period(submission, original.rows, day, archive=archive)
    return rolled, rewritten(original.content, name, rolled.edits, rolled.tables)
