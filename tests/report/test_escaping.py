"""Whatever a workbook's text holds, the page and the document show it as text."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from examples import ALWAYS, SOUND
from report.boards import Page, summary_of
from report.nasty import SHOWN, nasty, nasty_programme
from report.word_text import text_of
from xl_send.report.html.page import to_html
from xl_send.report.summary import Summary
from xl_send.report.word import to_word


def _page_text(summary: Summary) -> str:
    html = to_html(summary)
    page = Page(html)
    assert not page.all("script", "b")
    assert html.count("<style>") == html.count("</style>") == 1
    return page.text


def _document_text(summary: Summary) -> str:
    return text_of(docx.Document(io.BytesIO(to_word(summary))))


@pytest.mark.parametrize("written", [_page_text, _document_text])
def test_every_free_text_is_shown_and_escaped(written: Callable[[Summary], str]) -> None:
    assert set(ALWAYS) < set(SOUND)
    text = " ".join(written(summary_of(nasty_programme())).split())
    missing = [
        (title, name)
        for title, names in SHOWN.items()
        for name in names
        if " ".join(nasty(title, name).split()) not in text
    ]
    assert not missing
