"""Workbooks read for the programme office, marked so, or for publication, with what is hidden left out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from xl_send.commands.checks import CheckResult, check_all
from xl_send.commands.loading import (
    AsAt,
    Readable,
    Readables,
    each_source,
    is_read,
    load,
    named_files,
)
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import Rule
from xl_send.value_classes import frozen, replace
from xl_send.words import file_name

if TYPE_CHECKING:
    from xl_send.disclosure.publication import Publication
    from xl_send.results import ProgrammeStatus

NO_LOG = "Nothing is hidden from the programme office, so there is nothing to log. Add --for-publication."
NO_EDITION = "The edition published last matters only for publication. Add --for-publication."
KEPT_WHOLE = "A history keeps returns whole, so it is not for publication. Leave out --history or --for-publication."
FOR_PUBLICATION = "For publication: small numbers of children are not shown"


@frozen()
class Seen:
    """What was read: the `whole` of it, and, where it is for others than the programme office, what they may know."""

    whole: LoadedProgramme
    publication: Publication | None = None

    @property
    def loaded(self) -> LoadedProgramme:
        """What is shown, marked for whom it is."""
        if self.publication is None:
            return self.whole._replace(marking=office_marking(self.whole))
        programme = self.publication.programme
        return LoadedProgramme(programme, self.whole.refused, FOR_PUBLICATION)

    def log_written(self, place: str | os.PathLike[str]) -> tuple[str, ...]:
        """A sentence that says how much is not shown, and where the log of it was written, if it was asked for."""
        if self.publication is None:
            if place:
                raise CannotRunError(NO_LOG)
            return ()
        from xl_send.commands.publication.log import write_log

        return (write_log(self.publication, place),)

    def picture(self) -> ProgrammeStatus:
        """The picture as it is shown."""
        from xl_send.rag.rollup import programme_status

        return self.publication.picture if self.publication else programme_status(self.whole.programme)


def office_marking(loaded: LoadedProgramme) -> str:
    """What an output for the programme office says of small numbers that it holds; blank where it holds none."""
    return Disclosure(loaded.programme, ShownTo.OFFICE).marking


def see(  # noqa: PLR0913 - the verbs' own options
    sources: Readables | Iterable[Readables],
    *,
    for_publication: bool,
    last_edition: Readables = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> Seen:
    """Read workbooks for the programme office, or for publication.

    For publication they are called by their names without folders, and nothing is written while a finding of personal
    data stands: raises `CannotRunError`. `last_edition` are the returns, or the history that keeps them, of what was
    published last: no difference from it may tell of few children.
    """
    if not for_publication:
        if last_edition:
            raise CannotRunError(NO_EDITION)
        return Seen(load(sources, as_at=as_at, policy=policy, progress=progress))
    from xl_send.commands.publication.personal_data import refuse_while_personal_data_stands
    from xl_send.disclosure.file_names import without_folders
    from xl_send.disclosure.publication import Publication

    named = next(iter(by_name([policy])), None) if policy else None
    read = load(list(by_name(sources)), as_at=as_at, policy=named, progress=progress)
    whole = read._replace(programme=without_folders(read.programme))
    refuse_while_personal_data_stands(whole)
    return Seen(whole, Publication(Disclosure(whole.programme, ShownTo.PUBLIC, told_by(last_edition, whole, progress))))


def told_by(last_edition: Readables, now: LoadedProgramme, progress: Progress = quietly) -> Disclosure | None:
    """What the edition published last told the public, or None where there is none."""
    if not last_edition:
        return None
    from xl_send.commands.loading.boards import earlier_board

    return Disclosure(earlier_board(last_edition, now, progress).loaded.programme, ShownTo.PUBLIC)


def by_name(sources: Readables | Iterable[Readables]) -> Iterator[Readable]:
    """The sources, each file under its name without folders."""
    for source in each_source(sources):
        if is_read(source):
            yield source
        else:
            yield from (file._replace(name=file_name(file.name)) for file in named_files([source]))


def checks_as_seen(
    seen: Seen, rules: Sequence[Rule], progress: Progress, log: str | os.PathLike[str] = ""
) -> CheckResult:
    """The findings of what was read; for publication those that are found in what is shown too."""
    whole = check_all(seen.whole, rules, progress)
    if seen.publication is None:
        return replace(whole, loaded=seen.loaded)
    safe = check_all(seen.loaded, rules)
    findings = seen.publication.findings(whole.findings, safe.findings)
    keys = {finding.key for finding in findings}
    heads = tuple(one if one.because_of in keys else one._replace(because_of="") for one in findings)
    return replace(safe, findings=heads, told_besides=seen.log_written(log))


def refuse_copies_for_publication(*, for_publication: bool, copies: bool) -> None:
    """A marked copy is its owner's workbook, with everything in it. Raises `CannotRunError` where both are asked."""
    if for_publication and copies:
        message = "A marked copy holds the whole workbook, so it is not for publication. Ask for one or the other."
        raise CannotRunError(message)


def refuse_what_does_not_go_together(
    *, for_publication: bool, history: object, log: object, last_edition: object
) -> None:
    """A history keeps returns whole. Raises `CannotRunError` where that, or what only publication needs, is given."""
    if for_publication and history:
        raise CannotRunError(KEPT_WHOLE)
    for refusal, given in {NO_LOG: log, NO_EDITION: last_edition}.items():
        if given and not for_publication:
            raise CannotRunError(refusal)
