"""A letter as a web page that is one file, and as the text of an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from xl_send.board_pack.clean_text import clean
from xl_send.board_pack.html.page import style_hash
from xl_send.commands.feedback.letters import FeedbackLetter, FeedbackPart
from xl_send.workbook.days import say

if TYPE_CHECKING:
    from jinja2 import Template

_WIDTH = 76


def letter_page(letter: FeedbackLetter, copy: str) -> str:
    """The page. It runs no script, asks nothing of any other computer, and `copy` is what the marked copy is called."""
    style = (files("xl_send.commands.feedback") / "templates" / "letter.css").read_text(encoding="utf-8")
    day = say(letter.as_at) if letter.as_at else ""
    page = _template().render(letter=letter, copy=copy, day=day, style=style, style_hash=style_hash(style))
    return clean(page)


def letter_text(letter: FeedbackLetter, copy: str) -> str:
    """The e-mail: a subject line, then what is said in lines of at most some 76 letters."""
    lines = [f"Subject: {letter.programme}: {letter.title}", "", f"Dear {letter.owner or 'colleague'},", ""]
    lines += [line for paragraph in letter.summary for line in textwrap.wrap(paragraph, _WIDTH)]
    lines += [line for part in letter.parts for line in _part(part)]
    if copy:
        told = (
            f"Attached are {copy}, a copy of your return in which each cell to put right is marked and listed on the "
            "Checks sheet, and a page with the same. Put your own return right, not the copy, and send it again."
        )
        lines += ["", *textwrap.wrap(told, _WIDTH)]
    return clean("\n".join([*lines, "", "Thank you.", ""]))


def _part(part: FeedbackPart) -> Iterator[str]:
    yield from ("", part.heading, "-" * len(part.heading))
    for point in part.points:
        record = f" ({point.record})" if point.record else ""
        told = f"{point.places}{record}: {point.wrong} {point.remedy}"
        yield from textwrap.wrap(told, _WIDTH, initial_indent="- ", subsequent_indent="  ")
    if part.more:
        yield f"- and {part.more} more, on the Checks sheet of the copy."


@cache
def _template() -> Template:
    from xl_send.board_pack.html.page import templates_of

    return templates_of("xl_send.commands.feedback").get_template("letter.html.j2")
