"""Whatever a workbook's text holds, the page and the document show it as text."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from board_pack.boards import Page, packed
from board_pack.nasty import SHOWN, nasty, nasty_programme
from board_pack.word.word_text import text_of
from examples import ALWAYS, SOUND
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.values import BoardPack
from xl_send.board_pack.word import to_word


def _page_text(pack: BoardPack) -> str:
    html = to_html(pack)
    page = Page(html)
    assert not page.all("script", "b")
    assert html.count("<style>") == html.count("</style>") == 1
    return page.text


def _document_text(pack: BoardPack) -> str:
    return text_of(docx.Document(io.BytesIO(to_word(pack))))


@pytest.mark.parametrize("written", [_page_text, _document_text])
def test_every_free_text_is_shown_and_escaped(written: Callable[[BoardPack], str]) -> None:
    assert set(ALWAYS) < set(SOUND)
    text = " ".join(written(packed(nasty_programme())).split())
    missing = [
        (title, name)
        for title, names in SHOWN.items()
        for name in names
        if " ".join(nasty(title, name).split()) not in text
    ]
    assert not missing
