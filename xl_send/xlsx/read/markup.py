"""XML made safe: a part is checked as a whole before anything in it is believed."""

from __future__ import annotations

import pyexpat
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from xl_send.xlsx.read.refusals import DAMAGED, TOO_LARGE, UNSAFE, UnusableError

# Excel's longest text is 32,767 characters, its longest row of them all some hundred thousand bytes.
LONGEST_TEXT = 2**20
LONGEST_MARKUP = 4 * 2**20
LONGEST_BLOCK = 64 * 2**20
MOST_ELEMENTS = 500_000

_ENTITY = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(
    r"_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_"
    r"|_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_"
)

Attributes = dict[str, str]


@dataclass(slots=True)
class Notes:
    """What was noticed while a part was checked."""

    root: str = ""
    plain: bool = True
    """In UTF-8, and without comments and the like: each `<` begins or ends an element."""


def local(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]


def feed(parser: pyexpat.XMLParserType, data: bytes, *, last: bool = False) -> None:
    """Parse a piece, refusing the workbook if it is not sound XML."""
    try:
        parser.Parse(data, last)
    except (pyexpat.ExpatError, ValueError, LookupError) as error:
        raise UnusableError(DAMAGED) from error


def _refuse(*_: object) -> None:
    raise UnusableError(UNSAFE)


def safe_parser() -> pyexpat.XMLParserType:
    """A parser that refuses document types, and with them every trick that needs entities."""
    parser = pyexpat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    return parser


def checked(pieces: Iterable[bytes], notes: Notes) -> Iterator[bytes]:
    """Hand the pieces on, each once it has proved sound; `notes` is complete after the last."""
    parser = _noting_parser(notes)
    fed = text = 0
    for piece in pieces:
        feed(parser, piece)
        notes.plain &= b"\0" not in piece
        fed += len(piece)
        text = 0 if b"<" in piece else text + len(piece)
        if text > LONGEST_TEXT or fed - parser.CurrentByteIndex > LONGEST_MARKUP:
            raise UnusableError(TOO_LARGE)
        yield piece
    feed(parser, b"", last=True)


def until_root(pieces: Iterator[bytes], notes: Notes, root: str) -> Iterator[bytes]:
    """The same pieces, the first long enough to tell the part's root, which must be this one."""
    held = []
    for piece in pieces:
        held.append(piece)
        if notes.root:
            break
    if local(notes.root) != root:
        raise UnusableError(DAMAGED)
    return chain([b"".join(held)], pieces)


def joined(before: str, text: str) -> str:
    """A text as it grows, refused once no cell could hold it."""
    if len(before) > LONGEST_TEXT:
        raise UnusableError(TOO_LARGE)
    return before + text


def _noting_parser(notes: Notes) -> pyexpat.XMLParserType:
    parser = safe_parser()

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").casefold() not in {"utf-8", "utf8", "us-ascii"}:
            notes.plain = False

    def started(name: str, _attributes: Attributes) -> None:
        notes.root = name
        parser.StartElementHandler = None

    def odd(*_: object) -> None:
        notes.plain = False

    parser.XmlDeclHandler = declared
    parser.StartElementHandler = started
    parser.CommentHandler = odd
    parser.ProcessingInstructionHandler = odd
    parser.StartCdataSectionHandler = odd
    return parser


def elements(pieces: Iterable[bytes]) -> list[tuple[str, Attributes]]:
    """Every element of a small part in order, names and attributes without their prefixes."""
    found: list[tuple[str, Attributes]] = []
    parser = safe_parser()

    def started(name: str, attributes: Attributes) -> None:
        if len(found) > MOST_ELEMENTS:
            raise UnusableError(TOO_LARGE)
        found.append((local(name), {local(key): value for key, value in attributes.items()}))

    parser.StartElementHandler = started
    for piece in pieces:
        feed(parser, piece)
    feed(parser, b"", last=True)
    return found


def blocks(pieces: Iterable[bytes], tag: bytes) -> Iterator[bytes]:
    """The same bytes cut anew, so that every block but the first begins with this tag."""
    held: list[bytes] = []
    edge = b""
    waiting = 0
    for piece in pieces:
        # The tag may lie across two pieces, so the end of the last is searched again.
        searched = edge + piece
        cut = searched.rfind(tag)
        edge = searched[1 - len(tag) :]
        held.append(piece)
        waiting += len(piece)
        if cut >= 0:
            whole = b"".join(held)
            at = len(whole) - len(searched) + cut
            yield whole[:at]
            held, waiting = [whole[at:]], 0
        elif waiting > LONGEST_BLOCK:
            raise UnusableError(TOO_LARGE)
    yield b"".join(held)


def bodies(blocks: Iterable[bytes], tag: bytes) -> Iterator[bytes]:
    """Of the blocks, only what lies inside the first element of this name, without its own tags."""
    opening = re.compile(b"<" + re.escape(tag) + rb"""(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?>""")
    closing = b"</" + tag
    within = False
    for block in blocks:
        body = block
        if not within:
            match = opening.search(block)
            if match is None or match[0].endswith(b"/>"):
                return
            within, body = True, block[match.end() :]
        body, end, _ = body.partition(closing)
        yield body
        if end:
            return


def decoded(block: bytes) -> str:
    """A sound block of UTF-8 as text, line ends made alike as every XML parser does."""
    text = block.decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_entities(raw: str) -> str:
    """What the XML means by this text: `&amp;` is an ampersand."""
    return _ENTITY.sub(_entity, raw) if "&" in raw else raw


def without_escapes(text: str) -> str:
    """What Excel means by this text: `_x000D_` is a carriage return."""
    return _ESCAPE.sub(_escape, text) if "_x" in text else text


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name in _NAMED:
        return _NAMED[name]
    return chr(int(f"0{name[1:]}", 16) if name[1] == "x" else int(name[1:]))


def _escape(match: re.Match[str]) -> str:
    if match[3]:
        return chr(int(match[3], 16))
    high, low = int(match[1], 16), int(match[2], 16)
    return chr(0x10000 + (high - 0xD800 << 10) + (low - 0xDC00))
