"""A letter as a web page that is one file, and as the text of an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from xl_send.board_pack.html.page import style_hash
from xl_send.commands.feedback.letters import ON_CHECKS, FeedbackLetter, FeedbackPart
from xl_send.words import counted
from xl_send.workbook.characters import for_documents

if TYPE_CHECKING:
    from jinja2 import Template

_WIDTH = 76


def letter_page(letter: FeedbackLetter, copy: str) -> str:
    """The page. It runs no script, asks nothing of any other computer, and `copy` is what the marked copy is called."""
    style = (files("xl_send.commands.feedback") / "templates" / "letter.css").read_text(encoding="utf-8")
    told = about_copy(letter, copy) if copy else ""
    page = _template().render(
        letter=letter, copy=copy, told=told, more_of=more_of, style=style, style_hash=style_hash(style)
    )
    return for_documents(page)


def letter_text(letter: FeedbackLetter, copy: str) -> str:
    """The e-mail: a subject line, then what is said in lines of at most some 76 letters."""
    lines = [f"Subject: {_line(letter.programme)}: {_line(letter.title)}", "", f"Dear {letter.owner or 'colleague'},"]
    told = [" ".join(letter.summary), letter.ask]
    lines += [line for paragraph in told if paragraph for line in ("", *_wrapped(paragraph))]
    lines += [line for part in letter.parts for line in _part(part, copy)]
    if copy:
        lines += ["", *_wrapped(f"Attached are a page that says the same, and a copy. {about_copy(letter, copy)}")]
    return for_documents("\n".join([*lines, "", "Thank you.", ""]))


def about_copy(letter: FeedbackLetter, copy: str) -> str:
    """What the marked copy is for."""
    if not letter.marks:
        return f"{copy} is a copy of your return. Its Checks sheet has nothing that you need to put right."
    return (
        f"{copy} is a copy of your return in which each cell to put right is marked and listed on the Checks sheet. "
        "Put your own return right, not the copy."
    )


def more_of(part: FeedbackPart, copy: str) -> str:
    """How many more points there are than are shown, and where they stand; blank where all are shown."""
    if not part.more:
        return ""
    rest = f" {part.rest}" if copy or part.rest != ON_CHECKS else ""
    return f"And {counted(part.more, 'more', 'more')}{',' if rest else ''}{rest}."


def _part(part: FeedbackPart, copy: str) -> Iterator[str]:
    yield from ("", part.heading, "-" * len(part.heading))
    for point in part.points:
        record = f" ({point.record})" if point.record else ""
        told = f"{point.places}{record}: {point.wrong} {point.remedy}"
        yield from _wrapped(told, "- ", "  ")
    more = more_of(part, copy)
    if more:
        yield from _wrapped(more, "- ", "  ")


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    """Lines; an id such as TRN-M06 and a long name stay whole."""
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False, break_long_words=False
    )


def _line(text: str) -> str:
    return " ".join(text.split())


@cache
def _template() -> Template:
    from xl_send.board_pack.html.page import templates_of

    return templates_of("xl_send.commands.feedback").get_template("letter.html.j2")
