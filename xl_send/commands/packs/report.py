"""The board summary of an audience, from workbooks to files: page, document, PDF, email text and calendar."""

from __future__ import annotations

from pathlib import Path

from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.values import BoardPack
from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.commands.packs.asked import PackOptions, PathLike, lacking_note
from xl_send.commands.packs.forms import FORMS, WEB, Renderings, file_names
from xl_send.commands.packs.making import MadePack, PackSources, made
from xl_send.commands.result import ProgrammeResult
from xl_send.commands.writing import free_name, write_whole
from xl_send.progress import Progress, quietly
from xl_send.value_classes import frozen

FILE_NAMES = file_names(PackAudience.BOARD)


@frozen(eq=True)
class ReportResult(ProgrammeResult):
    """The pack, the files that it was written to, and sentences that go beside it."""

    pack: BoardPack
    paths: tuple[Path, ...] = ()
    told_besides: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return (*self.loaded.not_read, *self.told_besides)


def report(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    audience: str = PackAudience.BOARD.value,
    html: bool = False,
    word: bool = False,
    pdf: bool = False,
    email: bool = False,
    ics: bool = False,
    output: PathLike = ".",
    since: Readables = "",
    final: bool = False,
    version: str = "",
    forum: str = "",
    meeting: AsAt = None,
    signed_off: str = "",
    style: PathLike = "",
    keep_words: PathLike = "",
    last_edition: Readables = "",
    disclosure_log: PathLike = "",
    remake: PathLike = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> ReportResult:
    """Write the board summary of an audience into the folder `output`: a web page, unless other forms are asked for.

    With `since`, earlier returns or the history that keeps them, it says what has changed. A `final` one is frozen in a
    folder of its own with its workbooks and a manifest, from which `remake` makes the same bytes again. What is not
    shown is listed in `disclosure_log`; of what `last_edition` told, no difference is shown that tells of few children.
    No file that is there is written over. Raises `xl_send.Error` where nothing can be read, or the place cannot be
    written to.
    """
    if remake:
        from xl_send.commands.packs.remaking import made_again

        again = made_again(Path(remake), sources, Path(output), progress)
        return ReportResult(again.loaded, again.pack, again.paths, again.told)
    forms = [form for form, asked in zip(FORMS, (html, word, pdf, email, ics), strict=True) if asked] or [WEB]
    options = PackOptions(audience, final, version, forum, meeting, signed_off, style, keep_words)
    pack_sources = PackSources(sources, since, as_at, policy, last_edition)
    return _made_new(pack_sources, options, forms, Path(output), disclosure_log, progress)


def _made_new(  # noqa: PLR0913 - what a pack is made from, how, and where it goes
    sources: PackSources, options: PackOptions, forms: list[str], folder: Path, log: PathLike, progress: Progress
) -> ReportResult:
    """A pack made from workbooks, its log, and its files: a final one frozen with all that it came from."""
    done = made(sources, options, progress)
    rendered = Renderings(done.pack, done.diary, options.style_base())
    told = (*lacking_note(rendered.style), *_logged(done, log))
    if options.final:
        from xl_send.commands.packs.freezing import freeze

        paths = freeze(done, rendered, options, sources, forms, folder)
    else:
        paths = _written(rendered, done.names, forms, folder)
    return ReportResult(done.loaded, done.pack, paths, told)


def _logged(done: MadePack, place: PathLike) -> tuple[str, ...]:
    """How much is not shown, and where the log of it was written, if it was asked for or something is hidden."""
    if not place and not done.seen.shown.hidden:
        return ()
    from xl_send.commands.publication.log import write_log

    return (write_log(done.seen, place),)


def summarise(
    *sources: Readables,
    audience: str = PackAudience.BOARD.value,
    since: Readables = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> BoardPack:
    """The board summary of an audience as plain values, strings, numbers and lists, without writing a file.

    With `since`, as in `report`, it says what has changed. Raises `xl_send.Error` where nothing can be read.
    """
    return made(PackSources(sources, since, as_at, policy), PackOptions(audience), progress).pack


def place_for(form: str, folder: Path) -> Path:
    """Where a board summary goes in a folder: never in the place of a file that is there."""
    return free_name(folder / FILE_NAMES[form], folder)


def write_board_summary(pack: BoardPack, form: str, path: Path) -> None:
    """Write a pack as a web page or document, whole or not at all."""
    write_whole(path, Renderings(pack, "").content(form))


def _written(rendered: Renderings, names: dict[str, str], forms: list[str], folder: Path) -> tuple[Path, ...]:
    """The files, each made before the first is written."""
    contents = {form: rendered.content(form) for form in forms}
    paths = []
    for form, content in contents.items():
        path = free_name(folder / names[form], folder)
        write_whole(path, content)
        paths.append(path)
    return tuple(paths)
