"""What is asked of a pack by name, checked before anything is made."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from xl_send import __version__
from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.word.style_base import StyleBase
from xl_send.commands.loading import AsAt, as_at_given
from xl_send.commands.loading.files import printable_path
from xl_send.commands.loading.named import bytes_named
from xl_send.errors import CannotRunError
from xl_send.value_classes import frozen
from xl_send.words import did_you_mean, every_name
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.submissions import Programme

PathLike = str | os.PathLike[str]


@frozen(eq=True)
class PackOptions:
    """The options of a pack as they are given: blank is the usual."""

    audience: str = PackAudience.BOARD.value
    final: bool = False
    version: str = ""
    forum: str = ""
    meeting: AsAt = None
    signed_off: str = ""
    style: PathLike = ""
    keep_words: PathLike = ""

    def request(self, programme: Programme, hashes: Mapping[str, str]) -> PackRequest:
        """What is asked, as the pack understands it. Raises `CannotRunError` for what cannot be."""
        return PackRequest(
            audience=audience_named(self.audience),
            final=self.final,
            version=self.version.strip(),
            forum=_forum(programme, self.forum),
            meeting=as_at_given(self.meeting),
            signed=self.signed_off.strip(),
            words=_kept(self.keep_words),
            source=Path(os.fspath(self.keep_words)).name if self.keep_words else "",
            product=__version__,
            hashes=hashes,
        )

    def style_base(self) -> StyleBase | None:
        """The council's own document, if one is given. Raises `CannotRunError` where it cannot be read."""
        if not self.style:
            return None
        from xl_send.board_pack.word.style_base import lacking

        base = StyleBase(bytes_named(self.style), Path(os.fspath(self.style)).name)
        try:
            lacking(base)
        except ValueError as error:
            raise CannotRunError(_no_document(self.style)) from error
        return base


def lacking_note(base: StyleBase | None) -> Sequence[str]:
    """A sentence that names the styles which a council's document lacks."""
    if base is None:
        return ()
    from xl_send.board_pack.word.style_base import lacking

    missing = lacking(base)
    return (f"{base.name} has no style called {every_name(missing, 'or')}: ours is used instead.",) if missing else ()


def audience_named(name: str) -> PackAudience:
    """The audience of a name. Raises `CannotRunError` where there is none."""
    try:
        return PackAudience(name.strip().casefold())
    except ValueError as error:
        names = [one.value for one in PackAudience]
        message = f"There is no audience called {name}. {did_you_mean(name, names)}Choose {every_name(names, 'or')}."
        raise CannotRunError(message) from error


def _forum(programme: Programme, name: str) -> str:
    if not name:
        return ""
    known = list(dict.fromkeys(row.name for row in programme.each(Forum)))
    found = next((one for one in known if one.casefold() == name.strip().casefold()), "")
    if not found:
        listed_ones = f"The Forums sheet has {every_name(known)}." if known else "The Forums sheet lists none."
        message = f"There is no forum called {name.strip() or 'nothing'}. {did_you_mean(name, known)}{listed_ones}"
        raise CannotRunError(message)
    return found


def _kept(place: PathLike) -> Mapping[str, tuple[str, ...]]:
    if not place:
        return {}
    from xl_send.board_pack.word.marked_places import words_kept

    try:
        return words_kept(bytes_named(place))
    except ValueError as error:
        raise CannotRunError(_no_document(place)) from error


def _no_document(place: PathLike) -> str:
    return f"{printable_path(os.fspath(place))}: This is no Word document that can be read. Name a .docx file."
