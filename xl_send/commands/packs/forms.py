"""Each form of a pack as bytes, and what its file is called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.values import BoardPack
from xl_send.board_pack.word.style_base import StyleBase
from xl_send.value_classes import frozen

WEB, WORD, PDF, EMAIL, DIARY = "html", "word", "pdf", "email", "ics"
FORMS = (WEB, WORD, PDF, EMAIL, DIARY)
_ENDINGS = {WEB: ".html", WORD: ".docx", PDF: ".pdf", EMAIL: "-email.txt", DIARY: ".ics"}
# A PDF is made by another program, which puts the time into it.
NOT_TO_THE_BYTE = frozenset({PDF})


def file_names(audience: PackAudience) -> Mapping[str, str]:
    """What the files of an audience's pack are called, by form."""
    stem = "board-summary" if audience is PackAudience.BOARD else f"board-summary-{audience.value}"
    return {form: f"{stem}{ending}" for form, ending in _ENDINGS.items()}


@frozen(eq=True)
class Renderings:
    """A pack in its forms, each made once; `diary` is its calendar file."""

    pack: BoardPack
    diary: str
    style: StyleBase | None = None

    def content(self, form: str) -> bytes:
        """The bytes of one form."""
        if form == WEB:
            return self._page
        if form == WORD:
            return self._document
        if form == PDF:
            from xl_send.commands.packs.pdf import to_pdf

            return to_pdf(self._page, self._document)
        return (self.diary if form == DIARY else self._email).encode("utf-8")

    @cached_property
    def _page(self) -> bytes:
        return to_html(self.pack).encode("utf-8")

    @cached_property
    def _document(self) -> bytes:
        from xl_send.board_pack.word import to_word

        return to_word(self.pack, self.style)

    @property
    def _email(self) -> str:
        from xl_send.board_pack.email_text import to_email

        return to_email(self.pack)
