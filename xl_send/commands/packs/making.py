"""A pack made from workbooks, and what is known of the files behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.pack import material_of, publication_of, shown_to
from xl_send.board_pack.past import PastBoards
from xl_send.board_pack.values import BoardPack
from xl_send.commands.checks import check_all, chosen_rules
from xl_send.commands.loading import AsAt, Readable, Readables, load
from xl_send.commands.loading.boards import board_of, earlier_board
from xl_send.commands.packs.asked import PackOptions
from xl_send.commands.packs.forms import file_names
from xl_send.commands.publication.personal_data import refuse_file_names, refuse_while_personal_data_stands
from xl_send.compare import BoardSnapshot
from xl_send.disclosure.publication import Publication
from xl_send.progress import Progress
from xl_send.rag.rollup import programme_status
from xl_send.reading.loaded import LoadedProgramme
from xl_send.value_classes import NamedTuple, frozen


@frozen(eq=True)
class PackSources:
    """What a pack is made from: returns, earlier ones to compare with, a date and a policy in place of theirs.

    `last_edition` is what was told last to the same readers, so that no difference from it tells of few children.
    """

    returns: Readables | tuple[Readables, ...]
    since: Readables = ""
    as_at: AsAt = None
    policy: Readable | None = None
    last_edition: Readables = ""


class MadePack(NamedTuple):
    """A pack with its calendar file, the workbooks as far as they could be read, and what its files are called."""

    loaded: LoadedProgramme
    pack: BoardPack
    diary: str
    request: PackRequest
    names: dict[str, str]
    seen: Publication


def made(sources: PackSources, options: PackOptions, progress: Progress) -> MadePack:
    """Read the workbooks and make the pack of an audience. Raises `xl_send.Error` where that cannot be."""
    from xl_send.board_pack.days_ahead import days_ahead, what_is_missing
    from xl_send.board_pack.diary import to_calendar

    loaded = load(sources.returns, as_at=sources.as_at, policy=sources.policy, progress=progress)
    then = earlier_board(sources.since, loaded, progress).loaded if sources.since else None
    programme = loaded.programme.expecting(then.programme) if then else loaded.programme
    loaded = loaded._replace(programme=programme)
    request = options.request(programme, dict(hashes(programme.by_workbook)))
    past = _past(sources.since, then, loaded) if then else None
    refuse_file_names(programme, [item.path for item in loaded.lost])
    if request.profile.public:
        refuse_while_personal_data_stands(loaded)
    checked = check_all(loaded, chosen_rules(), progress)
    refused = [(item.path, item.sentence) for item in loaded.lost]
    last = earlier_board(sources.last_edition, loaded, progress).loaded.programme if sources.last_edition else None
    seen = publication_of(programme, programme_status(programme), past, request, last)
    material = material_of(seen, checked.findings, refused, past, request)
    pack = shown_to(material)
    diary = to_calendar(pack.title.programme, days_ahead(material), pack.title.as_at, what_is_missing(material))
    return MadePack(loaded, pack, diary, request, dict(file_names(request.audience)), seen)


def hashes(workbooks: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The SHA-256 of each workbook that is a file, by its name."""
    for name in workbooks:
        path = Path(name)
        if path.is_file():
            yield name, sha256(path.read_bytes()).hexdigest()


def _past(since: Readables, then: LoadedProgramme, loaded: LoadedProgramme) -> PastBoards:
    now = board_of(loaded)
    return PastBoards(board_of(then), now, _told(since, now))


def _told(since: Readables, now: BoardSnapshot) -> tuple[tuple[date, Mapping[tuple[str, str], str]], ...]:
    """The colours told at each board that a history keeps before this one, and those of this one."""
    from xl_send.history import is_history

    day = now.programme.latest
    if day is None or not isinstance(since, str | os.PathLike) or not is_history(os.fspath(since)):
        return ()
    from xl_send.history.boards import colours_of, kept_periods

    history, periods = kept_periods(os.fspath(since))
    before = [(period.as_at, colours_of(history, period)) for period in periods if period.as_at < day]
    mine = {(aspect.of, aspect.aspect.value): aspect.status.value for aspect in now.picture.aspects}
    return (*before[-11:], (day, mine))
