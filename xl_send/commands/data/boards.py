"""The tables of a programme, and with a history those of every board that it keeps."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.commands.checks import chosen_rules
from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.commands.loading.files import printable_path
from xl_send.commands.loading.named import bytes_named
from xl_send.commands.publication.seen import NO_EDITION, NO_LOG, Seen, checks_as_seen, see
from xl_send.datasets.benchmarks import PublicFigure, benchmarks, measures_not_found, read_benchmarks
from xl_send.datasets.dataset import Dataset, one_under_other
from xl_send.datasets.programme import datasets_of
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme
from xl_send.value_classes import NamedTuple, frozen

EACH_ITS_LOG = "With --history each board would need a log of its own. Leave out --history or --disclosure-log."
EACH_ITS_EDITION = (
    "With --history each board would need the edition published before it. Leave out --history or --last-edition."
)


@frozen(eq=True)
class Boards:
    """Tables, the programme that they are of (the latest board), and what is said of them."""

    datasets: tuple[Dataset, ...]
    loaded: LoadedProgramme
    boards: tuple[date, ...] = ()
    told_besides: tuple[str, ...] = ()


def boards_of(  # noqa: PLR0913 - the verbs' own options
    sources: Sequence[Readables],
    *,
    history: str | os.PathLike[str] = "",
    for_publication: bool = False,
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    benchmark: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> Boards:
    """The tables of what is named; with a history each row has its board, and what is named is the latest of them.

    `benchmark` is a file of public figures, which make a table of their own for the latest board.

    Raises `xl_send.Error` where nothing can be read, or for publication while a finding of personal data stands.
    """
    public = _public(benchmark)
    _refuse_what_is_of_one_board(history, for_publication, disclosure_log, last_edition)
    asked = _Asked(for_publication, last_edition, as_at, policy, progress)
    if not history:
        seen = asked.see(sources)
        tables = (*_tables(seen, progress), *_benchmarks(seen, public))
        return Boards(tables, seen.loaded, (), (*seen.log_written(disclosure_log), *_not_found(seen, public)))
    found = _with_history(os.fspath(history), sources, asked)
    last = found[-1]
    days = tuple(seen.loaded.programme.latest for seen in found)
    together = (*_by_board(found, days, progress), *_benchmarks(last, public))
    return Boards(together, last.loaded, tuple(day for day in days if day), _not_found(last, public))


def _refuse_what_is_of_one_board(
    history: str | os.PathLike[str], for_publication: bool, log: str | os.PathLike[str], last_edition: Readables
) -> None:
    """A log, and what was published last, are of one board: with a history they would be passed over in silence."""
    needless = {NO_LOG: log, NO_EDITION: last_edition}
    of_one_board = {EACH_ITS_LOG: log, EACH_ITS_EDITION: last_edition}
    asked_in_vain = needless if not for_publication else of_one_board if history else {}
    for why, given in asked_in_vain.items():
        if given:
            raise CannotRunError(why)


class _Asked(NamedTuple):
    """How what is named is to be read."""

    for_publication: bool
    last_edition: Readables
    as_at: AsAt
    policy: Readable | None
    progress: Progress

    def see(self, sources: Sequence[Readables]) -> Seen:
        """What is named, read as it was asked for."""
        return see(
            sources,
            for_publication=self.for_publication,
            last_edition=self.last_edition,
            as_at=self.as_at,
            policy=self.policy,
            progress=self.progress,
        )


def _with_history(history: str, sources: Sequence[Readables], asked: _Asked) -> list[Seen]:
    """Every board that is kept, and what is named in the place of the one of its day, or as the latest."""
    found = list(_kept(history, for_publication=asked.for_publication))
    if not sources:
        return found
    now = asked.see(sources)
    return [*(seen for seen in found if seen.loaded.programme.latest != now.loaded.programme.latest), now]


def _by_board(found: Sequence[Seen], days: Sequence[date | None], progress: Progress) -> tuple[Dataset, ...]:
    """The tables of every board joined, each row with its board."""
    by_board = [
        [table.with_board(day) for table in _tables(seen, progress)] for seen, day in zip(found, days, strict=True)
    ]
    return tuple(one_under_other(one_name) for one_name in zip(*by_board, strict=True))


def _public(benchmark: str | os.PathLike[str]) -> tuple[PublicFigure, ...] | None:
    """The public figures of a file, or None where none is named."""
    if not benchmark:
        return None
    return read_benchmarks(bytes_named(benchmark), printable_path(os.fspath(benchmark)))


def _benchmarks(seen: Seen, public: Sequence[PublicFigure] | None) -> tuple[Dataset, ...]:
    return () if public is None else (benchmarks(seen.loaded.programme, public),)


def _not_found(seen: Seen, public: Sequence[PublicFigure] | None) -> tuple[str, ...]:
    return () if public is None else measures_not_found(seen.loaded.programme, public)


def _kept(history: str, *, for_publication: bool) -> Iterator[Seen]:
    """Every board that a history keeps, the earliest first, read by the rules of today."""
    from xl_send.history.boards import kept_periods

    kept, periods = kept_periods(history)
    for period in periods:
        yield see([kept.load(period)], for_publication=for_publication)


def _tables(seen: Seen, progress: Progress) -> list[Dataset]:
    checked = checks_as_seen(seen, chosen_rules(), progress)
    return datasets_of(seen.loaded.programme, seen.picture(), checked.findings)
