"""Status: Red, Amber and Green with their reasons, and the roll-up."""

from __future__ import annotations

import os
from datetime import date

from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.commands.publication.seen import refuse_copies_for_publication, see
from xl_send.commands.result import MarkedFile, ProgrammeResult
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.results import Aspect, Item, ProgrammeStatus
from xl_send.value_classes import frozen, replace
from xl_send.words import did_you_mean


@frozen(eq=True)
class StatusResult(ProgrammeResult):
    """The computed picture of a programme (source: docs/status.md), and where it was marked, if that was asked for.

    `told_besides` is what disclosure control says, `why` the id of the row that is to be explained alone, and
    `published` whether what drives its date is for the public, to whom other rows may not be told.
    """

    picture: ProgrammeStatus
    copies: tuple[MarkedFile, ...] = ()
    told_besides: tuple[str, ...] = ()
    why: str = ""
    published: bool = False

    @property
    def as_at(self) -> date | None:
        """The date with which the programme is labelled; None where no workbook has one that can be read."""
        return self.picture.as_at

    @property
    def items(self) -> tuple[Item, ...]:
        """Every rated row with its colour and reason."""
        return self.picture.items

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """The aspects of the programme and of each workstream."""
        return self.picture.aspects

    @property
    def notes(self) -> tuple[str, ...]:
        return (*(copy.note for copy in self.copies), *self.told_besides)

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return self.loaded.incomplete or self.as_at is None


def status(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    why: str = "",
    mark: bool = False,
    output: str | os.PathLike[str] = "",
    for_publication: bool = False,
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> StatusResult:
    """Every item and aspect with its colour and reason (source: docs/status.md).

    `why` is an id that is to be explained alone. With `mark` a copy of each workbook is written with its Status sheet
    filled, in a folder beside it or in the folder `output`. `for_publication` leaves out what the public may not
    know; `last_edition` is what they know, `disclosure_log` where that is listed.
    Raises `xl_send.Error` where nothing can be read.
    """
    refuse_copies_for_publication(for_publication=for_publication, copies=mark or bool(output))
    seen = see(
        sources,
        for_publication=for_publication,
        last_edition=last_edition,
        as_at=as_at,
        policy=policy,
        progress=progress,
    )
    picture = seen.picture()
    asked = _asked(picture, why)
    found = StatusResult(
        seen.loaded, picture, told_besides=seen.log_written(disclosure_log), why=asked, published=for_publication
    )
    if not (mark or output):
        return found
    from xl_send.commands.mark import with_statuses

    return replace(found, copies=with_statuses(found.programme, found.items, output))


def _asked(picture: ProgrammeStatus, why: str) -> str:
    """The id that is to be explained. Raises `CannotRunError` for one that has no colour."""
    asked = "".join(why.split()).upper()
    known = [*(item.id for item in picture.items), *(aspect.of for aspect in picture.aspects)]
    if why and asked not in known:
        guess = did_you_mean(asked, [one for one in known if one.isupper()])
        message = f"{asked or 'A blank'} is no row or workstream with a colour in these workbooks. {guess}"
        raise CannotRunError(message.strip())
    return asked
