"""The pack as a web page: one file that makes no requests, runs no script and can be read by everybody."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from xl_send.board_pack.html.svg import sign_of, svg_of
from xl_send.board_pack.values import BoardPack
from xl_send.workbook.characters import for_documents

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def to_html(pack: BoardPack) -> str:
    """The page of a pack. It allows itself no script and no style but its own, by a content policy."""
    style = stylesheet()
    page = _template().render(pack=pack, style=style, style_hash=style_hash(style))
    return for_documents(page)


def stylesheet() -> str:
    """The page's own stylesheet."""
    return (files("xl_send.board_pack.html") / "templates" / "board.css").read_text(encoding="utf-8")


def style_hash(style: str) -> str:
    """What the content policy knows a stylesheet by: any other is refused by the browser."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def templates_of(package: str) -> Environment:
    """The page templates of a package: every text is escaped, and a name that they do not know is a fault."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _template() -> Template:
    from markupsafe import Markup

    environment = templates_of("xl_send.board_pack.html")
    # Both escape every text that they are given.
    environment.filters["drawn"] = lambda picture: Markup(svg_of(picture))  # noqa: S704
    environment.filters["sign"] = lambda entry: Markup(sign_of(entry))  # noqa: S704
    return environment.get_template("board.html.j2")
